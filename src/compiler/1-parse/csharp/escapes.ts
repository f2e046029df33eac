import { hexValue } from './characters.ts';
import { unknownEscape } from './lexical-messages.ts';
import type { Scanner } from './scanner.ts';

const simple: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '\\': '\\',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads the escape sequence whose backslash is next. An unknown one is reported (CS1009) and reads as the character itself. */
export function scanEscape(s: Scanner): string {
  const start = s.at;
  s.at++;
  const letter = s.code.charAt(s.at);
  if (letter === 'x' || letter === 'u' || letter === 'U') {
    s.at++;
    const value = letter === 'x' ? hexDigits(s, 1, 4) : letter === 'u' ? hexDigits(s, 4, 4) : hexDigits(s, 8, 8);
    if (value !== undefined && value <= 0x10ffff) return String.fromCodePoint(value);
    complain(s, start);
    return letter;
  }
  const known = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
  // At the end of a line the string itself is unclosed, which is the better thing to say.
  if (letter === '' || letter === '\r' || letter === '\n') return '';
  s.at++;
  if (known !== undefined) return known;
  complain(s, start);
  return letter;
}

/** Reads `\uXXXX` or `\UXXXXXXXX` inside an identifier; undefined, and nothing read, when the digits are not there. */
export function scanIdentifierEscape(s: Scanner): string | undefined {
  const start = s.at;
  const letter = s.peek(1);
  const digits = letter === 117 ? 4 : letter === 85 ? 8 : 0;
  if (digits === 0) return undefined;
  s.at += 2;
  const value = hexDigits(s, digits, digits);
  if (value !== undefined && value <= 0x10ffff) return String.fromCodePoint(value);
  s.at = start;
  return undefined;
}

function hexDigits(s: Scanner, least: number, most: number): number | undefined {
  let value = 0;
  let count = 0;
  while (count < most) {
    const digit = hexValue(s.peek());
    if (digit < 0) break;
    value = value * 16 + digit;
    s.at++;
    count++;
  }
  return count < least ? undefined : value;
}

function complain(s: Scanner, start: number): void {
  s.complain(unknownEscape, start, s.at, { escape: s.code.slice(start, s.at) }, { cs: 'CS1009' });
}
