import { argument } from '../failures.ts';
import { toUpperInvariant, upperChar } from './case-mapping.ts';
import { invariantCompare } from './collation.ts';

/** How two texts are compared, by the values of System.StringComparison. The current culture is the invariant one. */
export type Comparison = 'culture' | 'cultureIgnoreCase' | 'ordinal' | 'ordinalIgnoreCase';

const kinds: readonly Comparison[] = ['culture', 'cultureIgnoreCase', 'culture', 'cultureIgnoreCase', 'ordinal', 'ordinalIgnoreCase'];

/** From the number of a StringComparison. */
export function comparisonOf(value: number): Comparison {
  return kinds[value] ?? argument('The string comparison type passed in is currently not supported.', 'comparisonType');
}

const ignoresCase = (comparison: Comparison): boolean => comparison === 'cultureIgnoreCase' || comparison === 'ordinalIgnoreCase';

export const ordinalCompare = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

const ordinalIgnoreCaseCompare = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const difference = upperChar(left) - upperChar(right);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

/** `string.Compare(a, b, comparison)`; null comes first. */
export function compareText(a: string | null, b: string | null, comparison: Comparison): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  switch (comparison) {
    case 'ordinal':
      return ordinalCompare(a, b);
    case 'ordinalIgnoreCase':
      return ordinalIgnoreCaseCompare(a, b);
    default:
      return invariantCompare(a, b, comparison === 'cultureIgnoreCase');
  }
}

/** `string.Equals(a, b, comparison)`. */
export function equalText(a: string | null, b: string | null, comparison: Comparison): boolean {
  if (a === b) return true;
  if (a === null || b === null || comparison === 'ordinal') return false;
  if (comparison === 'ordinalIgnoreCase' && a.length !== b.length) return false;
  return compareText(a, b, comparison) === 0;
}

/** Texts that are equal under the comparison become one: what sets and dictionaries keep. */
export function foldText(text: string, comparison: Comparison): string {
  const folded = ignoresCase(comparison) ? toUpperInvariant(text) : text;
  return comparison === 'culture' || comparison === 'cultureIgnoreCase' ? folded.normalize('NFC') : folded;
}

/** A text as it is searched. Searching by culture is by characters here: no expansions, no ignorable characters. */
const searched = (text: string, comparison: Comparison): string => (ignoresCase(comparison) ? toUpperInvariant(text) : text);

export const indexOfText = (text: string, value: string, start: number, comparison: Comparison): number =>
  searched(text, comparison).indexOf(searched(value, comparison), start);

export const lastIndexOfText = (text: string, value: string, start: number, comparison: Comparison): number =>
  searched(text, comparison).lastIndexOf(searched(value, comparison), start);

export const startsWithText = (text: string, value: string, comparison: Comparison): boolean =>
  text.length >= value.length && searched(text.slice(0, value.length), comparison) === searched(value, comparison);

export const endsWithText = (text: string, value: string, comparison: Comparison): boolean =>
  text.length >= value.length && searched(text.slice(text.length - value.length), comparison) === searched(value, comparison);
