import { dotnetType } from '../define.ts';
import { INT64 } from '../types.ts';
import { type IntegerType, integerRows } from './integer-rows.ts';

export const longType: IntegerType<bigint> = {
  keyword: 'long',
  type: INT64,
  bits: 64,
  min: -9223372036854775808n,
  max: 9223372036854775807n,
  from: (value) => value,
  named: 'an Int64',
  typeCode: 11,
};

export const Int64_ = dotnetType(
  'struct System.Int64 : IComparable, IFormattable, IComparable<long>, IEquatable<long>',
  'A whole number of 64 bits with sign.',
  integerRows(longType),
);
