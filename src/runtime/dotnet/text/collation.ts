/**
 * Text order of the invariant culture, after the root collation of Unicode: letters before case, accents between them. Exact for
 * ASCII and for letters that decompose to ASCII with accents; other characters follow by code point within their class.
 */

// Order of the root collation for ASCII: white space, punctuation, symbols, digits, letters.
const asciiOrder = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789';

const asciiWeights = (() => {
  const weights = Array.from({ length: 128 }, () => 0);
  for (const [i, c] of [...'\t\n\v\f\r '].entries()) weights[c.charCodeAt(0)] = 10 + i;
  for (const [i, c] of [...asciiOrder].entries()) weights[c.charCodeAt(0)] = 100 + i;
  for (let i = 0; i < 26; i++) {
    weights[0x61 + i] = 1000 + i;
    weights[0x41 + i] = 1000 + i;
  }
  return weights;
})();

const mark = /\p{M}/u;
const ignorable = /[\p{Cc}\p{Cf}]/u;
const punctuation = /[\p{P}\p{Z}]/u;
const symbol = /\p{S}/u;
const digit = /\p{N}/u;

/** Letters that are no plain letter with an accent, and the plain ones they sort with. */
const expansions: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ø', 'o\u0338'],
  ['Ø', 'O\u0338'],
  ['ł', 'l\u0335'],
  ['Ł', 'L\u0335'],
  ['đ', 'd\u0335'],
  ['Đ', 'D\u0335'],
]);

interface Element {
  readonly primary: number;
  readonly secondary: number;
  readonly tertiary: number;
}

function* elements(text: string): Generator<Element> {
  for (const raw of text.normalize('NFD')) {
    const expansion = expansions.get(raw);
    for (const c of expansion ?? raw) yield* element(c, expansion !== undefined);
  }
}

function* element(c: string, expanded: boolean): Generator<Element> {
  const code = c.codePointAt(0) ?? 0;
  if (code < 128) {
    const primary = asciiWeights[code] ?? 0;
    if (primary > 0) yield { primary, secondary: 0, tertiary: (code >= 0x41 && code <= 0x5a ? 1 : 0) + (expanded ? 2 : 0) };
    return;
  }
  if (mark.test(c)) {
    yield { primary: 0, secondary: code, tertiary: 0 };
    return;
  }
  if (ignorable.test(c)) return;
  const lower = c.toLowerCase();
  const base = (lower.codePointAt(0) ?? 0) + (punctuation.test(c) ? 0 : 0x1000000);
  const shifted = symbol.test(c) || punctuation.test(c) ? 140 + base / 0x4000000 : digit.test(c) ? 999 + base / 0x4000000 : base;
  yield { primary: shifted, secondary: 0, tertiary: lower === c ? 0 : 1 };
}

const order = (a: readonly number[], b: readonly number[]): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
};

const ascii = /^[\0-\x7f]*$/;

/** The same for plain ASCII, without taking the texts apart. */
function compareAscii(a: string, b: string, ignoreCase: boolean): number {
  let i = 0;
  let j = 0;
  let byCase = 0;
  for (;;) {
    while (i < a.length && asciiWeights[a.charCodeAt(i)] === 0) i++;
    while (j < b.length && asciiWeights[b.charCodeAt(j)] === 0) j++;
    if (i >= a.length || j >= b.length) break;
    const x = a.charCodeAt(i++);
    const y = b.charCodeAt(j++);
    const difference = (asciiWeights[x] ?? 0) - (asciiWeights[y] ?? 0);
    if (difference !== 0) return Math.sign(difference);
    // Small letters come before capitals.
    if (byCase === 0 && x !== y) byCase = x > y ? -1 : 1;
  }
  if (i < a.length) return 1;
  if (j < b.length) return -1;
  return ignoreCase ? 0 : byCase;
}

/** -1, 0 or 1. */
export function invariantCompare(a: string, b: string, ignoreCase: boolean): number {
  if (a === b) return 0;
  if (ascii.test(a) && ascii.test(b)) return compareAscii(a, b, ignoreCase);
  const left = [...elements(a)];
  const right = [...elements(b)];
  const primaries = (list: readonly Element[]): number[] => list.map((e) => e.primary).filter((weight) => weight !== 0);
  const primary = order(primaries(left), primaries(right));
  if (primary !== 0) return primary;
  // Accents are compared in the place where they stand, so each base letter counts one.
  const secondary = order(
    left.map((e) => (e.primary === 0 ? 2 + e.secondary : 1)),
    right.map((e) => (e.primary === 0 ? 2 + e.secondary : 1)),
  );
  if (secondary !== 0) return secondary;
  const tertiary = (e: Element): number => (ignoreCase ? e.tertiary & ~1 : e.tertiary);
  return order(left.map(tertiary), right.map(tertiary));
}
