import { Enumerator } from '../collections/Enumerator.ts';
import { dotnetType, member } from '../define.ts';
import type { Ref } from '../values.ts';
import { Group, type GroupCollection } from './values.ts';

function tryGetValue(groups: GroupCollection, name: string | null, value: Ref<Group | null>): boolean {
  const group = groups.named(name);
  value.value = group === Group.none ? null : group;
  return group !== Group.none;
}

export const GroupCollection_ = dotnetType(
  'class System.Text.RegularExpressions.GroupCollection : IList<Group>, IReadOnlyList<Group>',
  'The groups of a match.',
  {
    count: member('int Count { get; }', (groups: GroupCollection) => groups.count, 'How many groups there are, the whole match included.'),
    get: member('Group this[int groupnum] { get; }', (groups: GroupCollection, number: number) => groups.at(number), 'A group by number.'),
    getNamed: member(
      'Group this[string groupname] { get; }',
      (groups: GroupCollection, name: string | null) => groups.named(name),
      'A group by name.',
    ),
    isReadOnly: member('bool IsReadOnly { get; }', (_groups: GroupCollection) => true, 'Yes.'),
    containsKey: member(
      'bool ContainsKey(string key)',
      (groups: GroupCollection, name: string | null) => groups.named(name) !== Group.none,
      'Whether there is a group of a name.',
    ),
    tryGetValue: member('bool TryGetValue(string key, out Group value)', tryGetValue, 'A group by name, if there is one.'),
    keys: member(
      'IEnumerable<string> Keys { get; }',
      (groups: GroupCollection): Iterable<string> => groups.names,
      'The names of the groups.',
    ),
    values: member('IEnumerable<Group> Values { get; }', (groups: GroupCollection): Iterable<Group> => groups, 'The groups.'),
    getEnumerator: member(
      'IEnumerator<object> GetEnumerator()',
      (groups: GroupCollection) => new Enumerator(groups),
      'Steps through the items, which are objects to the language.',
    ),
  },
);
