import { dotnetType } from '../define.ts';
import { formatSingle } from '../format/number-format.ts';
import { SINGLE } from '../types.ts';
import { type FloatingType, floatingRows } from './floating-rows.ts';

export const singleType: FloatingType = {
  keyword: 'float',
  type: SINGLE,
  typeCode: 13,
  max: 3.4028234663852886e38,
  epsilon: 1.401298464324817e-45,
  round: Math.fround,
  format: formatSingle,
};

export const Single_ = dotnetType(
  'struct System.Single : IComparable, IFormattable, IComparable<float>, IEquatable<float>',
  'A binary floating-point number of 32 bits.',
  floatingRows(singleType),
);
