import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import { argumentNull, outOfRange } from '../../failures.ts';
import type { TimeSpan } from '../../values/time-span.ts';
import { Input } from '../engines/input.ts';
import type { PatternText } from '../prepared-pattern.ts';
import { Match, MatchCollection, type Regex } from '../values.ts';
import { once } from './once.ts';

type Text = string | null;

const whole = { host: true } as const;

const isMatch = (host: Host, regex: Regex, text: Text, start?: number): boolean => regex.match(host.budget, text, start).success;

const matchesOf = (host: Host, regex: Regex, text: Text, start?: number): MatchCollection =>
  new MatchCollection(host.budget, regex.match(host.budget, text, start));

/** A match within a part of the input, which counts as a whole input for anchors and looks. */
function matchWithin(host: Host, regex: Regex, text: Text, start: number, length: number): Match {
  if (text === null) argumentNull('input');
  if (start < 0 || start > text.length) outOfRange('beginning', 'Start index cannot be less than 0 or greater than input length.');
  if (length < 0 || length > text.length - start) outOfRange('length', 'Length cannot be less than 0 or exceed input length.');
  const origin = regex.rightToLeft ? length : 0;
  return Match.search(host.budget, { regex, input: new Input(text.slice(start, start + length)), origin, offset: start }, origin);
}

/** Whether and where an expression matches. */
export const findRows = {
  isMatch: member(
    'bool IsMatch(string input)',
    (host: Host, regex: Regex, text: Text) => isMatch(host, regex, text),
    'Whether there is a match.',
    whole,
  ),
  isMatchFrom: member(
    'bool IsMatch(string input, int startat)',
    (host: Host, regex: Regex, text: Text, start: number) => isMatch(host, regex, text, start),
    'Whether there is a match from a place on.',
    whole,
  ),
  isMatchOf: member(
    'static bool IsMatch(string input, string pattern)',
    (host: Host, text: Text, pattern: PatternText) => isMatch(host, once(pattern), text),
    'Whether a pattern matches.',
    whole,
  ),
  isMatchOptions: member(
    'static bool IsMatch(string input, string pattern, RegexOptions options)',
    (host: Host, text: Text, pattern: PatternText, options: number) => isMatch(host, once(pattern, options), text),
    'Whether a pattern matches.',
    whole,
  ),
  isMatchTimeout: member(
    'static bool IsMatch(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)',
    (host: Host, text: Text, pattern: PatternText, options: number, timeout: TimeSpan) =>
      isMatch(host, once(pattern, options, timeout), text),
    'Whether a pattern matches. The budget of the request limits the work, not the time.',
    whole,
  ),
  match: member(
    'Match Match(string input)',
    (host: Host, regex: Regex, text: Text) => regex.match(host.budget, text),
    'The first match.',
    whole,
  ),
  matchFrom: member(
    'Match Match(string input, int startat)',
    (host: Host, regex: Regex, text: Text, start: number) => regex.match(host.budget, text, start),
    'The first match from a place on.',
    whole,
  ),
  matchWithin: member(
    'Match Match(string input, int beginning, int length)',
    matchWithin,
    'The first match within a part of the input.',
    whole,
  ),
  matchOf: member(
    'static Match Match(string input, string pattern)',
    (host: Host, text: Text, pattern: PatternText) => once(pattern).match(host.budget, text),
    'The first match of a pattern.',
    whole,
  ),
  matchOptions: member(
    'static Match Match(string input, string pattern, RegexOptions options)',
    (host: Host, text: Text, pattern: PatternText, options: number) => once(pattern, options).match(host.budget, text),
    'The first match of a pattern.',
    whole,
  ),
  matchTimeout: member(
    'static Match Match(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)',
    (host: Host, text: Text, pattern: PatternText, options: number, timeout: TimeSpan) =>
      once(pattern, options, timeout).match(host.budget, text),
    'The first match of a pattern. The budget of the request limits the work, not the time.',
    whole,
  ),
  matches: member(
    'MatchCollection Matches(string input)',
    (host: Host, regex: Regex, text: Text) => matchesOf(host, regex, text),
    'All matches.',
    whole,
  ),
  matchesFrom: member(
    'MatchCollection Matches(string input, int startat)',
    (host: Host, regex: Regex, text: Text, start: number) => matchesOf(host, regex, text, start),
    'All matches from a place on.',
    whole,
  ),
  matchesOf: member(
    'static MatchCollection Matches(string input, string pattern)',
    (host: Host, text: Text, pattern: PatternText) => matchesOf(host, once(pattern), text),
    'All matches of a pattern.',
    whole,
  ),
  matchesOptions: member(
    'static MatchCollection Matches(string input, string pattern, RegexOptions options)',
    (host: Host, text: Text, pattern: PatternText, options: number) => matchesOf(host, once(pattern, options), text),
    'All matches of a pattern.',
    whole,
  ),
  matchesTimeout: member(
    'static MatchCollection Matches(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)',
    (host: Host, text: Text, pattern: PatternText, options: number, timeout: TimeSpan) =>
      matchesOf(host, once(pattern, options, timeout), text),
    'All matches of a pattern. The budget of the request limits the work, not the time.',
    whole,
  ),
};
