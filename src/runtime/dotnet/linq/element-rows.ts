import type { Host } from '../../host.ts';
import { List } from '../collections/list-value.ts';
import { isArray } from '../collections/protocol.ts';
import { member } from '../define.ts';
import { invalidOperation, outOfRange, required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';

type Source<T> = Iterable<T> | null;
type Test<T> = ((item: T) => boolean) | null;

const noElements = (): never => invalidOperation('Sequence contains no elements');
const noMatch = (): never => invalidOperation('Sequence contains no matching element');

/** The items of an array or a list, which can be read at any place. */
function direct<T>(items: Iterable<T>): readonly T[] | undefined {
  if (isArray(items)) return items as unknown as readonly T[];
  return items instanceof List ? (items.items as readonly T[]) : undefined;
}

/** What was found; a value of its own, since null may be an item. */
type Found<T> = { readonly value: T } | undefined;

function firstOf<T>(source: Source<T>): Found<T> {
  for (const value of iterate(source)) return { value };
  return undefined;
}

function firstMatch<T>(source: Source<T>, predicate: Test<T>): Found<T> {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  for (const value of items) if (fits(value)) return { value };
  return undefined;
}

function lastOf<T>(host: Host, source: Source<T>): Found<T> {
  const items = iterate(source);
  const known = direct(items);
  if (known !== undefined) return known.length === 0 ? undefined : { value: known[known.length - 1] as T };
  let found: Found<T>;
  for (const value of items) {
    host.budget.step();
    found = { value };
  }
  return found;
}

function lastMatch<T>(source: Source<T>, predicate: Test<T>): Found<T> {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  let found: Found<T>;
  for (const value of items) if (fits(value)) found = { value };
  return found;
}

function singleOf<T>(source: Source<T>): Found<T> {
  let found: Found<T>;
  for (const value of iterate(source)) {
    if (found !== undefined) invalidOperation('Sequence contains more than one element');
    found = { value };
  }
  return found;
}

function singleMatch<T>(source: Source<T>, predicate: Test<T>): Found<T> {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  let found: Found<T>;
  for (const value of items) {
    if (!fits(value)) continue;
    if (found !== undefined) invalidOperation('Sequence contains more than one matching element');
    found = { value };
  }
  return found;
}

function elementAt<T>(host: Host, source: Source<T>, index: number): Found<T> {
  const items = iterate(source);
  const known = direct(items);
  if (index < 0) return undefined;
  if (known !== undefined) return index < known.length ? { value: known[index] as T } : undefined;
  let left = index;
  for (const value of items) {
    host.budget.step();
    if (left-- === 0) return { value };
  }
  return undefined;
}

const orZero = <T>(type: RuntimeType, found: Found<T>): T => (found === undefined ? (type.zero as T) : found.value);

const outside = (): never => outOfRange('index', 'Index was out of range. Must be non-negative and less than the size of the collection.');

const generic = { typeArgs: true } as const;

/** Single items of sequences. */
export const elementRows = {
  first: member(
    'static TSource First<TSource>(this IEnumerable<TSource> source)',
    <T>(source: Source<T>): T => (firstOf(source) ?? noElements()).value,
    'The first item.',
  ),
  firstWhere: member(
    'static TSource First<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: Test<T>): T => (firstMatch(source, predicate) ?? noMatch()).value,
    'The first item that fits.',
  ),
  firstOrDefault: member(
    'static TSource FirstOrDefault<TSource>(this IEnumerable<TSource> source)',
    <T>(type: RuntimeType, source: Source<T>) => orZero(type, firstOf(source)),
    'The first item, or the default.',
    generic,
  ),
  firstOrDefaultWhere: member(
    'static TSource FirstOrDefault<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(type: RuntimeType, source: Source<T>, predicate: Test<T>) => orZero(type, firstMatch(source, predicate)),
    'The first item that fits, or the default.',
    generic,
  ),
  last: member(
    'static TSource Last<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, source: Source<T>): T => (lastOf(host, source) ?? noElements()).value,
    'The last item.',
    { host: true },
  ),
  lastWhere: member(
    'static TSource Last<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: Test<T>): T => (lastMatch(source, predicate) ?? noMatch()).value,
    'The last item that fits.',
  ),
  lastOrDefault: member(
    'static TSource LastOrDefault<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, type: RuntimeType, source: Source<T>) => orZero(type, lastOf(host, source)),
    'The last item, or the default.',
    { host: true, typeArgs: true },
  ),
  lastOrDefaultWhere: member(
    'static TSource LastOrDefault<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(type: RuntimeType, source: Source<T>, predicate: Test<T>) => orZero(type, lastMatch(source, predicate)),
    'The last item that fits, or the default.',
    generic,
  ),
  single: member(
    'static TSource Single<TSource>(this IEnumerable<TSource> source)',
    <T>(source: Source<T>): T => (singleOf(source) ?? noElements()).value,
    'The only item.',
  ),
  singleWhere: member(
    'static TSource Single<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: Test<T>): T => (singleMatch(source, predicate) ?? noMatch()).value,
    'The only item that fits.',
  ),
  singleOrDefault: member(
    'static TSource SingleOrDefault<TSource>(this IEnumerable<TSource> source)',
    <T>(type: RuntimeType, source: Source<T>) => orZero(type, singleOf(source)),
    'The only item, or the default when there is none.',
    generic,
  ),
  singleOrDefaultWhere: member(
    'static TSource SingleOrDefault<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(type: RuntimeType, source: Source<T>, predicate: Test<T>) => orZero(type, singleMatch(source, predicate)),
    'The only item that fits, or the default when there is none.',
    generic,
  ),
  elementAt: member(
    'static TSource ElementAt<TSource>(this IEnumerable<TSource> source, int index)',
    <T>(host: Host, source: Source<T>, index: number): T => (elementAt(host, source, index) ?? outside()).value,
    'The item at a place.',
    { host: true },
  ),
  elementAtOrDefault: member(
    'static TSource ElementAtOrDefault<TSource>(this IEnumerable<TSource> source, int index)',
    <T>(host: Host, type: RuntimeType, source: Source<T>, index: number) => orZero(type, elementAt(host, source, index)),
    'The item at a place, or the default.',
    { host: true, typeArgs: true },
  ),
};
