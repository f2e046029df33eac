import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull, notSupported } from '../failures.ts';
import { result } from './edit.ts';
import { Match } from './values.ts';

function resultOf(match: Match, replacement: string | null): string {
  if (replacement === null) argumentNull('replacement');
  return match.regex === undefined ? notSupported('Result cannot be called on a failed Match.') : result(match.regex, match, replacement);
}

export const Match_ = dotnetType(
  'class System.Text.RegularExpressions.Match : Group',
  'A match of a regular expression, or that there is none.',
  {
    empty: member('static Match Empty { get; }', () => Match.empty, 'No match.'),
    groups: member('GroupCollection Groups { get; }', (match: Match) => match.groups, 'The groups; the first is the whole match.'),
    nextMatch: member('Match NextMatch()', (host: Host, match: Match) => match.next(host.budget), 'The match after this one.', {
      host: true,
    }),
    result: member('string Result(string replacement)', resultOf, 'What a replacement pattern gives for this match.'),
  },
);
