import type { Host } from '../../host.ts';
import { castObject, toObject } from '../cast.ts';
import { member } from '../define.ts';
import { elementTypeOf } from '../element-type.ts';
import { required } from '../failures.ts';
import { isInstance } from '../is-instance.ts';
import { iterate } from '../iterate.ts';
import { type RuntimeType, runtimeType, sameType } from '../runtime-type.ts';
import { valueTupleType } from '../system/Tuple.ts';
import { Tuple } from '../values/tuple.ts';
import { Sequence } from './sequence.ts';

type Source<T> = Iterable<T> | null;
type Fn<A extends unknown[], R> = ((...args: A) => R) | null;

function select<T, R>(source: Source<T>, selector: Fn<[item: T, index: number], R>): Iterable<R> {
  const items = iterate(source);
  const make = required(selector, 'selector');
  return new Sequence(function* () {
    let index = 0;
    for (const item of items) yield make(item, index++);
  });
}

function where<T>(source: Source<T>, predicate: Fn<[item: T, index: number], boolean>): Iterable<T> {
  const items = iterate(source);
  const fits = required(predicate, 'predicate');
  return new Sequence(function* () {
    let index = 0;
    for (const item of items) if (fits(item, index++)) yield item;
  });
}

function selectMany<T, R>(source: Source<T>, selector: Fn<[item: T, index: number], Source<R>>): Iterable<R> {
  const items = iterate(source);
  const make = required(selector, 'selector');
  return new Sequence(function* () {
    let index = 0;
    for (const item of items) yield* iterate(make(item, index++));
  });
}

function selectManyWith<T, C, R>(
  source: Source<T>,
  collection: Fn<[item: T, index: number], Source<C>>,
  result: Fn<[item: T, inner: C], R>,
): Iterable<R> {
  const items = iterate(source);
  const inner = required(collection, 'collectionSelector');
  const make = required(result, 'resultSelector');
  return new Sequence(function* () {
    let index = 0;
    for (const item of items) for (const other of iterate(inner(item, index++))) yield make(item, other);
  });
}

/** Items of a value type are in no box; as objects they need one before they can be asked for their type. */
function cast<T>(type: RuntimeType, source: Source<unknown>): Iterable<T> {
  const items = iterate(source);
  const from = elementTypeOf(source);
  // A sequence that is one of that type already is handed back; items of a value type are no objects yet.
  const isBare = from === undefined || from.zero === null || sameType(from, type);
  if (isBare && isInstance(source, runtimeType('System.Collections.Generic.IEnumerable`1', null, [type]))) return items as Iterable<T>;
  return new Sequence(function* () {
    for (const item of items) {
      const value = castObject(toObject(item, from), type);
      yield (type.name === 'System.Object' ? toObject(item, from) : value) as T;
    }
  }, type);
}

function ofType<T>(type: RuntimeType, source: Source<unknown>): Iterable<T> {
  const items = iterate(source);
  const from = elementTypeOf(source);
  return new Sequence(function* () {
    for (const item of items) {
      const value = toObject(item, from);
      if (isInstance(value, type)) yield castObject(value, type) as T;
    }
  }, type);
}

function zip<A, B, R>(first: Source<A>, second: Source<B>, result: Fn<[a: A, b: B], R>): Iterable<R> {
  const left = iterate(first, 'first');
  const right = iterate(second, 'second');
  const make = required(result, 'resultSelector');
  return new Sequence(function* () {
    const others = right[Symbol.iterator]();
    for (const item of left) {
      const other = others.next();
      if (other.done === true) return;
      yield make(item, other.value);
    }
  });
}

function zipTuples<A, B>(first: RuntimeType, second: RuntimeType, left: Source<A>, right: Source<B>): Iterable<Tuple> {
  const type = valueTupleType([first, second]);
  return zip(left, right, (a, b) => new Tuple(type, [a, b]));
}

function concat<T>(first: Source<T>, second: Source<T>): Iterable<T> {
  const left = iterate(first, 'first');
  const right = iterate(second, 'second');
  return new Sequence(function* () {
    yield* left;
    yield* right;
  });
}

function append<T>(source: Source<T>, item: T): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    yield* items;
    yield item;
  });
}

function prepend<T>(source: Source<T>, item: T): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    yield item;
    yield* items;
  });
}

function defaultIfEmpty<T>(source: Source<T>, item: T): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    let empty = true;
    for (const found of items) {
      empty = false;
      yield found;
    }
    if (empty) yield item;
  });
}

function reverse<T>(host: Host, source: Source<T>): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    const all = [...items];
    host.budget.allocate(all.length);
    for (let i = all.length - 1; i >= 0; i--) yield all[i] as T;
  });
}

