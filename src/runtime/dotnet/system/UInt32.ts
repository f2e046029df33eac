import { dotnetType } from '../define.ts';
import { UINT32 } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const uintType: IntegerType<number> = {
  keyword: 'uint',
  type: UINT32,
  bits: 32,
  min: 0n,
  max: 4294967295n,
  from: Number,
  named: 'a UInt32',
  typeCode: 10,
};

export const UInt32_ = dotnetType(
  'struct System.UInt32 : IComparable, IFormattable, IComparable<uint>, IEquatable<uint>',
  'A whole number of 32 bits without sign.',
  integerRows(uintType),
);
