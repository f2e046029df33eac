/** UTF-8 without a platform. Lone surrogates become U+FFFD, as encoders of the platforms do. */
export function encodeUtf8(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      out[length++] = code;
      continue;
    }
    if (code < 0x800) {
      out[length++] = 0xc0 | (code >> 6);
      out[length++] = 0x80 | (code & 63);
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      if (code < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i++;
        out[length++] = 0xf0 | (code >> 18);
        out[length++] = 0x80 | ((code >> 12) & 63);
        out[length++] = 0x80 | ((code >> 6) & 63);
        out[length++] = 0x80 | (code & 63);
        continue;
      }
      code = 0xfffd;
    }
    out[length++] = 0xe0 | (code >> 12);
    out[length++] = 0x80 | ((code >> 6) & 63);
    out[length++] = 0x80 | (code & 63);
  }
  return out.slice(0, length);
}

/** How many bytes may follow a first byte, and the smallest code point that needs that many. */
const shape = (first: number): { readonly more: number; readonly least: number } | undefined => {
  if (first >= 0xc2 && first <= 0xdf) return { more: 1, least: 0x80 };
  if (first >= 0xe0 && first <= 0xef) return { more: 2, least: 0x800 };
  if (first >= 0xf0 && first <= 0xf4) return { more: 3, least: 0x10000 };
  return undefined;
};

/** Text of UTF-8 bytes. Whatever is malformed becomes U+FFFD, one for each maximal part (Unicode §3.9, WHATWG Encoding). */
export function decodeUtf8(bytes: Uint8Array): string {
  return textOfAscii(bytes) ?? textOfAny(bytes);
}

/** As many arguments as a call surely takes. */
const chunkSize = 8192;

/** Undefined when there is anything but ASCII, of which most texts are made. */
function textOfAscii(bytes: Uint8Array): string | undefined {
  let out = '';
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const end = Math.min(start + chunkSize, bytes.length);
    const units: number[] = [];
    for (let i = start; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte >= 0x80) return undefined;
      units.push(byte);
    }
    out += String.fromCharCode(...units);
  }
  return out;
}

function textOfAny(bytes: Uint8Array): string {
  let out = '';
  let chunk: number[] = [];
  const push = (code: number): void => {
    chunk.push(code);
    if (chunk.length === chunkSize) {
      out += String.fromCodePoint(...chunk);
      chunk = [];
    }
  };
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    if (first < 0x80) {
      push(first);
      continue;
    }
    const wanted = shape(first);
    if (wanted === undefined) {
      push(0xfffd);
      continue;
    }
    let code = first & (0x3f >> wanted.more);
    let left = wanted.more;
    while (left > 0 && ((bytes[i] ?? 0) & 0xc0) === 0x80) {
      const next = (code << 6) | ((bytes[i] ?? 0) & 63);
      // The second byte already tells an overlong form, a surrogate or a point beyond U+10FFFF.
      if (left === wanted.more && isRefused(next, wanted.more)) break;
      code = next;
      i++;
      left--;
    }
    push(left === 0 && code >= wanted.least ? code : 0xfffd);
  }
  return out + String.fromCodePoint(...chunk);
}

/** Whether the first two bytes, read as `bits`, cannot begin a character of `more` following bytes. */
function isRefused(bits: number, more: number): boolean {
  if (more === 2) return bits < 0x20 || (bits >= 0x360 && bits <= 0x37f);
  if (more === 3) return bits < 0x10 || bits > 0x10f;
  return false;
}
