import { utf8 } from '../text/encodings/utf8.ts';

const hexDigits = '0123456789ABCDEF';

/** `%XX` of a byte. */
export const percentByte = (byte: number): string => `%${hexDigits[byte >> 4]}${hexDigits[byte & 15]}`;

/** A text with its runs of unsafe characters as UTF-8 with percent signs; the pattern for them is global and has the u flag. */
export const percentEncode = (text: string, unsafe: RegExp): string =>
  text.replace(unsafe, (run) => {
    let out = '';
    for (const byte of utf8.encode(run)) out += percentByte(byte);
    return out;
  });

/** The value of a hexadecimal digit; -1 for other characters. */
export function hexValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** The byte of `%XX` at a place; -1 when there is none. */
export function percentAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x25 || at + 2 >= text.length) return -1;
  const high = hexValue(text.charCodeAt(at + 1));
  const low = hexValue(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}
