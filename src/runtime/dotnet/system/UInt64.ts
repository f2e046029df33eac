import { dotnetType } from '../define.ts';
import { UINT64 } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const ulongType: IntegerType<bigint> = {
  keyword: 'ulong',
  type: UINT64,
  bits: 64,
  min: 0n,
  max: 18446744073709551615n,
  from: (value) => value,
  named: 'a UInt64',
  typeCode: 12,
};

export const UInt64_ = dotnetType(
  'struct System.UInt64 : IComparable, IFormattable, IComparable<ulong>, IEquatable<ulong>',
  'A whole number of 64 bits without sign.',
  integerRows(ulongType),
);
