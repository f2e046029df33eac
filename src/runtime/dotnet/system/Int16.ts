import { dotnetType } from '../define.ts';
import { INT16 } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const shortType: IntegerType<number> = {
  keyword: 'short',
  type: INT16,
  bits: 16,
  min: -32768n,
  max: 32767n,
  from: Number,
  named: 'an Int16',
  typeCode: 7,
};

export const Int16_ = dotnetType(
  'struct System.Int16 : IComparable, IFormattable, IComparable<short>, IEquatable<short>',
  'A whole number of 16 bits with sign.',
  integerRows(shortType),
);
