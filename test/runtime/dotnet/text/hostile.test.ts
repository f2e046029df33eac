import { expect, test } from 'vitest';
import { readDate } from '../../../../src/runtime/dotnet/format/date-parse.ts';
import { parseDouble, parseInteger, styles } from '../../../../src/runtime/dotnet/format/parse-number.ts';
import { parseTimeSpan } from '../../../../src/runtime/dotnet/format/time-span-parse.ts';
import { readBoolean } from '../../../../src/runtime/dotnet/system/Boolean.ts';
import { Guid } from '../../../../src/runtime/dotnet/values/guid.ts';
import { readVersion } from '../../../../src/runtime/dotnet/values/version.ts';
import { readBoolean as readXmlBoolean } from '../../../../src/runtime/dotnet/xml/xml-convert.ts';
import { outcome } from '../outcome.ts';

/**
 * Long inputs that make patterns with `\s+$` or nested repetitions slow. Each of them takes no time at all when reading is linear,
 * and minutes when it is not, so the time limit of the suite tells.
 */
const long = 400_000;
const inputs = [
  `${' '.repeat(long)}x`,
  `x${' '.repeat(long)}x`,
  '1'.repeat(long),
  `${'0'.repeat(long)}x`,
  `${'1:'.repeat(long)}x`,
  `${'\0'.repeat(long)}x`,
  `${'a '.repeat(long)}`,
];

test.each<[string, (text: string) => unknown]>([
  ['bool', readBoolean],
  ['int', (text) => parseInteger(text, styles.integer).kind],
  ['hex', (text) => parseInteger(text, styles.hexNumber).kind],
  ['double', (text) => parseDouble(text, styles.floatAndThousands)],
  ['span', (text) => parseTimeSpan(text).kind],
  ['date', (text) => readDate(text).kind],
  ['guid', (text) => Guid.read(text)],
  ['version', readVersion],
  ['bool of XML', (text) => outcome(() => readXmlBoolean(text))],
])('reading a %s takes no longer than reading', (_name, read) => {
  expect(inputs.map(read)).toHaveLength(inputs.length);
});
