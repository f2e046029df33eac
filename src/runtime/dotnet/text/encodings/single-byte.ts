import type { Codec } from './codec.ts';
import { textOf } from './units.ts';

const questionMark = 0x3f;

/** One byte a unit. `toByte` gives 0x3f for what it does not have, `toUnit` as well. */
const singleByte = (toByte: (unit: number) => number, toUnit: (byte: number) => number): Codec => ({
  count: (text) => text.length,
  encode: (text) => Uint8Array.from({ length: text.length }, (_, i) => toByte(text.charCodeAt(i))),
  decode: (bytes) => textOf(Uint16Array.from(bytes, toUnit)),
});

/** ASCII: what is beyond becomes a question mark in both directions. */
export const ascii: Codec = singleByte(
  (unit) => (unit < 0x80 ? unit : questionMark),
  (byte) => (byte < 0x80 ? byte : questionMark),
);

/** Punctuation that has a plain form in Latin 1. */
const plain: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '•': '.',
  '‹': '<',
  '›': '>',
  '′': "'",
};

/** Latin 1 takes the nearest character it has: letters without their marks, full-width forms as narrow ones. */
function bestFit(unit: number): number {
  if (unit < 0x100) return unit;
  const c = String.fromCharCode(unit);
  const near = plain[c] ?? c.normalize('NFKD');
  const first = near.charCodeAt(0);
  return first < 0x80 && /^.\p{M}*$/u.test(near) ? first : questionMark;
}

/** ISO 8859-1. */
export const latin1: Codec = singleByte(bestFit, (byte) => byte);
