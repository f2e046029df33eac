import { categoryRuns } from './categories.ts';
import { CharSet } from './char-set.ts';
import { wordRuns } from './tables.ts';

function fromRuns(text: string): CharSet {
  const found: number[] = [];
  let next = 0;
  for (const run of text.trim().split(/\s/)) {
    const dot = run.indexOf('.');
    const first = next + Number.parseInt(dot < 0 ? run : run.slice(0, dot), 36);
    const last = dot < 0 ? first : first + Number.parseInt(run.slice(dot + 1), 36);
    found.push(first, last);
    next = last + 1;
  }
  return CharSet.from(found);
}

/** `\d`: decimal digits of any script. */
export const digits = fromRuns(categoryRuns['Nd'] ?? '');

/** `\w`: letters, non-spacing marks, decimal digits, connector punctuation. */
export const wordUnits = fromRuns(wordRuns);

/** What `\b` sees as part of a word: word characters and the two joiners of zero width. */
export const boundaryUnits = CharSet.union([wordUnits, CharSet.of(0x200c, 0x200d)]);

/** `\s`: what char.IsWhiteSpace says. */
export const spaces = CharSet.union([
  CharSet.of(0x09, 0x0d),
  CharSet.of(0x20),
  CharSet.of(0x85),
  CharSet.of(0xa0),
  CharSet.of(0x1680),
  CharSet.of(0x2000, 0x200a),
  CharSet.of(0x2028, 0x2029),
  CharSet.of(0x202f),
  CharSet.of(0x205f),
  CharSet.of(0x3000),
]);

/** The same under RegexOptions.ECMAScript. The capital I with a dot is in .NET's set, too. */
export const ecma = {
  digits: CharSet.of(0x30, 0x39),
  words: CharSet.from([0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a, 0x130, 0x130]),
  spaces: CharSet.from([0x09, 0x0d, 0x20, 0x20]),
} as const;

const surrogates = CharSet.of(0xd800, 0xdfff);

/**
 * The units of a general category or of a group of them (`Lu`, `L`); undefined when there is none of that name. Surrogates are
 * characters of category Cs to .NET.
 */
export function categoryUnits(name: string): CharSet | undefined {
  if (name === 'Cs') return surrogates;
  const names = name.length === 1 ? Object.keys(categoryRuns).filter((each) => each.startsWith(name)) : [name];
  const sets = names.flatMap((each) => fromRuns(categoryRuns[each] ?? ''));
  if (names.length === 0 || !names.every((each) => Object.hasOwn(categoryRuns, each))) return undefined;
  return CharSet.union(name === 'C' ? [...sets, surrogates] : sets);
}
