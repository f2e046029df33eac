import type { Folded } from './bound.ts';
import { isBig, isNumeric } from './numeric.ts';
import { isEnum, isReferenceType, specialOf, type Type } from './type.ts';

/** `default(T)` where it is a constant: null, false, a zero. Other value types make theirs at run time. */
export function zeroConstant(type: Type): Folded | undefined {
  if (isReferenceType(type) || type.kind === 'nullable') return { value: null };
  if (isEnum(type)) return { value: 0 };
  const special = specialOf(type);
  if (special === 'bool') return { value: false };
  if (special === undefined || special === 'decimal' || !isNumeric(special)) return undefined;
  return { value: isBig(special) ? 0n : 0 };
}
