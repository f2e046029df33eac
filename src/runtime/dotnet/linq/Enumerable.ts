import { dotnetType, member } from '../define.ts';
import { aggregateRows } from './aggregate-rows.ts';
import { convertRows } from './convert-rows.ts';
import { elementRows } from './element-rows.ts';
import { groupRows } from './group-rows.ts';
import type { Grouping, Lookup } from './lookup.ts';
import { numberRows } from './number-rows.ts';
import { orderRows } from './order-rows.ts';
import { projectRows } from './project-rows.ts';
import { setRows } from './set-rows.ts';
import { takeRows } from './take-rows.ts';

export const Enumerable_ = dotnetType('static class System.Linq.Enumerable', 'Queries on anything enumerable.', {
  ...projectRows,
  ...takeRows,
  ...elementRows,
  ...setRows,
  ...aggregateRows,
  ...numberRows,
  ...orderRows,
  ...groupRows,
  ...convertRows,
});

export const IOrderedEnumerable_ = dotnetType(
  'interface System.Linq.IOrderedEnumerable<TElement> : IEnumerable<TElement>',
  'A sorted sequence that can be sorted further.',
  {},
);

export const IGrouping_ = dotnetType('interface System.Linq.IGrouping<TKey, TElement> : IEnumerable<TElement>', 'Items that share a key.', {
  key: member('TKey Key { get; }', <K, T>(grouping: Grouping<K, T>) => grouping.key, 'The key.'),
});

export const ILookup_ = dotnetType(
  'interface System.Linq.ILookup<TKey, TElement> : IEnumerable<IGrouping<TKey, TElement>>',
  'Items by key, several for one.',
  {
    count: member('int Count { get; }', (lookup: Lookup<unknown, unknown>) => lookup.count, 'How many keys there are.'),
    get: member(
      'IEnumerable<TElement> this[TKey key] { get; }',
      <K, T>(lookup: Lookup<K, T>, key: K) => lookup.of(key),
      'The items of a key, which may be none.',
    ),
    contains: member('bool Contains(TKey key)', <K, T>(lookup: Lookup<K, T>, key: K) => lookup.has(key), 'Whether a key is there.'),
  },
);
