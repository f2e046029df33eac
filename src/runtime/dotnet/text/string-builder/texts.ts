import type { Host } from '../../../host.ts';
import { member, type Row } from '../../define.ts';
import type { RuntimeType } from '../../runtime-type.ts';
import { toText } from '../../to-text.ts';
import { DOUBLE, SINGLE } from '../../types.ts';

/** The C# types of values that Append and Insert take, by the name of their rows, and the run-time types that their text depends on. */
const valueTypes = {
  Object: ['object'],
  Bool: ['bool'],
  SByte: ['sbyte'],
  Byte: ['byte'],
  Int16: ['short'],
  Int32: ['int'],
  Int64: ['long'],
  UInt16: ['ushort'],
  UInt32: ['uint'],
  UInt64: ['ulong'],
  Single: ['float', SINGLE],
  Double: ['double', DOUBLE],
  Decimal: ['decimal'],
} as const satisfies Readonly<Record<string, readonly [type: string, runtime?: RuntimeType]>>;

type ValueName = keyof typeof valueTypes;

/** One row for each type of value: its C# signature, and what it does with the text of the value. */
export function valueRows<P extends string, F extends (host: Host, ...args: never[]) => unknown>(
  prefix: P,
  doc: string,
  signature: (type: string) => string,
  run: (textOf: (value: unknown) => string) => F,
): Readonly<Record<`${P}${ValueName}`, Row<F>>> {
  const rows = Object.entries(valueTypes).map(([name, [type, runtime]]) => [
    `${prefix}${name}`,
    member(
      signature(type),
      run((value) => toText(value, runtime)),
      doc,
      { host: true },
    ),
  ]);
  return Object.fromEntries(rows) as Readonly<Record<`${P}${ValueName}`, Row<F>>>;
}
