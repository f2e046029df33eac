import type { Budget } from '../../budget.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import { isHigh, isLow } from '../text/encodings/units.ts';
import { utf8 } from '../text/encodings/utf8.ts';
import { htmlEntities } from './html-entities.ts';
import { hexValue, percentAt, percentByte, percentEncode } from './percent.ts';

type Text = string | null;
type Bytes = Uint8Array | null;

/** What stays as it is (RFC 1738, section 2.2, without the plus sign). */
const safe = /^[a-zA-Z0-9\-_.!*()]$/;
const percent = 0x25;
const plus = 0x2b;
const space = 0x20;

/** `WebUtility.UrlEncode`: a text as form data; spaces become plus signs. */
export function urlEncode(budget: Budget, text: Text): Text {
  if (text === null || text === '') return text;
  budget.allocate(text.length);
  budget.allocate(text.length * 8);
  return percentEncode(text, /[^a-zA-Z0-9\-_.!*() ]+/gu).replaceAll(' ', '+');
}

/** `WebUtility.UrlDecode`. Percent signs without two digits stay. */
export function urlDecode(budget: Budget, text: Text): Text {
  if (text === null || text === '') return text;
  budget.allocate(text.length);
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  // Characters beyond ASCII stay as they are; what stands between them is read as UTF-8.
  return spaced.replace(/[\0-\x7f]+/g, (run) => {
    const bytes: number[] = [];
    for (let i = 0; i < run.length; i++) {
      const byte = percentAt(run, i);
      bytes.push(byte < 0 ? run.charCodeAt(i) : byte);
      if (byte >= 0) i += 2;
    }
    return utf8.decode(Uint8Array.from(bytes));
  });
}

function part(bytes: Bytes, offset: number, count: number): Uint8Array | null {
  if (bytes === null) return count === 0 ? null : argumentNull('bytes');
  if (offset < 0 || offset > bytes.length) outOfRange('offset');
  if (count < 0 || offset + count > bytes.length) outOfRange('count');
  return bytes.subarray(offset, offset + count);
}

export function urlEncodeToBytes(budget: Budget, bytes: Bytes, offset: number, count: number): Bytes {
  const given = part(bytes, offset, count);
  if (given === null) return null;
  budget.allocate(given.length * 3);
  let out = '';
  for (const byte of given)
    out += byte === space ? '+' : byte < 128 && safe.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : percentByte(byte);
  return utf8.encode(out);
}

export function urlDecodeToBytes(budget: Budget, bytes: Bytes, offset: number, count: number): Bytes {
  const given = part(bytes, offset, count);
  if (given === null) return null;
  budget.allocate(given.length);
  const out = new Uint8Array(given.length);
  let size = 0;
  for (let i = 0; i < given.length; i++) {
    const byte = given[i] ?? 0;
    const [high, low] = [hexValue(given[i + 1] ?? 0), hexValue(given[i + 2] ?? 0)];
    if (byte === percent && i + 2 < given.length && high >= 0 && low >= 0) {
      out[size++] = high * 16 + low;
      i += 2;
    } else out[size++] = byte === plus ? space : byte;
  }
  return out.slice(0, size);
}

const named: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '&': '&amp;' };

/** `WebUtility.HtmlEncode`: markup, Latin 1 beyond ASCII and everything beyond the first plane become references. */
export function htmlEncode(budget: Budget, text: Text): Text {
  if (text === null) return null;
  budget.allocate(text.length * 2);
  return text.replace(/[<>"'&\u00a0-\u00ff]|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => {
    if (c.length === 1 && (isHigh(c.charCodeAt(0)) || isLow(c.charCodeAt(0)))) return '\ufffd';
    return named[c] ?? `&#${c.codePointAt(0)};`;
  });
}

/** A number as .NET's uint.TryParse reads it: hexadecimal without signs, decimal with signs and white space. */
function referenceNumber(text: string): number {
  const isHex = /^[xX]/.test(text);
  const digits = isHex ? text.slice(1) : (/^[\t-\r ]*\+?(\d+)[\t-\r ]*$/.exec(text)?.[1] ?? '');
  if (!(isHex ? /^[0-9a-fA-F]+$/ : /^\d+$/).test(digits)) return -1;
  return Number.parseInt(digits, isHex ? 16 : 10);
}

const isCharacter = (code: number): boolean => code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);

/** `WebUtility.HtmlDecode`. What is no reference, or names no character, stays. */
export function htmlDecode(budget: Budget, text: Text): Text {
  if (text === null) return null;
  budget.allocate(text.length);
  return text.replace(/&([^;&]*);/g, (whole, name: string) => {
    if (name.length < 2 || !name.startsWith('#')) return htmlEntities.get(name) ?? whole;
    const code = referenceNumber(name.slice(1));
    return isCharacter(code) ? String.fromCodePoint(code) : whole;
  });
}
