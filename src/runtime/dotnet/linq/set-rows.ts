import type { Host } from '../../host.ts';
import { type Comparer, defaultComparer } from '../collections/equality.ts';
import { HashSet } from '../collections/hash-set-value.ts';
import { member } from '../define.ts';
import { iterate } from '../iterate.ts';
import { OBJECT } from '../types.ts';
import { Sequence } from './sequence.ts';

type Source<T> = Iterable<T> | null;
type By = Comparer | null;

const emptySet = <T>(comparer: By): HashSet<T> => new HashSet<T>(OBJECT, comparer ?? defaultComparer);

function distinct<T>(host: Host, source: Source<T>, comparer: By): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    const seen = emptySet<T>(comparer);
    for (const item of items) {
      host.budget.step();
      if (seen.add(item)) yield item;
    }
  });
}

function union<T>(host: Host, first: Source<T>, second: Source<T>, comparer: By): Iterable<T> {
  const left = iterate(first, 'first');
  const right = iterate(second, 'second');
  return new Sequence(function* () {
    const seen = emptySet<T>(comparer);
    for (const items of [left, right])
      for (const item of items) {
        host.budget.step();
        if (seen.add(item)) yield item;
      }
  });
}

function setOf<T>(host: Host, items: Iterable<T>, comparer: By): HashSet<T> {
  const set = emptySet<T>(comparer);
  for (const item of items) {
    host.budget.step();
    set.add(item);
  }
  return set;
}

function except<T>(host: Host, first: Source<T>, second: Source<T>, comparer: By): Iterable<T> {
  const left = iterate(first, 'first');
  const right = iterate(second, 'second');
  return new Sequence(function* () {
    const seen = setOf(host, right, comparer);
    for (const item of left) {
      host.budget.step();
      if (seen.add(item)) yield item;
    }
  });
}

function intersect<T>(host: Host, first: Source<T>, second: Source<T>, comparer: By): Iterable<T> {
  const left = iterate(first, 'first');
  const right = iterate(second, 'second');
  return new Sequence(function* () {
    const wanted = setOf(host, right, comparer);
    for (const item of left) {
      host.budget.step();
      if (wanted.remove(item)) yield item;
    }
  });
}

function contains<T>(host: Host, source: Source<T>, value: T, comparer: By): boolean {
  const by = comparer ?? defaultComparer;
  for (const item of iterate(source)) {
    host.budget.step();
    if (by.equals(item, value)) return true;
  }
  return false;
}

function sequenceEqual<T>(host: Host, first: Source<T>, second: Source<T>, comparer: By): boolean {
  const by = comparer ?? defaultComparer;
  const others = iterate(second, 'second')[Symbol.iterator]();
  for (const item of iterate(first, 'first')) {
    host.budget.step();
    const other = others.next();
    if (other.done === true || !by.equals(item, other.value)) return false;
  }
  return others.next().done === true;
}

const whole = { host: true } as const;

/** Sequences as sets, and equality of sequences. */
export const setRows = {
  distinct: member(
    'static IEnumerable<TSource> Distinct<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, source: Source<T>) => distinct(host, source, null),
    'Every item once.',
    whole,
  ),
  distinctBy: member(
    'static IEnumerable<TSource> Distinct<TSource>(this IEnumerable<TSource> source, IEqualityComparer<TSource> comparer)',
    distinct,
    'Every item once.',
    whole,
  ),
  union: member(
    'static IEnumerable<TSource> Union<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second)',
    <T>(host: Host, first: Source<T>, second: Source<T>) => union(host, first, second, null),
    'Every item of both once.',
    whole,
  ),
  unionBy: member(
    'static IEnumerable<TSource> Union<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second, IEqualityComparer<TSource> comparer)',
    union,
    'Every item of both once.',
    whole,
  ),
  except: member(
    'static IEnumerable<TSource> Except<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second)',
    <T>(host: Host, first: Source<T>, second: Source<T>) => except(host, first, second, null),
    'Items that only the first has, once each.',
    whole,
  ),
  exceptBy: member(
    'static IEnumerable<TSource> Except<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second, IEqualityComparer<TSource> comparer)',
    except,
    'Items that only the first has, once each.',
    whole,
  ),
  intersect: member(
    'static IEnumerable<TSource> Intersect<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second)',
    <T>(host: Host, first: Source<T>, second: Source<T>) => intersect(host, first, second, null),
    'Items that both have, once each.',
    whole,
  ),
  intersectBy: member(
    'static IEnumerable<TSource> Intersect<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second, IEqualityComparer<TSource> comparer)',
    intersect,
    'Items that both have, once each.',
    whole,
  ),
  contains: member(
    'static bool Contains<TSource>(this IEnumerable<TSource> source, TSource value)',
    <T>(host: Host, source: Source<T>, value: T) => contains(host, source, value, null),
    'Whether an item is there.',
    whole,
  ),
  containsBy: member(
    'static bool Contains<TSource>(this IEnumerable<TSource> source, TSource value, IEqualityComparer<TSource> comparer)',
    contains,
    'Whether an item is there.',
    whole,
  ),
  sequenceEqual: member(
    'static bool SequenceEqual<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second)',
    <T>(host: Host, first: Source<T>, second: Source<T>) => sequenceEqual(host, first, second, null),
    'Whether both have equal items in the same order.',
    whole,
  ),
  sequenceEqualBy: member(
    'static bool SequenceEqual<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second, IEqualityComparer<TSource> comparer)',
    sequenceEqual,
    'Whether both have equal items in the same order.',
    whole,
  ),
};
