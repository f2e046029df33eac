import { constant, dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { INT32, STRING } from '../types.ts';
import type { TimeSpan } from '../values/time-span.ts';
import { array } from '../values.ts';
import { escapePattern, unescapePattern } from './escape.ts';
import type { PatternText } from './prepared-pattern.ts';
import { editRows } from './rows/edit-rows.ts';
import { findRows } from './rows/find-rows.ts';
import { once } from './rows/once.ts';
import { infinite } from './rows/timeout.ts';
import type { Regex } from './values.ts';

type Text = string | null;

function numberOf(regex: Regex, name: Text): number {
  if (name === null) argumentNull('name');
  return regex.groups.find((group) => group.name === name)?.number ?? -1;
}

export const Regex_ = dotnetType('class System.Text.RegularExpressions.Regex', 'A regular expression.', {
  create: member('Regex(string pattern)', (pattern: PatternText) => once(pattern), 'Reads a pattern.'),
  createOptions: member(
    'Regex(string pattern, RegexOptions options)',
    (pattern: PatternText, options: number) => once(pattern, options),
    'Reads a pattern.',
  ),
  createTimeout: member(
    'Regex(string pattern, RegexOptions options, TimeSpan matchTimeout)',
    (pattern: PatternText, options: number, timeout: TimeSpan) => once(pattern, options, timeout),
    'Reads a pattern. The budget of the request limits the work, not the time.',
  ),
  infiniteMatchTimeout: constant('static readonly TimeSpan InfiniteMatchTimeout', infinite, 'No limit of time.'),
  ...findRows,
  ...editRows,
  escape: member('static string Escape(string str)', escapePattern, 'A text as a pattern that matches it.'),
  unescape: member('static string Unescape(string str)', unescapePattern, 'A text with its escapes replaced by characters.'),
  options: member('RegexOptions Options { get; }', (regex: Regex) => regex.options, 'The options it was made with.'),
  rightToLeft: member('bool RightToLeft { get; }', (regex: Regex) => regex.rightToLeft, 'Whether it searches from the end.'),
  getMatchTimeout: member(
    'TimeSpan MatchTimeout { get; }',
    (_regex: Regex) => infinite,
    'No limit of time: the budget of the request limits the work.',
  ),
  getGroupNames: member(
    'string[] GetGroupNames()',
    (regex: Regex) =>
      array(
        STRING,
        regex.groups.map((group) => group.name),
      ),
    'The names of all groups; a number where there is no name.',
  ),
  getGroupNumbers: member(
    'int[] GetGroupNumbers()',
    (regex: Regex) =>
      array(
        INT32,
        regex.groups.map((group) => group.number),
      ),
    'The numbers of all groups.',
  ),
  groupNameFromNumber: member(
    'string GroupNameFromNumber(int i)',
    (regex: Regex, number: number) => regex.groups.find((group) => group.number === number)?.name ?? '',
    'The name of a group, or the empty text.',
  ),
  groupNumberFromName: member('int GroupNumberFromName(string name)', numberOf, 'The number of a group, or -1.'),
  toString: member('string ToString()', (regex: Regex) => regex.pattern, 'The pattern.'),
});
