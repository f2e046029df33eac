import { dotnetType } from '../define.ts';
import { BYTE } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const byteType: IntegerType<number> = {
  keyword: 'byte',
  type: BYTE,
  bits: 8,
  min: 0n,
  max: 255n,
  from: Number,
  named: 'an unsigned byte',
  typeCode: 6,
};

export const Byte_ = dotnetType(
  'struct System.Byte : IComparable, IFormattable, IComparable<byte>, IEquatable<byte>',
  'A whole number of 8 bits without sign.',
  integerRows(byteType),
);
