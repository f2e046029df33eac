import type { Codec } from './codec.ts';
import { eachCodePoint, replacement, textOf } from './units.ts';

const ascii = /^[\0-\x7f]*$/;

function count(text: string): number {
  if (ascii.test(text)) return text.length;
  let size = 0;
  eachCodePoint(text, (code) => {
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  });
  return size;
}

function encode(text: string): Uint8Array {
  const bytes = new Uint8Array(count(text));
  if (bytes.length === text.length) {
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }
  let at = 0;
  eachCodePoint(text, (code) => {
    if (code < 0x80) bytes[at++] = code;
    else {
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
        else {
          bytes[at++] = 0xf0 | (code >> 18);
          bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[at++] = 0x80 | (code & 0x3f);
    }
  });
  return bytes;
}

/** The lowest and highest second byte after a first one of three or four bytes (Unicode 15, table 3-7). */
function secondByte(first: number): readonly [number, number] {
  switch (first) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}

/** Each longest beginning of a sequence that cannot go on becomes one replacement character (Unicode 15, section 3.9, U+FFFD substitution). */
function decode(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let size = 0;
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    if (first < 0x80) {
      units[size++] = first;
      continue;
    }
    const length = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
    let code = first & (0x3f >> length);
    let read = 0;
    let [low, high] = secondByte(first);
    for (; read < length; read++) {
      const next = bytes[i] ?? 0;
      if (next < low || next > high) break;
      code = (code << 6) | (next & 0x3f);
      i++;
      [low, high] = [0x80, 0xbf];
    }
    if (length === 0 || read < length) units[size++] = replacement;
    else if (code < 0x10000) units[size++] = code;
    else {
      units[size++] = 0xd800 + ((code - 0x10000) >> 10);
      units[size++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
  }
  return textOf(units.subarray(0, size));
}

export const utf8: Codec = { count, encode, decode };
