import { CharSet } from './char-set.ts';

const from = (first: number, last: number): string => {
  let text = '';
  for (let start = first; start <= last; start += 0x1000)
    text += String.fromCharCode(...Array.from({ length: Math.min(0x1000, last - start + 1) }, (_, i) => start + i));
  return text;
};

/** All units but the surrogates, which .NET sees as characters of category Cs and JavaScript would read in pairs. */
const planes = [
  { start: 0, text: from(0, 0xd7ff) },
  { start: 0xe000, text: from(0xe000, 0xffff) },
] as const;

/** The units that a pattern matches; the pattern is for single characters, global and with the u flag. */
function unitsOf(runs: RegExp): CharSet {
  const found: number[] = [];
  for (const { start, text } of planes)
    for (const run of text.matchAll(runs)) found.push(start + run.index, start + run.index + run[0].length - 1);
  return CharSet.from(found);
}

const surrogates = CharSet.of(0xd800, 0xdfff);

/** `\d`: decimal digits of any script. */
export const digits = unitsOf(/\p{Nd}+/gu);

/** `\w`: letters, non-spacing marks, decimal digits, connector punctuation. */
export const wordUnits = unitsOf(/[\p{L}\p{Mn}\p{Nd}\p{Pc}]+/gu);

/** What `\b` sees as part of a word: word characters and the two joiners of zero width. */
export const boundaryUnits = CharSet.union([wordUnits, CharSet.of(0x200c, 0x200d)]);

/** `\s`: what char.IsWhiteSpace says. */
export const spaces = CharSet.from([
  9, 13, 0x20, 0x20, 0x85, 0x85, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000,
]);

/** The same under RegexOptions.ECMAScript. */
export const ecma = {
  digits: CharSet.of(0x30, 0x39),
  words: CharSet.from([0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a, 0x130, 0x130]),
  spaces: CharSet.from([9, 13, 0x20, 0x20]),
} as const;

const categoryName = /^(?:L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?|C[cfnos]?)$/;

/** The units of a general category or of a group of them (`Lu`, `L`); undefined when there is none of that name. */
export function categoryUnits(name: string): CharSet | undefined {
  if (!categoryName.test(name)) return undefined;
  if (name === 'Cs') return surrogates;
  const units = unitsOf(new RegExp(`\\p{${name}}+`, 'gu'));
  return name === 'C' ? CharSet.union([units, surrogates]) : units;
}
