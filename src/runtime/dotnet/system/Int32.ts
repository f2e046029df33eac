import { dotnetType } from '../define.ts';
import { INT32 } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const intType: IntegerType<number> = {
  keyword: 'int',
  type: INT32,
  bits: 32,
  min: -2147483648n,
  max: 2147483647n,
  from: Number,
  named: 'an Int32',
  typeCode: 9,
};

export const Int32_ = dotnetType(
  'struct System.Int32 : IComparable, IFormattable, IComparable<int>, IEquatable<int>',
  'A whole number of 32 bits with sign.',
  integerRows(intType),
);
