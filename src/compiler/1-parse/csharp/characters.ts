/** The character classes of C#'s lexical grammar (ECMA-334, Lexical structure), by UTF-16 unit. */

export function isNewline(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isWhitespace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 12 && code !== 10)) return true;
  if (code < 128) return code === 0x1a;
  return code === 0xa0 || code === 0xfeff || (code > 255 && /^\p{Zs}$/u.test(String.fromCharCode(code)));
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return -1;
}

export function isIdentifierStart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return /^[\p{L}\p{Nl}]$/u.test(String.fromCharCode(code));
}

export function isIdentifierPart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95;
  return /^[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]$/u.test(String.fromCharCode(code));
}

/** Formatting characters may stand in an identifier and do not count: two names that differ only in them are one name. */
export function isFormatting(code: number): boolean {
  return code > 127 && /^\p{Cf}$/u.test(String.fromCharCode(code));
}
