import type { Comparer } from '../collections/equality.ts';
import { member } from '../define.ts';
import { type KeyOf, type Ordered, orderBy, thenBy } from './order.ts';

type Source<T> = Iterable<T> | null;

/** Sorting. */
export const orderRows = {
  orderBy: member(
    'static IOrderedEnumerable<TSource> OrderBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector)',
    <T, K>(source: Source<T>, key: KeyOf<T, K>) => orderBy(source, key, null, 1),
    'The items, sorted by a key.',
  ),
  orderByComparer: member(
    'static IOrderedEnumerable<TSource> OrderBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey> comparer)',
    <T, K>(source: Source<T>, key: KeyOf<T, K>, comparer: Comparer | null) => orderBy(source, key, comparer, 1),
    'The items, sorted by a key.',
  ),
  orderByDescending: member(
    'static IOrderedEnumerable<TSource> OrderByDescending<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector)',
    <T, K>(source: Source<T>, key: KeyOf<T, K>) => orderBy(source, key, null, -1),
    'The items, sorted by a key, the largest first.',
  ),
  orderByDescendingComparer: member(
    'static IOrderedEnumerable<TSource> OrderByDescending<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey> comparer)',
    <T, K>(source: Source<T>, key: KeyOf<T, K>, comparer: Comparer | null) => orderBy(source, key, comparer, -1),
    'The items, sorted by a key, the largest first.',
  ),
  thenBy: member(
    'static IOrderedEnumerable<TSource> ThenBy<TSource, TKey>(this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector)',
    <T, K>(source: Ordered<T> | null, key: KeyOf<T, K>) => thenBy(source, key, null, 1),
    'Sorts equal items by a further key.',
  ),
  thenByComparer: member(
    'static IOrderedEnumerable<TSource> ThenBy<TSource, TKey>(this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey> comparer)',
    <T, K>(source: Ordered<T> | null, key: KeyOf<T, K>, comparer: Comparer | null) => thenBy(source, key, comparer, 1),
    'Sorts equal items by a further key.',
  ),
  thenByDescending: member(
    'static IOrderedEnumerable<TSource> ThenByDescending<TSource, TKey>(this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector)',
    <T, K>(source: Ordered<T> | null, key: KeyOf<T, K>) => thenBy(source, key, null, -1),
    'Sorts equal items by a further key, the largest first.',
  ),
  thenByDescendingComparer: member(
    'static IOrderedEnumerable<TSource> ThenByDescending<TSource, TKey>(this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey> comparer)',
    <T, K>(source: Ordered<T> | null, key: KeyOf<T, K>, comparer: Comparer | null) => thenBy(source, key, comparer, -1),
    'Sorts equal items by a further key, the largest first.',
  ),
};
