import { type Digits, roundDigits } from './digits.ts';

/** Writes the standard numeric formats C, E, F, G, N and P with the symbols of the invariant culture. */

const at = (digits: string, index: number): string => digits[index] ?? '0';

/** `digits` with the point after `scale` places and exactly `decimals` places behind it. */
export function fixedText(number: Digits, decimals: number, grouped: boolean): string {
  let whole = '';
  for (let i = 0; i < number.scale; i++) whole += at(number.digits, i);
  if (whole === '') whole = '0';
  if (grouped) whole = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  if (decimals === 0) return whole;
  let fraction = '';
  for (let i = number.scale; i < number.scale + decimals; i++) fraction += i < 0 ? '0' : at(number.digits, i);
  return `${whole}.${fraction}`;
}

/** `E+005`: sign always, at least `minimum` digits. */
export const exponentText = (exponent: number, letter: string, minimum: number): string =>
  `${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(minimum, '0')}`;

function scientificText(number: Digits, significant: number, letter: string): string {
  let fraction = '';
  for (let i = 1; i < significant; i++) fraction += at(number.digits, i);
  const exponent = number.digits === '' ? 0 : number.scale - 1;
  return `${at(number.digits, 0)}${significant === 1 ? '' : '.'}${fraction}${exponentText(exponent, letter, 3)}`;
}

/** The general format of digits that are already rounded; `precision` decides when the exponent appears. */
export function generalText(number: Digits, precision: number, letter: 'E' | 'e', neverScientific = false): string {
  const scientific = !neverScientific && (number.scale > precision || number.scale < -3);
  const point = scientific ? 1 : number.scale;
  const sign = number.negative ? '-' : '';
  let whole = '';
  for (let i = 0; i < point; i++) whole += at(number.digits, i);
  const rest = number.digits.slice(Math.max(0, point));
  const zeros = point < 0 ? '0'.repeat(-point) : '';
  const fraction = rest === '' && point >= 0 ? '' : `.${zeros}${rest}`;
  return `${sign}${whole === '' ? '0' : whole}${fraction}${scientific ? exponentText(number.scale - 1, letter, 2) : ''}`;
}

/** C, E, F, N, P and G with a precision. */
export function standardText(number: Digits, specifier: string, precision: number): string {
  const exact = number.kind === 'float';
  const sign = (rounded: Digits): string => (rounded.negative ? '-' : '');
  switch (specifier.toUpperCase()) {
    case 'C': {
      const rounded = roundDigits(number, number.scale + precision, exact);
      const text = `¤${fixedText(rounded, precision, true)}`;
      return rounded.negative ? `(${text})` : text;
    }
    case 'E': {
      const rounded = roundDigits(number, precision + 1, exact);
      return sign(rounded) + scientificText(rounded, precision + 1, specifier);
    }
    case 'F': {
      const rounded = roundDigits(number, number.scale + precision, exact);
      return sign(rounded) + fixedText(rounded, precision, false);
    }
    case 'N': {
      const rounded = roundDigits(number, number.scale + precision, exact);
      return sign(rounded) + fixedText(rounded, precision, true);
    }
    case 'P': {
      const percent = { ...number, scale: number.digits === '' ? number.scale : number.scale + 2 };
      const rounded = roundDigits(percent, percent.scale + precision, exact);
      return `${sign(rounded)}${fixedText(rounded, precision, true)} %`;
    }
    default: {
      const digits = precision < 1 ? Math.max(1, number.digits.length) : precision;
      return generalText(roundDigits(number, digits, exact), digits, specifier === 'g' ? 'e' : 'E');
    }
  }
}
