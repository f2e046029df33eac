import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import type { TimeSpan } from '../../values/time-span.ts';
import { type Evaluator, replace, replaceBy, split } from '../edit.ts';
import type { PatternText } from '../prepared-pattern.ts';
import type { Regex } from '../values.ts';
import { once } from './once.ts';

type Text = string | null;

const whole = { host: true } as const;

/** Texts made from an input: replaced and split. */
export const editRows = {
  replace: member(
    'string Replace(string input, string replacement)',
    (host: Host, regex: Regex, text: Text, by: Text) => replace(host.budget, regex, text, by),
    'The input with every match replaced.',
    whole,
  ),
  replaceCount: member(
    'string Replace(string input, string replacement, int count)',
    (host: Host, regex: Regex, text: Text, by: Text, count: number) => replace(host.budget, regex, text, by, count),
    'The input with some matches replaced.',
    whole,
  ),
  replaceFrom: member(
    'string Replace(string input, string replacement, int count, int startat)',
    (host: Host, regex: Regex, text: Text, by: Text, count: number, start: number) => replace(host.budget, regex, text, by, count, start),
    'The input with some matches from a place on replaced.',
    whole,
  ),
  replaceBy: member(
    'string Replace(string input, MatchEvaluator evaluator)',
    (host: Host, regex: Regex, text: Text, by: Evaluator) => replaceBy(host.budget, regex, text, by),
    'The input with every match replaced by what a function says.',
    whole,
  ),
  replaceByCount: member(
    'string Replace(string input, MatchEvaluator evaluator, int count)',
    (host: Host, regex: Regex, text: Text, by: Evaluator, count: number) => replaceBy(host.budget, regex, text, by, count),
    'The input with some matches replaced by what a function says.',
    whole,
  ),
  replaceByFrom: member(
    'string Replace(string input, MatchEvaluator evaluator, int count, int startat)',
    (host: Host, regex: Regex, text: Text, by: Evaluator, count: number, start: number) =>
      replaceBy(host.budget, regex, text, by, count, start),
    'The input with some matches from a place on replaced by what a function says.',
    whole,
  ),
  replaceOf: member(
    'static string Replace(string input, string pattern, string replacement)',
    (host: Host, text: Text, pattern: PatternText, by: Text) => replace(host.budget, once(pattern), text, by),
    'The input with every match of a pattern replaced.',
    whole,
  ),
  replaceOptions: member(
    'static string Replace(string input, string pattern, string replacement, RegexOptions options)',
    (host: Host, text: Text, pattern: PatternText, by: Text, options: number) => replace(host.budget, once(pattern, options), text, by),
    'The input with every match of a pattern replaced.',
    whole,
  ),
  replaceTimeout: member(
    'static string Replace(string input, string pattern, string replacement, RegexOptions options, TimeSpan matchTimeout)',
    (host: Host, text: Text, pattern: PatternText, by: Text, options: number, timeout: TimeSpan) =>
      replace(host.budget, once(pattern, options, timeout), text, by),
    'The input with every match of a pattern replaced. The budget of the request limits the work, not the time.',
    whole,
  ),
  replaceByOf: member(
    'static string Replace(string input, string pattern, MatchEvaluator evaluator)',
    (host: Host, text: Text, pattern: PatternText, by: Evaluator) => replaceBy(host.budget, once(pattern), text, by),
    'The input with every match of a pattern replaced by what a function says.',
    whole,
  ),
  replaceByOptions: member(
    'static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options)',
    (host: Host, text: Text, pattern: PatternText, by: Evaluator, options: number) =>
      replaceBy(host.budget, once(pattern, options), text, by),
    'The input with every match of a pattern replaced by what a function says.',
    whole,
  ),
  replaceByTimeout: member(
    'static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options, TimeSpan matchTimeout)',
    (host: Host, text: Text, pattern: PatternText, by: Evaluator, options: number, timeout: TimeSpan) =>
      replaceBy(host.budget, once(pattern, options, timeout), text, by),
    'The input with every match of a pattern replaced by what a function says. The budget of the request limits the work, not the time.',
    whole,
  ),
  split: member(
    'string[] Split(string input)',
    (host: Host, regex: Regex, text: Text) => split(host.budget, regex, text),
    'The texts between the matches, and what their groups captured.',
    whole,
  ),
  splitCount: member(
    'string[] Split(string input, int count)',
    (host: Host, regex: Regex, text: Text, count: number) => split(host.budget, regex, text, count),
    'At most some texts between the matches.',
    whole,
  ),
  splitFrom: member(
    'string[] Split(string input, int count, int startat)',
    (host: Host, regex: Regex, text: Text, count: number, start: number) => split(host.budget, regex, text, count, start),
    'At most some texts between the matches from a place on.',
    whole,
  ),
  splitOf: member(
    'static string[] Split(string input, string pattern)',
    (host: Host, text: Text, pattern: PatternText) => split(host.budget, once(pattern), text),
    'The texts between the matches of a pattern.',
    whole,
  ),
  splitOptions: member(
    'static string[] Split(string input, string pattern, RegexOptions options)',
    (host: Host, text: Text, pattern: PatternText, options: number) => split(host.budget, once(pattern, options), text),
    'The texts between the matches of a pattern.',
    whole,
  ),
  splitTimeout: member(
    'static string[] Split(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)',
    (host: Host, text: Text, pattern: PatternText, options: number, timeout: TimeSpan) =>
      split(host.budget, once(pattern, options, timeout), text),
    'The texts between the matches of a pattern. The budget of the request limits the work, not the time.',
    whole,
  ),
};
