import { mayHoldSecret } from '../../secret-mark.ts';
import type { ArithmeticOperator, ComparisonOperator, Folded, Operand } from './bound.ts';
import type { Library } from './library.ts';
import { inRange, isBig, isIntegral, rangeOf, wrap } from './numeric.ts';
import { type Special, specialOf } from './type.ts';

/** What folding gives: a value, or why there is none. `later` leaves the work to run time. */
export type Fold = Folded | 'overflow' | 'zero-division' | 'later';

export const isFolded = (fold: Fold): fold is Folded => typeof fold === 'object';

const done = (value: unknown): Folded => ({ value });

/** An integer in the JavaScript form of its type. */
export const integer = (value: bigint, special: Special): number | bigint => (isBig(special) ? value : Number(value));

/** Converts a constant between numeric types. An unchecked conversion cuts bits where a checked one overflows. */
export function foldNumeric(library: Library, value: unknown, from: Special, to: Special, checked: boolean): Fold {
  if (from === to) return done(value);
  if (from === 'decimal' || to === 'decimal') return foldDecimalConversion(library, value, from, to);
  if (to === 'double') return done(Number(value));
  if (to === 'float') return done(Math.fround(Number(value)));
  if (!isIntegral(to)) return 'later';
  if (typeof value === 'bigint' || isIntegral(from)) {
    const whole = BigInt(value as bigint | number);
    if (!inRange(whole, to) && checked) return 'overflow';
    return done(integer(wrap(whole, to), to));
  }
  const number = Math.trunc(Number(value));
  if (Number.isFinite(number) && inRange(BigInt(number), to)) return done(integer(BigInt(number), to));
  return checked ? 'overflow' : 'later';
}

/** Folds a unary operator. `on` is the operand's type after promotion. */
export function foldUnary(library: Library, operator: '+' | '-' | '!' | '~', on: Operand, value: unknown, checked: boolean): Fold {
  if (on === 'bool') return operator === '!' ? done(value !== true) : 'later';
  if (on === 'decimal') return operator === '+' ? done(value) : callDecimal(library, '-', [value]);
  if (on === 'float' || on === 'double') return operator === '+' ? done(value) : done(-Number(value));
  if (on === 'string' || on === 'object' || on === 'reference' || on === 'delegate') return 'later';
  if (on === 'enum') return operator === '~' ? done(~Number(value)) : 'later';
  const whole = BigInt(value as number | bigint);
  const result = operator === '-' ? -whole : operator === '~' ? ~whole : whole;
  if (operator === '-' && checked && !inRange(result, on)) return 'overflow';
  return done(integer(wrap(result, on), on));
}

/** Folds a binary operator on two constants of the same (promoted) type; shifts take an int on the right. */
export function foldBinary(
  library: Library,
  operator: ArithmeticOperator | ComparisonOperator,
  on: Operand,
  left: unknown,
  right: unknown,
  checked: boolean,
): Fold {
  // What a secret says is known when the handler runs, so nothing is told from its mark.
  if (holdsSecret(left) || holdsSecret(right)) return 'later';
  if (operator === '==' && on !== 'decimal') return done(left === right);
  if (operator === '!=' && on !== 'decimal') return done(left !== right);
  switch (on) {
    case 'decimal':
      return foldDecimal(library, operator, left, right);
    case 'bool':
      return foldBool(operator, left === true, right === true);
    case 'float':
    case 'double':
      return foldReal(operator, Number(left), Number(right), on);
    case 'string':
    case 'object':
    case 'reference':
    case 'delegate':
      return 'later';
    case 'enum':
      return foldInteger(operator, 'int', BigInt(left as number), BigInt(right as number), false);
    default:
      return foldInteger(operator, on, BigInt(left as number | bigint), BigInt(right as number | bigint), checked);
  }
}

const holdsSecret = (value: unknown): boolean => typeof value === 'string' && mayHoldSecret(value);

function foldBool(operator: ArithmeticOperator | ComparisonOperator, left: boolean, right: boolean): Fold {
  if (operator === '&') return done(left && right);
  if (operator === '|') return done(left || right);
  return operator === '^' ? done(left !== right) : 'later';
}

function foldReal(operator: ArithmeticOperator | ComparisonOperator, left: number, right: number, on: 'float' | 'double'): Fold {
  const real = (value: number): Fold => done(on === 'float' ? Math.fround(value) : value);
  switch (operator) {
    case '+':
      return real(left + right);
    case '-':
      return real(left - right);
    case '*':
      return real(left * right);
    case '/':
      return real(left / right);
    case '%':
      return real(left % right);
    default:
      return compare(operator, left, right);
  }
}

function compare<T extends number | bigint>(operator: ArithmeticOperator | ComparisonOperator, left: T, right: T): Fold {
  switch (operator) {
    case '<':
      return done(left < right);
    case '>':
      return done(left > right);
    case '<=':
      return done(left <= right);
    case '>=':
      return done(left >= right);
    default:
      return 'later';
  }
}

function foldInteger(operator: ArithmeticOperator | ComparisonOperator, on: Special, left: bigint, right: bigint, checked: boolean): Fold {
  const exact = exactInteger(operator, on, left, right);
  if (exact === undefined) return compare(operator, left, right);
  if (typeof exact === 'string') return exact;
  const cuts = operator === '<<' || operator === '>>';
  if (!cuts && checked && !inRange(exact, on)) return 'overflow';
  return done(integer(wrap(exact, on), on));
}

function exactInteger(
  operator: ArithmeticOperator | ComparisonOperator,
  on: Special,
  left: bigint,
  right: bigint,
): bigint | 'zero-division' | 'overflow' | undefined {
  const shift = right & (isBig(on) ? 63n : 31n);
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0n) return 'zero-division';
      return right === -1n && left === (rangeOf(on)?.[0] ?? 0n) ? 'overflow' : left / right;
    case '%':
      return right === 0n ? 'zero-division' : left % right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return left << shift;
    case '>>':
      return left >> shift;
    default:
      return undefined;
  }
}

function foldDecimal(library: Library, operator: ArithmeticOperator | ComparisonOperator, left: unknown, right: unknown): Fold {
  const result = callDecimal(library, operator, [left, right]);
  return result === 'overflow' && operator === '/' ? 'zero-division' : result;
}

/** Decimal arithmetic is the library's: the operator's own row does it. */
function callDecimal(library: Library, operator: string, args: readonly unknown[]): Fold {
  const rows = library.definition('System.Decimal')?.members.operators.get(operator) ?? [];
  const row = rows.find((method) => method.params.length === args.length)?.row;
  return call(row?.run, args);
}

function foldDecimalConversion(library: Library, value: unknown, from: Special, to: Special): Fold {
  const conversions = library.definition('System.Decimal')?.members.conversions ?? [];
  const row = conversions.find((found) => specialOf(found.from) === from && specialOf(found.to) === to)?.row;
  return call(row?.run, [value]);
}

/** A decimal from the digits of a literal. */
export function decimalLiteral(library: Library, digits: string): Fold {
  const parse = library.definition('System.Decimal')?.members.methods.get('Parse') ?? [];
  const row = parse.find((method) => method.params.length === 1)?.row;
  return row === undefined || row.host ? 'later' : call(row.run, [digits]);
}

function call(run: unknown, args: readonly unknown[]): Fold {
  if (typeof run !== 'function') return 'later';
  try {
    return done((run as (...args: readonly unknown[]) => unknown)(...args));
  } catch {
    return 'overflow';
  }
}
