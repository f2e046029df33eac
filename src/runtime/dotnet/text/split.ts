import type { Budget } from '../../budget.ts';
import { argument, outOfRange } from '../failures.ts';
import { STRING } from '../types.ts';
import { array } from '../values.ts';

const white = /[\s\u0085]/u;

/** What .NET calls white space; JavaScript's `\s` lacks U+0085 and has U+FEFF. */
export const isWhiteSpace = (c: string): boolean => c !== '\ufeff' && white.test(c);

interface Cut {
  readonly start: number;
  readonly length: number;
}

/** Places where one of the separators stands; the first that fits wins, as in .NET. */
function cutsOf(text: string, separators: readonly string[]): Cut[] {
  const cuts: Cut[] = [];
  const [only] = separators;
  if (separators.length === 1 && only !== undefined) {
    for (let at = text.indexOf(only); at >= 0; at = text.indexOf(only, at + only.length)) cuts.push({ start: at, length: only.length });
    return cuts;
  }
  for (let i = 0; i < text.length; i++) {
    const found = separators.find((separator) => text.startsWith(separator, i));
    if (found === undefined) continue;
    cuts.push({ start: i, length: found.length });
    i += found.length - 1;
  }
  return cuts;
}

function whiteCuts(text: string): Cut[] {
  const cuts: Cut[] = [];
  for (let i = 0; i < text.length; i++) if (isWhiteSpace(text[i] ?? '')) cuts.push({ start: i, length: 1 });
  return cuts;
}

function keepAll(text: string, cuts: readonly Cut[], count: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const cut of cuts) {
    if (parts.length === count - 1) break;
    parts.push(text.slice(start, cut.start));
    start = cut.start + cut.length;
  }
  parts.push(text.slice(start));
  return parts;
}

function dropEmpty(text: string, cuts: readonly Cut[], count: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < cuts.length; i++) {
    const cut = cuts[i];
    if (cut === undefined) break;
    if (cut.start > start) parts.push(text.slice(start, cut.start));
    start = cut.start + cut.length;
    if (parts.length === count - 1) {
      // The last part starts at the next text, and keeps every separator behind it.
      for (let next = cuts[++i]; next !== undefined && next.start === start; next = cuts[++i]) start = next.start + next.length;
      break;
    }
  }
  if (start < text.length) parts.push(text.slice(start));
  return parts;
}

/** StringSplitOptions.RemoveEmptyEntries. */
const removeEmpty = 1;

/** `text.Split(separators, count, options)`. No separators means white space. */
export function split(
  budget: Budget,
  text: string,
  separators: readonly (string | null)[] | null,
  count: number,
  options: number,
): string[] {
  if (count < 0) outOfRange('count', 'Count cannot be less than zero.');
  if (options < 0 || options > removeEmpty) argument(`Illegal enum value: ${options}.`);
  budget.allocate(text.length);
  if (count === 0 || (options === removeEmpty && text === '')) return array(STRING, []);
  if (count === 1) return array(STRING, [text]);
  const usable = (separators ?? []).filter((separator): separator is string => separator !== null && separator !== '');
  const cuts = separators === null || separators.length === 0 ? whiteCuts(text) : usable.length === 0 ? [] : cutsOf(text, usable);
  budget.allocate(cuts.length);
  if (cuts.length === 0) return array(STRING, [text]);
  return array(STRING, options === removeEmpty ? dropEmpty(text, cuts, count) : keepAll(text, cuts, count));
}

const separatorText = (codes: readonly number[] | null): readonly string[] | null =>
  codes === null ? null : codes.map((code) => String.fromCharCode(code));

/** The same with chars as separators. */
export const splitChars = (budget: Budget, text: string, separators: readonly number[] | null, count: number, options: number): string[] =>
  split(budget, text, separatorText(separators), count, options);
