import type { Comparer } from '../collections/equality.ts';
import { member } from '../define.ts';
import { required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { OBJECT } from '../types.ts';
import { type Grouping, Lookup } from './lookup.ts';
import { Sequence } from './sequence.ts';

type Source<T> = Iterable<T> | null;
type Fn<A extends unknown[], R> = ((...args: A) => R) | null;

/** A key selector and an element selector, checked. */
interface Plan<T, K, E> {
  readonly items: Iterable<T>;
  readonly key: (item: T) => K;
  readonly element: (item: T) => E;
  readonly keyType: RuntimeType;
  readonly type: RuntimeType;
  readonly comparer: Comparer | null;
}

const itself = <T>(item: T): T => item;

function plan<T, K, E>(
  keyType: RuntimeType,
  type: RuntimeType,
  source: Source<T>,
  key: Fn<[T], K>,
  element: Fn<[T], E>,
  comparer: Comparer | null,
): Plan<T, K, E> {
  return {
    items: iterate(source),
    key: required(key, 'keySelector'),
    element: required(element, 'elementSelector'),
    keyType,
    type,
    comparer,
  };
}

function build<T, K, E>({ items, key, element, keyType, type, comparer }: Plan<T, K, E>): Lookup<K, E> {
  const lookup = new Lookup<K, E>(keyType, type, comparer);
  for (const item of items) lookup.add(key(item), element(item));
  return lookup;
}

const groups = <T, K, E>(of: Plan<T, K, E>): Iterable<Grouping<K, E>> =>
  new Sequence(function* () {
    yield* build(of);
  });

function results<T, K, E, R>(of: Plan<T, K, E>, result: Fn<[key: K, items: Iterable<E>], R>): Iterable<R> {
  const make = required(result, 'resultSelector');
  return new Sequence(function* () {
    for (const group of build(of)) yield make(group.key, group);
  });
}

function join<O, I, K, R>(
  outer: Source<O>,
  inner: Source<I>,
  outerKey: Fn<[O], K>,
  innerKey: Fn<[I], K>,
  result: Fn<[O, I], R>,
  comparer: Comparer | null,
): Iterable<R> {
  const left = iterate(outer, 'outer');
  const right = plan(OBJECT, OBJECT, inner, innerKey, itself<I>, comparer);
  const keyOf = required(outerKey, 'outerKeySelector');
  const make = required(result, 'resultSelector');
  return new Sequence(function* () {
    const lookup = build(right);
    for (const item of left) {
      const key = keyOf(item);
      if (key !== null) for (const other of lookup.of(key)) yield make(item, other);
    }
  });
}

function groupJoin<O, I, K, R>(
  outer: Source<O>,
  inner: Source<I>,
  outerKey: Fn<[O], K>,
  innerKey: Fn<[I], K>,
  result: Fn<[O, Iterable<I>], R>,
  comparer: Comparer | null,
): Iterable<R> {
  const left = iterate(outer, 'outer');
  const right = plan(OBJECT, OBJECT, inner, innerKey, itself<I>, comparer);
  const keyOf = required(outerKey, 'outerKeySelector');
  const make = required(result, 'resultSelector');
  return new Sequence(function* () {
    const lookup = build(right);
    for (const item of left) yield make(item, lookup.of(keyOf(item)));
  });
}

const generic = { typeArgs: true } as const;
const groupHead = 'this IEnumerable<TSource> source, Func<TSource, TKey> keySelector';
const grouped = 'static IEnumerable<IGrouping<TKey, TSource>> GroupBy<TSource, TKey>';

/** Groups and joins. */
export const groupRows = {
  groupBy: member(
    `${grouped}(${groupHead})`,
    <T, K>(type: RuntimeType, keyType: RuntimeType, source: Source<T>, key: Fn<[T], K>) =>
      groups(plan(keyType, type, source, key, itself<T>, null)),
    'The items, grouped by a key.',
    generic,
  ),
  groupByComparer: member(
    `${grouped}(${groupHead}, IEqualityComparer<TKey> comparer)`,
    <T, K>(type: RuntimeType, keyType: RuntimeType, source: Source<T>, key: Fn<[T], K>, comparer: Comparer | null) =>
      groups(plan(keyType, type, source, key, itself<T>, comparer)),
    'The items, grouped by a key.',
    generic,
  ),
  groupByElement: member(
    `static IEnumerable<IGrouping<TKey, TElement>> GroupBy<TSource, TKey, TElement>(${groupHead}, Func<TSource, TElement> elementSelector)`,
    <T, K, E>(_source: RuntimeType, keyType: RuntimeType, type: RuntimeType, source: Source<T>, key: Fn<[T], K>, element: Fn<[T], E>) =>
      groups(plan(keyType, type, source, key, element, null)),
    'What the items become, grouped by a key.',
    generic,
  ),
  groupByElementComparer: member(
    `static IEnumerable<IGrouping<TKey, TElement>> GroupBy<TSource, TKey, TElement>(${groupHead}, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey> comparer)`,
    <T, K, E>(
      _source: RuntimeType,
      keyType: RuntimeType,
      type: RuntimeType,
      source: Source<T>,
      key: Fn<[T], K>,
      element: Fn<[T], E>,
      comparer: Comparer | null,
    ) => groups(plan(keyType, type, source, key, element, comparer)),
    'What the items become, grouped by a key.',
    generic,
  ),
  groupByResult: member(
    `static IEnumerable<TResult> GroupBy<TSource, TKey, TResult>(${groupHead}, Func<TKey, IEnumerable<TSource>, TResult> resultSelector)`,
    <T, K, R>(
      type: RuntimeType,
      keyType: RuntimeType,
      _result: RuntimeType,
      source: Source<T>,
      key: Fn<[T], K>,
      result: Fn<[key: K, items: Iterable<T>], R>,
    ) => results(plan(keyType, type, source, key, itself<T>, null), result),
    'What each key with its items becomes.',
    generic,
  ),
  groupByResultComparer: member(
    `static IEnumerable<TResult> GroupBy<TSource, TKey, TResult>(${groupHead}, Func<TKey, IEnumerable<TSource>, TResult> resultSelector, IEqualityComparer<TKey> comparer)`,
    <T, K, R>(
      type: RuntimeType,
      keyType: RuntimeType,
      _result: RuntimeType,
      source: Source<T>,
      key: Fn<[T], K>,
      result: Fn<[key: K, items: Iterable<T>], R>,
      comparer: Comparer | null,
    ) => results(plan(keyType, type, source, key, itself<T>, comparer), result),
    'What each key with its items becomes.',
    generic,
  ),
  groupByElementResult: member(
    `static IEnumerable<TResult> GroupBy<TSource, TKey, TElement, TResult>(${groupHead}, Func<TSource, TElement> elementSelector, Func<TKey, IEnumerable<TElement>, TResult> resultSelector)`,
    <T, K, E, R>(
      _source: RuntimeType,
      keyType: RuntimeType,
      type: RuntimeType,
      _result: RuntimeType,
      source: Source<T>,
      key: Fn<[T], K>,
      element: Fn<[T], E>,
      result: Fn<[key: K, items: Iterable<E>], R>,
    ) => results(plan(keyType, type, source, key, element, null), result),
    'What each key with its elements becomes.',
    generic,
  ),
  toLookup: member(
    `static ILookup<TKey, TSource> ToLookup<TSource, TKey>(${groupHead})`,
    <T, K>(type: RuntimeType, keyType: RuntimeType, source: Source<T>, key: Fn<[T], K>) =>
      build(plan(keyType, type, source, key, itself<T>, null)),
    'The items, to be looked up by a key.',
    generic,
  ),
  toLookupComparer: member(
    `static ILookup<TKey, TSource> ToLookup<TSource, TKey>(${groupHead}, IEqualityComparer<TKey> comparer)`,
    <T, K>(type: RuntimeType, keyType: RuntimeType, source: Source<T>, key: Fn<[T], K>, comparer: Comparer | null) =>
      build(plan(keyType, type, source, key, itself<T>, comparer)),
    'The items, to be looked up by a key.',
    generic,
  ),
  toLookupElement: member(
    `static ILookup<TKey, TElement> ToLookup<TSource, TKey, TElement>(${groupHead}, Func<TSource, TElement> elementSelector)`,
    <T, K, E>(_source: RuntimeType, keyType: RuntimeType, type: RuntimeType, source: Source<T>, key: Fn<[T], K>, element: Fn<[T], E>) =>
      build(plan(keyType, type, source, key, element, null)),
    'What the items become, to be looked up by a key.',
    generic,
  ),
  join: member(
    'static IEnumerable<TResult> Join<TOuter, TInner, TKey, TResult>(this IEnumerable<TOuter> outer, IEnumerable<TInner> inner, Func<TOuter, TKey> outerKeySelector, Func<TInner, TKey> innerKeySelector, Func<TOuter, TInner, TResult> resultSelector)',
    <O, I, K, R>(outer: Source<O>, inner: Source<I>, outerKey: Fn<[O], K>, innerKey: Fn<[I], K>, result: Fn<[O, I], R>) =>
      join(outer, inner, outerKey, innerKey, result, null),
    'What pairs of items with equal keys become.',
  ),
  joinComparer: member(
    'static IEnumerable<TResult> Join<TOuter, TInner, TKey, TResult>(this IEnumerable<TOuter> outer, IEnumerable<TInner> inner, Func<TOuter, TKey> outerKeySelector, Func<TInner, TKey> innerKeySelector, Func<TOuter, TInner, TResult> resultSelector, IEqualityComparer<TKey> comparer)',
    join,
    'What pairs of items with equal keys become.',
  ),
  groupJoin: member(
    'static IEnumerable<TResult> GroupJoin<TOuter, TInner, TKey, TResult>(this IEnumerable<TOuter> outer, IEnumerable<TInner> inner, Func<TOuter, TKey> outerKeySelector, Func<TInner, TKey> innerKeySelector, Func<TOuter, IEnumerable<TInner>, TResult> resultSelector)',
    <O, I, K, R>(outer: Source<O>, inner: Source<I>, outerKey: Fn<[O], K>, innerKey: Fn<[I], K>, result: Fn<[O, Iterable<I>], R>) =>
      groupJoin(outer, inner, outerKey, innerKey, result, null),
    'What each item with all items of an equal key becomes.',
  ),
};
