import { dotnetType } from '../define.ts';
import { UINT16 } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const ushortType: IntegerType<number> = {
  keyword: 'ushort',
  type: UINT16,
  bits: 16,
  min: 0n,
  max: 65535n,
  from: Number,
  named: 'a UInt16',
  typeCode: 8,
};

export const UInt16_ = dotnetType(
  'struct System.UInt16 : IComparable, IFormattable, IComparable<ushort>, IEquatable<ushort>',
  'A whole number of 16 bits without sign.',
  integerRows(ushortType),
);
