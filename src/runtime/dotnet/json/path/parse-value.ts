import { parseDouble, parseInteger, styles } from '../../format/parse-number.ts';
import { isCharacter } from '../../text/character.ts';
import { DOUBLE, INT64 } from '../../types.ts';
import { Box } from '../../values.ts';
import { jsonFailure } from '../containers.ts';
import { JValue } from '../token.ts';
import type { Cursor } from './cursor.ts';

/** A value in a query: text, number, true, false, null, or a regular expression between slashes as text. */
export function readValue(cursor: Cursor): JValue | undefined {
  const { char } = cursor;
  if (char === "'") return JValue.of(cursor.readQuoted());
  if (char === '-' || isCharacter('digit', char)) return readNumber(cursor);
  if (cursor.match('true')) return JValue.of(true);
  if (cursor.match('false')) return JValue.of(false);
  if (cursor.match('null')) return JValue.null();
  return char === '/' ? JValue.of(readPattern(cursor)) : undefined;
}

/** A number goes to the next space or parenthesis. */
function readNumber(cursor: Cursor): JValue | undefined {
  const start = cursor.at;
  while (!cursor.ended && cursor.char !== ' ' && cursor.char !== ')') cursor.at++;
  if (cursor.ended) return undefined;
  const text = cursor.text.slice(start, cursor.at);
  if (/[.eE]/.test(text)) {
    const value = parseDouble(text, styles.floatAndThousands);
    return value === undefined ? undefined : JValue.of(new Box(DOUBLE, value));
  }
  const read = parseInteger(text, styles.integer);
  return read.kind === 'value' ? JValue.of(new Box(INT64, read.value)) : undefined;
}

function readPattern(cursor: Cursor): string {
  const start = cursor.at++;
  while (!cursor.ended) {
    if (cursor.char === '\\' && cursor.at + 1 < cursor.text.length) cursor.at += 2;
    else if (cursor.char === '/') {
      cursor.at++;
      while (isCharacter('letter', cursor.char)) cursor.at++;
      return cursor.text.slice(start, cursor.at);
    } else cursor.at++;
  }
  return jsonFailure('Path ended with an open regex.');
}
