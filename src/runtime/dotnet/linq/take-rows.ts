import type { Host } from '../../host.ts';
import { arrayFrom } from '../collections/arrays.ts';
import { member } from '../define.ts';
import { outOfRange, required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { INT32 } from '../types.ts';
import { Sequence } from './sequence.ts';

type Source<T> = Iterable<T> | null;
type Test<T> = ((item: T, index: number) => boolean) | null;

function take<T>(source: Source<T>, count: number): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    let left = count;
    if (left <= 0) return;
    for (const item of items) {
      yield item;
      if (--left <= 0) return;
    }
  });
}

function skip<T>(source: Source<T>, count: number): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    let left = count;
    for (const item of items) if (--left < 0) yield item;
  });
}

function takeLast<T>(source: Source<T>, count: number): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    if (count > 0) yield* [...items].slice(-count);
  });
}

function skipLast<T>(source: Source<T>, count: number): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    const all = [...items];
    yield* all.slice(0, Math.max(0, all.length - Math.max(0, count)));
  });
}

function takeWhile<T>(source: Source<T>, predicate: Test<T>): Iterable<T> {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  return new Sequence(function* () {
    let index = 0;
    for (const item of items) {
      if (!fits(item, index++)) return;
      yield item;
    }
  });
}

function skipWhile<T>(source: Source<T>, predicate: Test<T>): Iterable<T> {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  return new Sequence(function* () {
    let index = 0;
    let skipping = true;
    for (const item of items) {
      skipping = skipping && fits(item, index++);
      if (!skipping) yield item;
    }
  });
}

/** Numbers cost steps as they are asked for, so that a range as wide as an int ends in time. */
function range(host: Host, start: number, count: number): Iterable<number> {
  if (count < 0 || start + count - 1 > 2147483647) outOfRange('count');
  return new Sequence(function* () {
    for (let i = 0; i < count; i++) {
      host.budget.step();
      yield start + i;
    }
  }, INT32);
}

function repeat<T>(host: Host, item: T, count: number): Iterable<T> {
  if (count < 0) outOfRange('count');
  return new Sequence(function* () {
    for (let i = 0; i < count; i++) {
      host.budget.step();
      yield item;
    }
  });
}

/** Parts of sequences, and sequences out of nothing. */
export const takeRows = {
  take: member('static IEnumerable<TSource> Take<TSource>(this IEnumerable<TSource> source, int count)', take, 'The first items.'),
  skip: member('static IEnumerable<TSource> Skip<TSource>(this IEnumerable<TSource> source, int count)', skip, 'All but the first items.'),
  takeLast: member(
    'static IEnumerable<TSource> TakeLast<TSource>(this IEnumerable<TSource> source, int count)',
    takeLast,
    'The last items.',
  ),
  skipLast: member(
    'static IEnumerable<TSource> SkipLast<TSource>(this IEnumerable<TSource> source, int count)',
    skipLast,
    'All but the last items.',
  ),
  takeWhile: member(
    'static IEnumerable<TSource> TakeWhile<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: ((item: T) => boolean) | null) => takeWhile(source, predicate),
    'The items before the first that does not fit.',
  ),
  takeWhileIndexed: member(
    'static IEnumerable<TSource> TakeWhile<TSource>(this IEnumerable<TSource> source, Func<TSource, int, bool> predicate)',
    takeWhile,
    'The items before the first that does not fit, by item and place.',
  ),
  skipWhile: member(
    'static IEnumerable<TSource> SkipWhile<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: ((item: T) => boolean) | null) => skipWhile(source, predicate),
    'The items from the first that does not fit.',
  ),
  skipWhileIndexed: member(
    'static IEnumerable<TSource> SkipWhile<TSource>(this IEnumerable<TSource> source, Func<TSource, int, bool> predicate)',
    skipWhile,
    'The items from the first that does not fit, by item and place.',
  ),
  empty: member(
    'static IEnumerable<TResult> Empty<TResult>()',
    <T>(type: RuntimeType): Iterable<T> => arrayFrom<T>(type, []),
    'No items.',
    { typeArgs: true },
  ),
  range: member('static IEnumerable<int> Range(int start, int count)', range, 'Whole numbers, one after the other.', { host: true }),
  repeat: member('static IEnumerable<TResult> Repeat<TResult>(TResult element, int count)', repeat, 'One item, many times.', {
    host: true,
  }),
};
