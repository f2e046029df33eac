/** `a & b` on bools: both sides are evaluated. */
export const and = (a: boolean, b: boolean): boolean => a && b;

/** `a | b` on bools: both sides are evaluated. */
export const or = (a: boolean, b: boolean): boolean => a || b;

/** `a & b` on `bool?`: false wins over not knowing (C# standard §12.13.5). */
export function andNullable(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** `a | b` on `bool?`: true wins over not knowing. */
export function orNullable(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

/** `a ^ b` on `bool?`. */
export const xorNullable = (a: boolean | null, b: boolean | null): boolean | null => (a === null || b === null ? null : a !== b);
