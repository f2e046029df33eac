import { member } from '../../define.ts';
import { byteType } from '../Byte.ts';
import { shortType } from '../Int16.ts';
import { intType } from '../Int32.ts';
import { longType } from '../Int64.ts';
import type { IntegerType } from '../integer-rows.ts';
import { sbyteType } from '../SByte.ts';
import { ushortType } from '../UInt16.ts';
import { uintType } from '../UInt32.ts';
import { ulongType } from '../UInt64.ts';
import { fromRadix, toRadix } from './radix.ts';

type Text = string | null;

const reading = <N extends number | bigint>(of: IntegerType<N>) =>
  member(
    `static ${of.keyword} To${of.type.name.replace('System.', '')}(string value, int fromBase)`,
    (text: Text, base: number) => of.from(fromRadix(text, base, of.bits, of.min < 0n, of.named)),
    'Reads a number in base 2, 8, 10 or 16.',
  );

/** Numbers in other bases. */
export const radixRows = {
  toByteFromBase: reading(byteType),
  toSByteFromBase: reading(sbyteType),
  toInt16FromBase: reading(shortType),
  toUInt16FromBase: reading(ushortType),
  toInt32FromBase: reading(intType),
  toUInt32FromBase: reading(uintType),
  toInt64FromBase: reading(longType),
  toUInt64FromBase: reading(ulongType),
  toStringByteBase: member(
    'static string ToString(byte value, int toBase)',
    (value: number, base: number) => toRadix(value, 8, base),
    'A number in base 2, 8, 10 or 16.',
  ),
  toStringInt16Base: member(
    'static string ToString(short value, int toBase)',
    (value: number, base: number) => toRadix(value, 16, base),
    'A number in base 2, 8, 10 or 16.',
  ),
  toStringInt32Base: member(
    'static string ToString(int value, int toBase)',
    (value: number, base: number) => toRadix(value, 32, base),
    'A number in base 2, 8, 10 or 16.',
  ),
  toStringInt64Base: member(
    'static string ToString(long value, int toBase)',
    (value: bigint, base: number) => toRadix(value, 64, base),
    'A number in base 2, 8, 10 or 16.',
  ),
};
