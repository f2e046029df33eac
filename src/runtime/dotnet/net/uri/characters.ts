import { isHigh, isLow } from '../../text/encodings/units.ts';
import { utf8 } from '../../text/encodings/utf8.ts';
import { percentAt, percentByte } from '../percent.ts';

/** Reserved characters of RFC 3986, section 2.2. */
const reserved = ";/?:@&=+$,#[]!'()*";
const unreserved = /^[A-Za-z0-9\-_.~]$/;

export const isUnreserved = (c: string): boolean => unreserved.test(c);
export const isReserved = (c: string): boolean => c !== '' && reserved.includes(c);

/** What an escape may not be replaced by: control characters, reserved ones, and the percent sign and backslash. */
const staysEscaped = (code: number): boolean =>
  code <= 0x1f || (code >= 0x7f && code <= 0x9f) || code === 0x25 || code === 0x5c || reserved.includes(String.fromCharCode(code));

/** What an address may hold beyond ASCII (RFC 3987, section 2.2): ucschar, and iprivate in queries. */
export function isIriCharacter(code: number, isQuery: boolean): boolean {
  if (code < 0x10000)
    return (
      (code >= 0xa0 && code <= 0xd7ff) ||
      (code >= 0xf900 && code <= 0xfdcf) ||
      (code >= 0xfdf0 && code <= 0xffef) ||
      (isQuery && code >= 0xe000 && code <= 0xf8ff)
    );
  if ((code & 0xffff) > 0xfffd) return false;
  return code < 0xe0000 || (code >= 0xe1000 && code < 0xf0000) || (isQuery && code >= 0xf0000);
}

/** How an escape is replaced by what it stands for: everything, or only what means the same unescaped. */
export type Unescape = 'all' | 'safe';

/**
 * Replaces escapes. Bytes that are no UTF-8, and characters that may not stand unescaped, stay as they are. `stray` says what a
 * percent sign without two digits becomes.
 */
export function unescapePart(text: string, mode: Unescape, isQuery: boolean, stray: '%' | '%25' = '%'): string {
  if (!text.includes('%')) return text;
  let out = '';
  for (let i = 0; i < text.length; ) {
    const byte = percentAt(text, i);
    if (byte < 0) {
      out += text[i] === '%' ? stray : text[i];
      i++;
    } else if (byte < 0x80) {
      out += mode === 'safe' && staysEscaped(byte) ? text.slice(i, i + 3) : String.fromCharCode(byte);
      i += 3;
    } else {
      const bytes: number[] = [];
      for (let next = byte; next >= 0x80; next = percentAt(text, i)) {
        bytes.push(next);
        i += 3;
      }
      out += decodeBytes(bytes, mode, isQuery);
    }
  }
  return out;
}

/** The length of a UTF-8 sequence by its first byte. */
const sequenceLength = (byte: number): number => (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1);

function decodeBytes(bytes: readonly number[], mode: Unescape, isQuery: boolean): string {
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const part = bytes.slice(i, i + sequenceLength(bytes[i] ?? 0));
    const text = utf8.decode(Uint8Array.from(part));
    const code = text.codePointAt(0) ?? 0xfffd;
    const isOne = text.length === (code > 0xffff ? 2 : 1) && code !== 0xfffd && utf8.count(text) === part.length;
    if (isOne && (mode === 'all' || isIriCharacter(code, isQuery))) out += text;
    else if (isOne) for (const byte of part) out += percentByte(byte);
    else out += percentByte(bytes[i] ?? 0);
    i += isOne ? part.length : 1;
  }
  return out;
}

/** Escapes what is neither reserved nor unreserved; escapes that are there stay. */
export function escapePart(text: string): string {
  if (/^[A-Za-z0-9\-_.~;/?:@&=+$,#[\]!'()*]*$/.test(text)) return text;
  let out = '';
  for (let i = 0; i < text.length; ) {
    const c = String.fromCodePoint(text.codePointAt(i) ?? 0);
    if (percentAt(text, i) >= 0) {
      out += text.slice(i, i + 3);
      i += 3;
      continue;
    }
    i += c.length;
    if (isUnreserved(c) || isReserved(c)) out += c;
    else for (const byte of utf8.encode(c)) out += percentByte(byte);
  }
  return out;
}

/** Whether anything in an address has to be normalized: characters beyond ASCII, or escapes that need not be. */
export function needsNormalizing(text: string): boolean {
  if (/[^\0-\x7f]/.test(text)) return true;
  for (let i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
    const byte = percentAt(text, i);
    if (byte >= 0x80 || (byte >= 0 && isUnreserved(String.fromCharCode(byte)))) return true;
  }
  return false;
}

/** A part of an address in its normal form: characters that may stand unescaped do, others beyond ASCII do not. */
export function normalize(text: string, isQuery: boolean): string {
  let out = '';
  for (const c of unescapePart(text, 'safe', isQuery)) {
    const code = c.codePointAt(0) ?? 0;
    const alone = c.length === 1 && (isHigh(code) || isLow(code));
    if (code < 0x80 || (!alone && isIriCharacter(code, isQuery))) out += c;
    else for (const byte of utf8.encode(c)) out += percentByte(byte);
  }
  return out;
}