const generic = { typeArgs: true } as const;

/** Sequences made of sequences, item by item. */
export const projectRows = {
  select: member(
    'static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)',
    <T, R>(source: Source<T>, selector: Fn<[item: T], R>) => select(source, selector),
    'What each item becomes.',
  ),
  selectIndexed: member(
    'static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)',
    select,
    'What each item with its place becomes.',
  ),
  where: member(
    'static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
    <T>(source: Source<T>, predicate: Fn<[item: T], boolean>) => where(source, predicate),
    'The items that fit.',
  ),
  whereIndexed: member(
    'static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, int, bool> predicate)',
    where,
    'The items that fit, by item and place.',
  ),
  selectMany: member(
    'static IEnumerable<TResult> SelectMany<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, IEnumerable<TResult>> selector)',
    <T, R>(source: Source<T>, selector: Fn<[item: T], Source<R>>) => selectMany(source, selector),
    'The sequences that the items become, one after the other.',
  ),
  selectManyIndexed: member(
    'static IEnumerable<TResult> SelectMany<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, IEnumerable<TResult>> selector)',
    selectMany,
    'The sequences that the items with their places become, one after the other.',
  ),
  selectManyWith: member(
    'static IEnumerable<TResult> SelectMany<TSource, TCollection, TResult>(this IEnumerable<TSource> source, Func<TSource, IEnumerable<TCollection>> collectionSelector, Func<TSource, TCollection, TResult> resultSelector)',
    <T, C, R>(source: Source<T>, collection: Fn<[item: T], Source<C>>, result: Fn<[item: T, inner: C], R>) =>
      selectManyWith(source, collection, result),
    'What each item becomes with each of its own items.',
  ),
  selectManyWithIndexed: member(
    'static IEnumerable<TResult> SelectMany<TSource, TCollection, TResult>(this IEnumerable<TSource> source, Func<TSource, int, IEnumerable<TCollection>> collectionSelector, Func<TSource, TCollection, TResult> resultSelector)',
    selectManyWith,
    'What each item becomes with each of its own items.',
  ),
  cast: member(
    'static IEnumerable<TResult> Cast<TResult>(this System.Collections.IEnumerable source)',
    cast,
    'The items as another type; one that is not fails.',
    generic,
  ),
  ofType: member(
    'static IEnumerable<TResult> OfType<TResult>(this System.Collections.IEnumerable source)',
    ofType,
    'The items that are of a type.',
    generic,
  ),
  zip: member(
    'static IEnumerable<TResult> Zip<TFirst, TSecond, TResult>(this IEnumerable<TFirst> first, IEnumerable<TSecond> second, Func<TFirst, TSecond, TResult> resultSelector)',
    zip,
    'What the items of two sequences become in pairs.',
  ),
  zipTuples: member(
    'static IEnumerable<(TFirst First, TSecond Second)> Zip<TFirst, TSecond>(this IEnumerable<TFirst> first, IEnumerable<TSecond> second)',
    zipTuples,
    'The items of two sequences in pairs.',
    generic,
  ),
  concat: member(
    'static IEnumerable<TSource> Concat<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second)',
    concat,
    'One sequence after the other.',
  ),
  append: member(
    'static IEnumerable<TSource> Append<TSource>(this IEnumerable<TSource> source, TSource element)',
    append,
    'The sequence with an item at its end.',
  ),
  prepend: member(
    'static IEnumerable<TSource> Prepend<TSource>(this IEnumerable<TSource> source, TSource element)',
    prepend,
    'The sequence with an item at its start.',
  ),
  defaultIfEmpty: member(
    'static IEnumerable<TSource> DefaultIfEmpty<TSource>(this IEnumerable<TSource> source)',
    <T>(type: RuntimeType, source: Source<T>) => defaultIfEmpty(source, type.zero as T),
    'The sequence, or the default when it is empty.',
    generic,
  ),
  defaultIfEmptyWith: member(
    'static IEnumerable<TSource> DefaultIfEmpty<TSource>(this IEnumerable<TSource> source, TSource defaultValue)',
    defaultIfEmpty,
    'The sequence, or an item when it is empty.',
  ),
  reverse: member(
    'static IEnumerable<TSource> Reverse<TSource>(this IEnumerable<TSource> source)',
    reverse,
    'The items from the last to the first.',
    { host: true },
  ),
  asEnumerable: member(
    'static IEnumerable<TSource> AsEnumerable<TSource>(this IEnumerable<TSource> source)',
    <T>(source: Source<T>) => source,
    'The sequence itself.',
  ),
};
