import type { LiteralValue } from './ast.ts';
import { hexValue, isDigit } from './characters.ts';
import { badExponent, badNumber, integerTooLarge, realTooLarge } from './lexical-messages.ts';
import type { Scanner } from './scanner.ts';

const largestInteger = 18446744073709551615n;
/** Where `decimal` ends: its largest value and a half, since digits beyond the last are rounded. */
const decimalLimit = 79228162514264337593543950335n * 10n + 5n;
/** Halfway between the largest `float` and what would follow it. */
const floatLimit = 3.4028235677973366e38;

/** Reads a number whose first digit, or the dot before it, is next. */
export function scanNumber(s: Scanner): LiteralValue {
  const start = s.at;
  const prefix = s.peek() === 48 ? s.peek(1) | 32 : 0;
  const radix = prefix === 120 ? 16 : prefix === 98 ? 2 : 10;
  return radix === 10 ? scanDecimal(s, start) : scanPrefixed(s, start, radix);
}

function scanPrefixed(s: Scanner, start: number, radix: 2 | 16): LiteralValue {
  s.at += 2;
  const run = scanDigits(s, radix);
  const suffix = scanIntegerSuffix(s);
  if (run.digits === '' || run.endsWithSeparator) {
    s.complain(badNumber, start, s.at, {}, { cs: 'CS1013' });
    return { type: 'integer', value: 0n, suffix };
  }
  return integer(s, start, (radix === 16 ? '0x' : '0b') + run.digits.replace(/^0+(?=.)/, ''), suffix);
}

function scanDecimal(s: Scanner, start: number): LiteralValue {
  const whole = scanDigits(s, 10);
  let digits = whole.digits;
  let misplaced = whole.endsWithSeparator;
  let real = false;
  if (s.peek() === 46 && isDigit(s.peek(1))) {
    s.at++;
    real = true;
    const fraction = scanDigits(s, 10);
    digits = `${digits === '' ? '0' : digits}.${fraction.digits}`;
    misplaced ||= fraction.endsWithSeparator;
  }
  if ((s.peek() | 32) === 101) {
    s.at++;
    real = true;
    const sign = s.peek() === 45 ? '-' : '';
    if (s.peek() === 43 || s.peek() === 45) s.at++;
    if (isDigit(s.peek()) || s.peek() === 95) {
      const separatorFirst = s.peek() === 95;
      const exponent = scanDigits(s, 10);
      digits += `e${sign}${exponent.digits === '' ? '0' : exponent.digits}`;
      misplaced ||= exponent.endsWithSeparator || separatorFirst;
    } else s.complain(badExponent, start, s.at, {}, { cs: 'CS0595' });
  }
  const letter = s.code.charAt(s.at).toLowerCase();
  if (letter === 'f' || letter === 'd' || letter === 'm') {
    s.at++;
    return realLiteral(s, start, digits, letter, misplaced);
  }
  if (real) return realLiteral(s, start, digits, '', misplaced);
  const suffix = scanIntegerSuffix(s);
  if (misplaced) s.complain(badNumber, start, s.at, {}, { cs: 'CS1013' });
  return integer(s, start, digits.replace(/^0+(?=.)/, ''), suffix);
}

/** A run of digits with `_` between them, the `_` left out. */
function scanDigits(s: Scanner, radix: number): { readonly digits: string; readonly endsWithSeparator: boolean } {
  let digits = '';
  let from = s.at;
  let endsWithSeparator = false;
  for (;;) {
    const code = s.peek();
    if (code === 95) {
      digits += s.code.slice(from, s.at);
      from = s.at + 1;
      endsWithSeparator = true;
    } else {
      const value = radix === 16 ? hexValue(code) : isDigit(code) ? code - 48 : -1;
      if (value < 0 || value >= radix) break;
      endsWithSeparator = false;
    }
    s.at++;
  }
  return { digits: digits + s.code.slice(from, s.at), endsWithSeparator };
}

function scanIntegerSuffix(s: Scanner): '' | 'u' | 'l' | 'ul' {
  const first = s.peek() | 32;
  if (first !== 117 && first !== 108) return '';
  s.at++;
  const second = s.peek() | 32;
  if ((second === 117 || second === 108) && second !== first) {
    s.at++;
    return 'ul';
  }
  return first === 117 ? 'u' : 'l';
}

function integer(s: Scanner, start: number, digits: string, suffix: '' | 'u' | 'l' | 'ul'): LiteralValue {
  // The length first: turning a hundred thousand digits into a bigint takes time that no literal deserves.
  if (digits.length <= 66 && BigInt(digits) <= largestInteger) return { type: 'integer', value: BigInt(digits), suffix };
  s.complain(integerTooLarge, start, s.at, {}, { cs: 'CS1021' });
  return { type: 'integer', value: 0n, suffix };
}

function realLiteral(s: Scanner, start: number, digits: string, suffix: '' | 'f' | 'd' | 'm', misplaced: boolean): LiteralValue {
  if (misplaced) s.complain(badNumber, start, s.at, {}, { cs: 'CS1013' });
  const type = suffix === 'm' ? 'decimal' : suffix === 'f' ? 'float' : 'double';
  if (fits(digits, type)) return { type: 'real', digits, suffix };
  s.complain(realTooLarge, start, s.at, { type }, { cs: 'CS0594' });
  return { type: 'real', digits: '0', suffix };
}

function fits(digits: string, type: 'float' | 'double' | 'decimal'): boolean {
  if (type === 'decimal') return fitsDecimal(digits);
  const value = Number(digits);
  return type === 'float' ? value < floatLimit : Number.isFinite(value);
}

function fitsDecimal(digits: string): boolean {
  const [mantissa = '', exponent = '0'] = digits.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const significant = (whole + fraction).replace(/^0+/, '');
  if (significant === '') return true;
  // How many digits stand before the point.
  const magnitude = significant.length - fraction.length + Number(exponent);
  if (magnitude !== 29) return magnitude < 29;
  return BigInt(significant.slice(0, 30).padEnd(30, '0')) < decimalLimit;
}
