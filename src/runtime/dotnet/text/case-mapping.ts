/**
 * Upper and lower case of the invariant culture: one character becomes one character, without regard to its neighbours. What
 * Unicode maps to several characters (ß, ﬁ) stays, and so do the dotless and the dotted i of Turkish.
 */

const ascii = /^[\0-\x7f]*$/;

const single = (mapped: string, c: string): string => (mapped.length === c.length ? mapped : c);

export function toUpperInvariant(text: string): string {
  if (ascii.test(text)) return text.toUpperCase();
  let out = '';
  for (const c of text) out += c === 'ı' ? c : single(c.toUpperCase(), c);
  return out;
}

export function toLowerInvariant(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let out = '';
  for (const c of text) out += c === 'İ' ? c : single(c.toLowerCase(), c);
  return out;
}

/** One UTF-16 unit in upper case. */
export function upperChar(code: number): number {
  if (code < 0x80) return code >= 0x61 && code <= 0x7a ? code - 32 : code;
  return toUpperInvariant(String.fromCharCode(code)).charCodeAt(0);
}

/** One UTF-16 unit in lower case. */
export function lowerChar(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  return toLowerInvariant(String.fromCharCode(code)).charCodeAt(0);
}
