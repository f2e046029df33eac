import type { Host } from '../../host.ts';
import { countOf } from '../collections/interfaces.ts';
import { isArray } from '../collections/protocol.ts';
import { member } from '../define.ts';
import { invalidOperation, required } from '../failures.ts';
import { iterate } from '../iterate.ts';

type Source<T> = Iterable<T> | null;
type Test<T> = ((item: T) => boolean) | null;

const isCounted = (value: unknown): value is { readonly count: number } =>
  typeof value === 'object' && value !== null && 'count' in value && typeof value.count === 'number';

function count<T>(host: Host, source: Source<T>): number {
  if (typeof source === 'string') return (source as string).length;
  const items = iterate(source);
  if (isArray(items) || isCounted(items)) return countOf(items as never);
  let found = 0;
  for (const _ of items) {
    host.budget.step();
    found++;
  }
  return found;
}

function countWhere<T>(source: Source<T>, predicate: Test<T>): number {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  let found = 0;
  for (const item of items) if (fits(item)) found++;
  return found;
}

function any<T>(source: Source<T>): boolean {
  for (const _ of iterate(source)) return true;
  return false;
}

function anyWhere<T>(source: Source<T>, predicate: Test<T>): boolean {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  for (const item of items) if (fits(item)) return true;
  return false;
}

function all<T>(source: Source<T>, predicate: Test<T>): boolean {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  for (const item of items) if (!fits(item)) return false;
  return true;
}

function aggregate<T>(source: Source<T>, func: ((sum: T, item: T) => T) | null): T {
  const items = iterate(source);
  const step = required(func, 'func');
  let sum: { value: T } | undefined;
  for (const item of items) sum = { value: sum === undefined ? item : step(sum.value, item) };
  return sum === undefined ? invalidOperation('Sequence contains no elements') : sum.value;
}

function aggregateFrom<T, A>(source: Source<T>, seed: A, func: ((sum: A, item: T) => A) | null): A {
  const items = iterate(source);
  const step = required(func, 'func');
  let sum = seed;
  for (const item of items) sum = step(sum, item);
  return sum;
}

function aggregateTo<T, A, R>(source: Source<T>, seed: A, func: ((sum: A, item: T) => A) | null, result: ((sum: A) => R) | null): R {
  const finish = required(result, 'resultSelector');
  return finish(aggregateFrom(source, seed, func));
}

const whole = { host: true } as const;

/** One answer about a whole sequence. */
export const aggregateRows = {
  count: member('static int Count<TSource>(this IEnumerable<TSource> source)', count, 'How many items there are.', whole),
  countWhere: member(
    'static int Count<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    countWhere,
    'How many items fit.',
  ),
  longCount: member(
    'static long LongCount<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, source: Source<T>) => BigInt(count(host, source)),
    'How many items there are.',
    whole,
  ),
  longCountWhere: member(
    'static long LongCount<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: Test<T>) => BigInt(countWhere(source, predicate)),
    'How many items fit.',
  ),
  any: member('static bool Any<TSource>(this IEnumerable<TSource> source)', any, 'Whether there are items.'),
  anyWhere: member(
    'static bool Any<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    anyWhere,
    'Whether any item fits.',
  ),
  all: member('static bool All<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)', all, 'Whether all items fit.'),
  aggregate: member(
    'static TSource Aggregate<TSource>(this IEnumerable<TSource> source, Func<TSource, TSource, TSource> func)',
    aggregate,
    'All items, folded into one.',
  ),
  aggregateFrom: member(
    'static TAccumulate Aggregate<TSource, TAccumulate>(this IEnumerable<TSource> source, TAccumulate seed, Func<TAccumulate, TSource, TAccumulate> func)',
    aggregateFrom,
    'All items, folded into a start value.',
  ),
  aggregateTo: member(
    'static TResult Aggregate<TSource, TAccumulate, TResult>(this IEnumerable<TSource> source, TAccumulate seed, Func<TAccumulate, TSource, TAccumulate> func, Func<TAccumulate, TResult> resultSelector)',
    aggregateTo,
    'All items, folded into a start value, and what becomes of it.',
  ),
};
