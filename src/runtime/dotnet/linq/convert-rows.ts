import type { Host } from '../../host.ts';
import { arrayFrom } from '../collections/arrays.ts';
import { Dictionary } from '../collections/dictionary-value.ts';
import { type Comparer, defaultComparer } from '../collections/equality.ts';
import { HashSet } from '../collections/hash-set-value.ts';
import { List } from '../collections/list-value.ts';
import { member } from '../define.ts';
import { required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';

type Source<T> = Iterable<T> | null;
type KeyOf<T, K> = ((item: T) => K) | null;

function collect<T>(host: Host, source: Source<T>): T[] {
  const items: T[] = [];
  for (const item of iterate(source)) {
    host.budget.allocate(1);
    items.push(item);
  }
  return items;
}

function toDictionary<T, K, E>(
  host: Host,
  keyType: RuntimeType,
  valueType: RuntimeType,
  source: Source<T>,
  key: KeyOf<T, K>,
  element: (item: T) => E,
  comparer: Comparer | null,
): Dictionary<K, E> {
  const items = iterate(source);
  const keyOf = required(key, 'keySelector');
  const dictionary = new Dictionary<K, E>(keyType, valueType, comparer ?? defaultComparer);
  for (const item of items) {
    host.budget.allocate(1);
    dictionary.insert(keyOf(item), element(item));
  }
  return dictionary;
}

function toHashSet<T>(host: Host, type: RuntimeType, source: Source<T>, comparer: Comparer | null): HashSet<T> {
  const set = new HashSet<T>(type, comparer ?? defaultComparer);
  for (const item of iterate(source)) {
    host.budget.allocate(1);
    set.add(item);
  }
  return set;
}

const both = { host: true, typeArgs: true } as const;

/** Collections made of sequences. */
export const convertRows = {
  toArray: member(
    'static TSource[] ToArray<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, type: RuntimeType, source: Source<T>) => arrayFrom(type, collect(host, source)),
    'An array of the items.',
    both,
  ),
  toList: member(
    'static List<TSource> ToList<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, type: RuntimeType, source: Source<T>) => new List<T>(type, collect(host, source)),
    'A list of the items.',
    both,
  ),
  toHashSet: member(
    'static HashSet<TSource> ToHashSet<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, type: RuntimeType, source: Source<T>) => toHashSet(host, type, source, null),
    'A set of the items.',
    both,
  ),
  toHashSetComparer: member(
    'static HashSet<TSource> ToHashSet<TSource>(this IEnumerable<TSource> source, IEqualityComparer<TSource> comparer)',
    toHashSet,
    'A set of the items.',
    both,
  ),
  toDictionary: member(
    'static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector)',
    <T, K>(host: Host, type: RuntimeType, keyType: RuntimeType, source: Source<T>, key: KeyOf<T, K>) =>
      toDictionary(host, keyType, type, source, key, (item) => item, null),
    'A dictionary of the items.',
    both,
  ),
  toDictionaryComparer: member(
    'static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey> comparer)',
    <T, K>(host: Host, type: RuntimeType, keyType: RuntimeType, source: Source<T>, key: KeyOf<T, K>, comparer: Comparer | null) =>
      toDictionary(host, keyType, type, source, key, (item) => item, comparer),
    'A dictionary of the items.',
    both,
  ),
  toDictionaryElement: member(
    'static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector)',
    <T, K, E>(
      host: Host,
      _source: RuntimeType,
      keyType: RuntimeType,
      type: RuntimeType,
      source: Source<T>,
      key: KeyOf<T, K>,
      element: KeyOf<T, E>,
    ) => toDictionary(host, keyType, type, source, key, required(element, 'elementSelector'), null),
    'A dictionary of what the items become.',
    both,
  ),
  toDictionaryElementComparer: member(
    'static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey> comparer)',
    <T, K, E>(
      host: Host,
      _source: RuntimeType,
      keyType: RuntimeType,
      type: RuntimeType,
      source: Source<T>,
      key: KeyOf<T, K>,
      element: KeyOf<T, E>,
      comparer: Comparer | null,
    ) => toDictionary(host, keyType, type, source, key, required(element, 'elementSelector'), comparer),
    'A dictionary of what the items become.',
    both,
  ),
};
