import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';
import type { Ref } from '../values.ts';
import { copyInto } from './array-search.ts';
import { Enumerator } from './Enumerator.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import { HashSet } from './hash-set-value.ts';
import { setRows } from './set-rows.ts';

const whole = { host: true } as const;
const generic = { typeArgs: true } as const;

function createFrom<T>(host: Host, type: RuntimeType, source: Iterable<T> | null, comparer: Comparer | null): HashSet<T> {
  const set = new HashSet<T>(type, comparer ?? defaultComparer);
  for (const item of iterate(source, 'collection')) {
    host.budget.allocate(1);
    set.add(item);
  }
  return set;
}

function tryGetValue<T>(set: HashSet<T>, item: T, result: Ref<T>): boolean {
  const found = set.lookup(item);
  result.value = found === undefined ? (set.type.zero as T) : found.value;
  return found !== undefined;
}

function removeWhere<T>(set: HashSet<T>, match: ((item: T) => boolean) | null): number {
  const fits = required(match, 'match');
  const removed = [...set].filter((item) => fits(item));
  for (const item of removed) set.remove(item);
  return removed.length;
}

export const HashSet_ = dotnetType(
  'class System.Collections.Generic.HashSet<T> : ISet<T>, IReadOnlyCollection<T>',
  'A set: every item once.',
  {
    create: member('HashSet()', <T>(type: RuntimeType) => new HashSet<T>(type), 'An empty set.', generic),
    createComparer: member(
      'HashSet(IEqualityComparer<T> comparer)',
      <T>(type: RuntimeType, comparer: Comparer | null) => new HashSet<T>(type, comparer ?? defaultComparer),
      'An empty set with its own idea of equality.',
      generic,
    ),
    createCapacity: member(
      'HashSet(int capacity)',
      <T>(type: RuntimeType, _capacity: number) => new HashSet<T>(type),
      'An empty set.',
      generic,
    ),
    createCapacityComparer: member(
      'HashSet(int capacity, IEqualityComparer<T> comparer)',
      <T>(type: RuntimeType, _capacity: number, comparer: Comparer | null) => new HashSet<T>(type, comparer ?? defaultComparer),
      'An empty set with its own idea of equality.',
      generic,
    ),
    trimExcess: member('void TrimExcess()', (_set: HashSet<unknown>) => undefined, 'Does nothing here.'),
    createFrom: member(
      'HashSet(IEnumerable<T> collection)',
      <T>(host: Host, type: RuntimeType, source: Iterable<T> | null) => createFrom(host, type, source, null),
      'A set of the given items.',
      { host: true, typeArgs: true },
    ),
    createFromComparer: member(
      'HashSet(IEnumerable<T> collection, IEqualityComparer<T> comparer)',
      createFrom,
      'A set of the given items with its own idea of equality.',
      { host: true, typeArgs: true },
    ),
    count: member('int Count { get; }', (set: HashSet<unknown>) => set.count, 'How many items there are.'),
    comparer: member('IEqualityComparer<T> Comparer { get; }', (set: HashSet<unknown>) => set.comparer, 'What tells the items apart.'),
    contains: member('bool Contains(T item)', <T>(set: HashSet<T>, item: T) => set.contains(item), 'Whether an item is there.'),
    clear: member('void Clear()', (set: HashSet<unknown>) => set.clear(), 'Removes all items.'),
    remove: member('bool Remove(T item)', <T>(set: HashSet<T>, item: T) => set.remove(item), 'Removes an item, if it is there.'),
    removeWhere: member('int RemoveWhere(Predicate<T> match)', removeWhere, 'Removes all items that fit, and says how many.'),
    tryGetValue: member(
      'bool TryGetValue(T equalValue, out T actualValue)',
      tryGetValue,
      'The item of the set that is equal to a given one.',
    ),
    copyTo: member(
      'void CopyTo(T[] array)',
      <T>(host: Host, set: HashSet<T>, target: T[] | null) => {
        host.budget.step(set.count);
        copyInto([...set], 0, target, 0, set.count);
      },
      'Copies the items into an array.',
      whole,
    ),
    getEnumerator: member('IEnumerator<T> GetEnumerator()', <T>(set: HashSet<T>) => new Enumerator(set), 'Steps through the items.'),
    ...setRows,
  },
);

export const ISet_ = dotnetType('interface System.Collections.Generic.ISet<T> : ICollection<T>', 'A set: every item once.', setRows);
