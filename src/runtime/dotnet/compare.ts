import { argument } from './failures.ts';
import { sameType, typeText } from './runtime-type.ts';
import { invariantCompare } from './text/collation.ts';
import { typeOf } from './type-of.ts';
import { Box } from './values.ts';

/** How an object that is IComparable says so. */
export interface Comparable {
  compareTo(other: unknown): number;
}

const isComparable = (value: unknown): value is Comparable =>
  typeof value === 'object' && value !== null && 'compareTo' in value && typeof value.compareTo === 'function';

/** Numbers in .NET's order: NaN comes first. */
export function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** The types that are narrow enough for .NET to compare them by subtraction. */
const subtracted = new Set(['System.Char', 'System.Byte', 'System.SByte', 'System.Int16', 'System.UInt16']);

/** `Comparer<T>.Default`: null first, strings by the invariant culture, numbers by value, what is IComparable by itself. */
export function compare(a: unknown, b: unknown): number {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : -1;
  if (b === null || b === undefined) return 1;
  if (typeof a === 'string' && typeof b === 'string') return invariantCompare(a, b, false);
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a === b) return 0;
  if (a instanceof Box || typeof a !== 'object') {
    const type = typeOf(a);
    if (!sameType(type, typeOf(b))) return argument(`Object must be of type ${typeText(type).replace('System.', '')}.`);
    const [left, right] = [(a as Box).value, (b as Box).value];
    return subtracted.has(type.name) ? Number(left) - Number(right) : compare(left, right);
  }
  if (isComparable(a)) return Math.sign(a.compareTo(b));
  if (isComparable(b)) return -Math.sign(b.compareTo(a));
  return argument('At least one object must implement IComparable.');
}
