import { dotnetType } from '../define.ts';
import { SBYTE } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const sbyteType: IntegerType<number> = {
  keyword: 'sbyte',
  type: SBYTE,
  bits: 8,
  min: -128n,
  max: 127n,
  from: Number,
  named: 'a signed byte',
  typeCode: 5,
};

export const SByte_ = dotnetType(
  'struct System.SByte : IComparable, IFormattable, IComparable<sbyte>, IEquatable<sbyte>',
  'A whole number of 8 bits with sign.',
  integerRows(sbyteType),
);
