import { trimEnds } from '../text/trim-ends.ts';

/** System.Globalization.NumberStyles. */
export const styles = {
  leadingWhite: 1,
  trailingWhite: 2,
  leadingSign: 4,
  trailingSign: 8,
  parentheses: 16,
  decimalPoint: 32,
  thousands: 64,
  exponent: 128,
  currency: 256,
  hexSpecifier: 512,
  integer: 7,
  hexNumber: 515,
  number: 111,
  float: 167,
  floatAndThousands: 231,
  any: 511,
} as const;

/** A number as read from text: `digits` × 10^`exponent`. */
export interface ParsedNumber {
  readonly negative: boolean;
  /** Digits without the point, as written; may have leading zeros. */
  readonly digits: string;
  readonly exponent: number;
}

const isWhite = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Reads a number by .NET's rules for `NumberStyles` with the invariant culture; undefined when the text does not fit. */
export function parseNumber(text: string, style: number): ParsedNumber | undefined {
  const allow = (flag: number): boolean => (style & flag) !== 0;
  let i = 0;
  const code = (): number => text.charCodeAt(i);
  let negative = false;
  let signSeen = false;
  let open = false;
  let currencySeen = false;
  for (; ; i++) {
    if (isWhite(code()) && allow(styles.leadingWhite) && (!signSeen || allow(styles.currency))) continue;
    if (!signSeen && allow(styles.leadingSign) && (text[i] === '-' || text[i] === '+')) {
      negative = text[i] === '-';
      signSeen = true;
    } else if (!signSeen && allow(styles.parentheses) && text[i] === '(') {
      open = true;
      signSeen = true;
      negative = true;
    } else if (!currencySeen && allow(styles.currency) && text[i] === '¤') currencySeen = true;
    else break;
  }
  let digits = '';
  let decimals = 0;
  let pointSeen = false;
  let digitSeen = false;
  for (; i < text.length; i++) {
    if (isDigit(code())) {
      digits += text[i];
      digitSeen = true;
      if (pointSeen) decimals++;
    } else if (allow(styles.decimalPoint) && !pointSeen && text[i] === '.') pointSeen = true;
    else if (allow(styles.thousands) && digitSeen && !pointSeen && text[i] === ',') continue;
    else break;
  }
  if (!digitSeen) return undefined;
  let exponent = 0;
  if (allow(styles.exponent) && (text[i] === 'e' || text[i] === 'E')) {
    const found = /^[eE]([+-]?)(\d+)/.exec(text.slice(i, i + 400));
    if (found !== null) {
      exponent = Math.min(Number(found[2]), 99999) * (found[1] === '-' ? -1 : 1);
      i += found[0].length;
    }
  }
  for (; i < text.length; i++) {
    if (isWhite(code()) && allow(styles.trailingWhite)) continue;
    if (!signSeen && allow(styles.trailingSign) && (text[i] === '-' || text[i] === '+')) {
      negative = text[i] === '-';
      signSeen = true;
    } else if (open && text[i] === ')') open = false;
    else if (!currencySeen && allow(styles.currency) && text[i] === '¤') currencySeen = true;
    else break;
  }
  // A text may end in NUL characters.
  while (i < text.length && code() === 0) i++;
  if (open || i < text.length) return undefined;
  return { negative, digits, exponent: exponent - decimals };
}

/** Reads hexadecimal digits; undefined when the text does not fit. */
export function parseHex(text: string, style: number): bigint | undefined {
  let start = 0;
  let end = text.length;
  if ((style & styles.leadingWhite) !== 0) while (start < end && isWhite(text.charCodeAt(start))) start++;
  if ((style & styles.trailingWhite) !== 0) while (end > start && isWhite(text.charCodeAt(end - 1))) end--;
  const digits = text.slice(start, end);
  return /^[0-9a-fA-F]+$/.test(digits) ? BigInt(`0x${digits}`) : undefined;
}

/** What a text is as an integer: a value, too large for any type or with a fraction, or no number at all. */
export type ParsedInteger =
  | { readonly kind: 'value'; readonly value: bigint }
  | { readonly kind: 'overflow' }
  | { readonly kind: 'malformed' };

export function parseInteger(text: string, style: number): ParsedInteger {
  const malformed: ParsedInteger = { kind: 'malformed' };
  if ((style & styles.hexSpecifier) !== 0) {
    const value = parseHex(text, style);
    return value === undefined ? malformed : { kind: 'value', value };
  }
  const parsed = parseNumber(text, style);
  if (parsed === undefined) return malformed;
  const significant = parsed.digits.replace(/^0+/, '');
  if (significant === '') return { kind: 'value', value: 0n };
  if (significant.length + parsed.exponent > 40) return { kind: 'overflow' };
  let value: bigint;
  if (parsed.exponent >= 0) value = BigInt(significant) * 10n ** BigInt(parsed.exponent);
  else {
    const kept = significant.length + parsed.exponent;
    if (/[1-9]/.test(significant.slice(Math.max(0, kept)))) return { kind: 'overflow' };
    value = kept <= 0 ? 0n : BigInt(significant.slice(0, kept));
  }
  return { kind: 'value', value: parsed.negative ? -value : value };
}

/** A double from text; undefined when the text does not fit. Too large numbers become infinite, as in .NET Core 3.0 and later. */
export function parseDouble(text: string, style: number): number | undefined {
  const parsed = parseNumber(text, style);
  if (parsed === undefined) return special(text);
  const value = Number(`${parsed.digits}e${parsed.exponent}`);
  return parsed.negative ? -value : value;
}

function special(text: string): number | undefined {
  const bare = trimEnds(text, isWhite);
  const trimmed = bare.length > 9 ? '' : bare.toLowerCase();
  switch (trimmed) {
    case 'infinity':
    case '+infinity':
    case '∞':
      return trimmed === '∞' ? undefined : Number.POSITIVE_INFINITY;
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    case 'nan':
    case '+nan':
    case '-nan':
      return Number.NaN;
    default:
      return undefined;
  }
}
