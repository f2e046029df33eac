import type { Host } from '../../host.ts';
import { member } from '../define.ts';
import { iterate } from '../iterate.ts';
import type { HashSet } from './hash-set-value.ts';

type Items<T> = Iterable<T> | null;

const whole = { host: true } as const;

/** The other items as a set with this set's idea of equality. */
function other<T>(host: Host, set: HashSet<T>, source: Items<T>): HashSet<T> {
  const found = set.like([]);
  for (const item of iterate(source, 'other')) {
    host.budget.step();
    found.add(item);
  }
  host.budget.step(set.count);
  return found;
}

function add<T>(host: Host, set: HashSet<T>, item: T): boolean {
  host.budget.allocate(1);
  return set.add(item);
}

function unionWith<T>(host: Host, set: HashSet<T>, source: Items<T>): void {
  for (const item of iterate(source, 'other')) add(host, set, item);
}

function exceptWith<T>(host: Host, set: HashSet<T>, source: Items<T>): void {
  for (const item of other(host, set, source)) set.remove(item);
}

function intersectWith<T>(host: Host, set: HashSet<T>, source: Items<T>): void {
  const kept = other(host, set, source);
  for (const item of set) if (!kept.contains(item)) set.remove(item);
}

function symmetricExceptWith<T>(host: Host, set: HashSet<T>, source: Items<T>): void {
  for (const item of other(host, set, source)) if (!set.remove(item)) add(host, set, item);
}

const within = <T>(inner: HashSet<T>, outer: HashSet<T>): boolean => [...inner].every((item) => outer.contains(item));

/** Members that HashSet shares with ISet. */
export const setRows = {
  add: member('bool Add(T item)', add, 'Adds an item, if it is new.', whole),
  unionWith: member('void UnionWith(IEnumerable<T> other)', unionWith, 'Adds all items of another collection.', whole),
  exceptWith: member('void ExceptWith(IEnumerable<T> other)', exceptWith, 'Removes all items of another collection.', whole),
  intersectWith: member('void IntersectWith(IEnumerable<T> other)', intersectWith, 'Keeps what another collection has too.', whole),
  symmetricExceptWith: member(
    'void SymmetricExceptWith(IEnumerable<T> other)',
    symmetricExceptWith,
    'Keeps what only one of both has.',
    whole,
  ),
  isSubsetOf: member(
    'bool IsSubsetOf(IEnumerable<T> other)',
    <T>(host: Host, set: HashSet<T>, source: Items<T>) => within(set, other(host, set, source)),
    'Whether another collection has all items of this set.',
    whole,
  ),
  isSupersetOf: member(
    'bool IsSupersetOf(IEnumerable<T> other)',
    <T>(host: Host, set: HashSet<T>, source: Items<T>) => within(other(host, set, source), set),
    'Whether this set has all items of another collection.',
    whole,
  ),
  isProperSubsetOf: member(
    'bool IsProperSubsetOf(IEnumerable<T> other)',
    <T>(host: Host, set: HashSet<T>, source: Items<T>) => {
      const found = other(host, set, source);
      return set.count < found.count && within(set, found);
    },
    'Whether another collection has all items of this set and more.',
    whole,
  ),
  isProperSupersetOf: member(
    'bool IsProperSupersetOf(IEnumerable<T> other)',
    <T>(host: Host, set: HashSet<T>, source: Items<T>) => {
      const found = other(host, set, source);
      return found.count < set.count && within(found, set);
    },
    'Whether this set has all items of another collection and more.',
    whole,
  ),
  overlaps: member(
    'bool Overlaps(IEnumerable<T> other)',
    <T>(host: Host, set: HashSet<T>, source: Items<T>) => [...other(host, set, source)].some((item) => set.contains(item)),
    'Whether both have an item in common.',
    whole,
  ),
  setEquals: member(
    'bool SetEquals(IEnumerable<T> other)',
    <T>(host: Host, set: HashSet<T>, source: Items<T>) => {
      const found = other(host, set, source);
      return found.count === set.count && within(found, set);
    },
    'Whether both have the same items.',
    whole,
  ),
};
