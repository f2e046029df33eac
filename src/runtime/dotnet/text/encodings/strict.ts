import { NetException } from '../../values.ts';
import type { Codec } from './codec.ts';

const samePlace = (a: Uint8Array, b: Uint8Array): number => {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
};

/** A codec that refuses what it would have to replace: texts that do not come back are the ones that something was replaced in. */
export const strict = (codec: Codec, codePage: number): Codec => ({
  count: codec.count,
  encode(text) {
    const bytes = codec.encode(text);
    const back = codec.decode(bytes);
    if (back === text) return bytes;
    let i = 0;
    while (back[i] === text[i]) i++;
    const unit = text.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0');
    throw new NetException(
      'System.Text.EncoderFallbackException',
      `Unable to translate Unicode character \\u${unit} at index ${i} to specified code page.`,
    );
  },
  decode(bytes) {
    const text = codec.decode(bytes);
    const back = codec.encode(text);
    if (back.length === bytes.length && samePlace(back, bytes) === bytes.length) return text;
    const at = samePlace(back, bytes);
    const byte = (bytes[at] ?? bytes.at(-1) ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const place = codePage === 65001 ? 'specified code page' : `code page ${codePage}`;
    throw new NetException(
      'System.Text.DecoderFallbackException',
      `Unable to translate bytes [${byte}] at index ${at} from ${place} to Unicode.`,
    );
  },
});
