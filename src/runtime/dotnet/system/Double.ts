import { dotnetType } from '../define.ts';
import { formatDouble } from '../format/number-format.ts';
import { DOUBLE } from '../types.ts';
import { type FloatingType, floatingRows } from './floating-rows.ts';

export const doubleType: FloatingType = {
  keyword: 'double',
  type: DOUBLE,
  typeCode: 14,
  max: Number.MAX_VALUE,
  epsilon: Number.MIN_VALUE,
  round: (value) => value,
  format: formatDouble,
};

export const Double_ = dotnetType(
  'struct System.Double : IComparable, IFormattable, IComparable<double>, IEquatable<double>',
  'A binary floating-point number of 64 bits.',
  floatingRows(doubleType),
);
