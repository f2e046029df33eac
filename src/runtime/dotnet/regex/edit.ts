import type { Budget } from '../../budget.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import { STRING } from '../types.ts';
import { array } from '../values.ts';
import { Replacement } from './replacement.ts';
import type { Match, Regex } from './values.ts';

type Text = string | null;
export type Evaluator = ((match: Match) => Text) | null;

/** The first `count` matches, in the order in which they are found; all of them when it is negative. */
function* matches(budget: Budget, first: Match, count: number): Iterable<Match> {
  let left = count;
  for (let match = first; match.success && left !== 0; left--) {
    yield match;
    if (left !== 1) match = match.next(budget);
  }
}

function replaceWith(
  budget: Budget,
  regex: Regex,
  text: Text,
  count: number,
  start: number | undefined,
  put: (match: Match) => Text,
): string {
  if (text === null) argumentNull('input');
  if (count < -1) outOfRange('count', 'Count cannot be less than -1.');
  if (start !== undefined && (start < 0 || start > text.length))
    outOfRange('startat', 'Start index cannot be less than 0 or greater than input length.');
  if (count === 0) return text;
  const cuts: { readonly match: Match; readonly put: string }[] = [];
  for (const match of matches(budget, regex.match(budget, text, start), count)) {
    const value = put(match) ?? '';
    budget.allocate(value.length);
    cuts.push({ match, put: value });
  }
  if (cuts.length === 0) return text;
  budget.allocate(text.length);
  let out = '';
  let at = 0;
  for (const cut of regex.rightToLeft ? cuts.reverse() : cuts) {
    out += text.slice(at, cut.match.start) + cut.put;
    at = cut.match.end;
  }
  return out + text.slice(at);
}

/** `regex.Replace(input, replacement, count, startat)`; -1 replaces all. */
export function replace(budget: Budget, regex: Regex, text: Text, replacement: Text, count = -1, start?: number): string {
  if (text === null) argumentNull('input');
  if (replacement === null) argumentNull('replacement');
  const pieces = Replacement.read(regex, replacement);
  return replaceWith(budget, regex, text, count, start, (match) => pieces.apply(match));
}

/** The same with a function that says what takes the place of a match. */
export function replaceBy(budget: Budget, regex: Regex, text: Text, evaluator: Evaluator, count = -1, start?: number): string {
  if (text === null) argumentNull('input');
  if (evaluator === null) argumentNull('evaluator');
  return replaceWith(budget, regex, text, count, start, evaluator);
}

/** `match.Result(replacement)`. */
export const result = (regex: Regex, match: Match, replacement: string): string => Replacement.read(regex, replacement).apply(match);

/** `regex.Split(input, count, startat)`: the texts between the matches, with what their groups captured; 0 splits at all. */
export function split(budget: Budget, regex: Regex, text: Text, count = 0, start?: number): string[] {
  if (text === null) argumentNull('input');
  if (count < 0) outOfRange('count', 'Count cannot be less than -1.');
  if (count === 1) return array(STRING, [text]);
  budget.allocate(text.length);
  const backwards = regex.rightToLeft;
  const parts: string[] = [];
  let at = backwards ? text.length : 0;
  for (const match of matches(budget, regex.match(budget, text, start), count === 0 ? -1 : count - 1)) {
    parts.push(backwards ? text.slice(match.end, at) : text.slice(at, match.start));
    at = backwards ? match.start : match.end;
    for (const [i, group] of [...match.groups].entries()) if (i > 0 && group.success) parts.push(group.value);
  }
  parts.push(backwards ? text.slice(0, at) : text.slice(at));
  budget.allocate(parts.length);
  return array(STRING, backwards ? parts.reverse() : parts);
}
