import { badFormat } from '../failures.ts';
import { customText } from './custom-number.ts';
import { type Digits, decimalDigits, fixedDouble, integerDigits, shortestDouble, shortestSingle, significantDouble } from './digits.ts';
import { generalText, standardText } from './standard-number.ts';

const badSpecifier = (): never => badFormat('Format specifier was invalid.');

/** A format such as `N2` taken apart; `custom` when it is not one letter with at most two digits. */
type Specifier = { readonly kind: 'standard'; readonly letter: string; readonly precision: number } | { readonly kind: 'custom' };

function readSpecifier(format: string): Specifier {
  const found = /^([A-Za-z])(\d{0,2})\0?$/.exec(format);
  if (found === null) return { kind: 'custom' };
  const [, letter = 'G', digits = ''] = found;
  return { kind: 'standard', letter, precision: digits === '' ? -1 : Number(digits) };
}

/** Decimals of C, F, N, P and E when the format does not say. */
const defaultPrecision = (letter: string): number => (letter === 'E' ? 6 : 2);

/** `value.ToString(format)` of an integer type of `bits` bits. */
export function formatInteger(value: number | bigint, bits: number, format: string | null): string {
  if (format === null || format === '') return String(value);
  const specifier = readSpecifier(format);
  if (specifier.kind === 'custom') return customText(integerDigits(value), format);
  const { letter, precision } = specifier;
  switch (letter.toUpperCase()) {
    case 'D': {
      const text = String(value < 0 ? -value : value).padStart(precision, '0');
      return value < 0 ? `-${text}` : text;
    }
    case 'X': {
      const hex = BigInt.asUintN(bits, BigInt(value)).toString(16).padStart(precision, '0');
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    case 'G':
      return precision < 1 ? String(value) : standardText(integerDigits(value), letter, precision);
    case 'C':
    case 'E':
    case 'F':
    case 'N':
    case 'P':
      return standardText(integerDigits(value), letter, precision < 0 ? defaultPrecision(letter.toUpperCase()) : precision);
    default:
      return badSpecifier();
  }
}

/** `value.ToString(format)` of a decimal: `mantissa` × 10^-`scale`. */
export function formatDecimal(mantissa: bigint, scale: number, format: string | null): string {
  const digits = decimalDigits(mantissa, scale);
  const specifier: Specifier = format === null || format === '' ? { kind: 'standard', letter: 'G', precision: -1 } : readSpecifier(format);
  if (specifier.kind === 'custom') return customText({ ...digits, digits: digits.digits.replace(/0+$/, '') }, format ?? '');
  const { letter, precision } = specifier;
  switch (letter.toUpperCase()) {
    case 'G':
      return precision < 1 ? generalText(digits, 29, 'E', true) : standardText(digits, letter, precision);
    case 'C':
    case 'E':
    case 'F':
    case 'N':
    case 'P':
      return standardText(digits, letter, precision < 0 ? defaultPrecision(letter.toUpperCase()) : precision);
    default:
      return badSpecifier();
  }
}

/** What differs between float and double: digits that always read back, and the shortest ones. */
interface Floating {
  readonly roundTrip: number;
  readonly customPrecision: number;
  readonly shortest: (value: number) => Digits;
}

const double: Floating = { roundTrip: 17, customPrecision: 15, shortest: shortestDouble };
const single: Floating = { roundTrip: 9, customPrecision: 7, shortest: shortestSingle };

const specialText = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity');

function formatFloating(value: number, format: string | null, type: Floating): string {
  if (!Number.isFinite(value)) return specialText(value);
  const specifier: Specifier = format === null || format === '' ? { kind: 'standard', letter: 'G', precision: -1 } : readSpecifier(format);
  if (specifier.kind === 'custom') return customText(significantDouble(value, type.customPrecision), format ?? '');
  const { letter, precision } = specifier;
  switch (letter.toUpperCase()) {
    case 'R':
      return generalText(type.shortest(value), type.roundTrip, letter === 'r' ? 'e' : 'E');
    case 'G':
      return precision < 1
        ? generalText(type.shortest(value), type.roundTrip, letter === 'g' ? 'e' : 'E')
        : standardText(significantDouble(value, precision), letter, precision);
    case 'E': {
      const decimals = precision < 0 ? 6 : precision;
      return standardText(significantDouble(value, decimals + 1), letter, decimals);
    }
    case 'C':
    case 'F':
    case 'N': {
      const decimals = precision < 0 ? 2 : precision;
      return standardText(fixedDouble(value, decimals), letter, decimals);
    }
    case 'P': {
      const decimals = precision < 0 ? 2 : precision;
      return standardText(fixedDouble(value, decimals + 2), letter, decimals);
    }
    default:
      return badSpecifier();
  }
}

/** `value.ToString(format)` of a double. */
export const formatDouble = (value: number, format: string | null): string => formatFloating(value, format, double);

/** `value.ToString(format)` of a float. */
export const formatSingle = (value: number, format: string | null): string => formatFloating(value, format, single);

/** `value.ToString()` of a double. */
export const doubleText = (value: number): string => formatFloating(value, null, double);

/** `value.ToString()` of a float. */
export const singleText = (value: number): string => formatFloating(value, null, single);
