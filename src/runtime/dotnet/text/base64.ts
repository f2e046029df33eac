import type { Budget } from '../../budget.ts';
import { badFormat } from '../failures.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const values = (() => {
  const table = Array.from({ length: 128 }, () => -1);
  for (const [i, c] of [...alphabet].entries()) table[c.charCodeAt(0)] = i;
  return table;
})();

/** Base64 text; with a line break after every 76 characters if asked for. */
export function toBase64(budget: Budget, bytes: Uint8Array, lineBreaks: boolean): string {
  budget.allocate(Math.ceil(bytes.length / 3) * 4);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    if (lineBreaks && i > 0 && i % 57 === 0) out += '\r\n';
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const group = (a << 16) | (b << 8) | c;
    out += alphabet[group >> 18];
    out += alphabet[(group >> 12) & 63];
    out += i + 1 < bytes.length ? alphabet[(group >> 6) & 63] : '=';
    out += i + 2 < bytes.length ? alphabet[group & 63] : '=';
  }
  return out;
}

const refused = (): never =>
  badFormat(
    'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
  );

const badLength = (): never => badFormat('Invalid length for a Base-64 char array or string.');

/** The bytes of base64 text by .NET's rules: white space is skipped, padding is needed. */
export function fromBase64(budget: Budget, text: string): Uint8Array {
  budget.allocate(text.length);
  const out = new Uint8Array(Math.floor((text.length * 3) / 4) + 3);
  let length = 0;
  let group = 0;
  let count = 0;
  let padding = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) continue;
    if (code === 0x3d) {
      padding++;
      count++;
      group <<= 6;
      if (padding > 2 || (count % 4 !== 3 && count % 4 !== 0)) return refused();
    } else {
      const value = code < 128 ? (values[code] ?? -1) : -1;
      if (value < 0 || padding > 0) return refused();
      group = (group << 6) | value;
      count++;
    }
    if (count % 4 === 0) {
      out[length++] = (group >> 16) & 0xff;
      if (padding < 2) out[length++] = (group >> 8) & 0xff;
      if (padding < 1) out[length++] = group & 0xff;
      group = 0;
    }
  }
  if (count % 4 !== 0) return count % 4 === 1 || padding === 0 ? badLength() : refused();
  return out.slice(0, length);
}
