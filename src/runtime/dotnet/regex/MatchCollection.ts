import { Enumerator } from '../collections/Enumerator.ts';
import { dotnetType, member } from '../define.ts';
import type { MatchCollection } from './values.ts';

export const MatchCollection_ = dotnetType(
  'class System.Text.RegularExpressions.MatchCollection : IList<Match>, IReadOnlyList<Match>',
  'All matches of an expression in an input.',
  {
    count: member('int Count { get; }', (matches: MatchCollection) => matches.count, 'How many matches there are.'),
    get: member('Match this[int i] { get; }', (matches: MatchCollection, i: number) => matches.at(i), 'A match.'),
    isReadOnly: member('bool IsReadOnly { get; }', (_matches: MatchCollection) => true, 'Yes.'),
    getEnumerator: member(
      'IEnumerator<object> GetEnumerator()',
      (matches: MatchCollection) => new Enumerator(matches),
      'Steps through the items, which are objects to the language.',
    ),
  },
);
