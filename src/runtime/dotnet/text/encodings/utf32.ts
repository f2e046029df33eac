import type { Codec } from './codec.ts';
import { eachCodePoint, replacement } from './units.ts';

function codePoints(text: string): number[] {
  const found: number[] = [];
  eachCodePoint(text, (code) => {
    found.push(code);
  });
  return found;
}

const isCodePoint = (code: number): boolean => code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);

/** Four bytes a code point. */
export function utf32(littleEndian: boolean): Codec {
  return {
    count: (text) => codePoints(text).length * 4,
    encode(text) {
      const codes = codePoints(text);
      const bytes = new Uint8Array(codes.length * 4);
      const view = new DataView(bytes.buffer);
      for (const [i, code] of codes.entries()) view.setUint32(i * 4, code, littleEndian);
      return bytes;
    },
    decode(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      let text = '';
      for (let i = 0; i + 4 <= bytes.length; i += 4) {
        const code = view.getUint32(i, littleEndian);
        text += String.fromCodePoint(isCodePoint(code) ? code : replacement);
      }
      return bytes.length % 4 === 0 ? text : text + String.fromCharCode(replacement);
    },
  };
}
