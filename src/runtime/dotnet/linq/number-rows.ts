import type { Host } from '../../host.ts';
import { compare } from '../compare.ts';
import { member } from '../define.ts';
import { invalidOperation, overflow, required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { Decimal } from '../values/decimal.ts';

type Source<T> = Iterable<T> | null;
type Selector<T, N> = ((item: T) => N) | null;

/** What a number type needs for sums and averages. */
interface Arithmetic<N, A> {
  readonly zero: N;
  readonly add: (sum: N, value: N) => N;
  /** `sum / count`. */
  readonly average: (sum: N, count: number) => A;
}

const checkedInt = (sum: number, value: number): number => {
  const result = sum + value;
  return result > 2147483647 || result < -2147483648 ? overflow() : result;
};

const checkedLong = (sum: bigint, value: bigint): bigint => {
  const result = sum + value;
  return BigInt.asIntN(64, result) === result ? result : overflow();
};

const int: Arithmetic<number, number> = { zero: 0, add: checkedInt, average: (sum, count) => sum / count };
/** Averages of ints are summed as longs. */
const wideInt: Arithmetic<number, number> = { ...int, add: (sum, value) => sum + value };
const long: Arithmetic<bigint, number> = { zero: 0n, add: checkedLong, average: (sum, count) => Number(sum) / count };
const double: Arithmetic<number, number> = { zero: 0, add: (sum, value) => sum + value, average: (sum, count) => sum / count };
const decimal: Arithmetic<Decimal, Decimal> = {
  zero: Decimal.zero,
  add: (sum, value) => sum.add(value),
  average: (sum, count) => sum.divide(Decimal.fromInteger(count)),
};

function sum<N>(host: Host, of: Arithmetic<N, unknown>, source: Source<N | null>): N {
  let total = of.zero;
  for (const value of iterate(source)) {
    host.budget.step();
    if (value !== null) total = of.add(total, value);
  }
  return total;
}

/** Undefined when there is nothing to average. */
function averageOf<N, A>(host: Host, of: Arithmetic<N, A>, source: Source<N | null>): A | undefined {
  let total = of.zero;
  let count = 0;
  for (const value of iterate(source)) {
    host.budget.step();
    if (value === null) continue;
    total = of.add(total, value);
    count++;
  }
  return count === 0 ? undefined : of.average(total, count);
}

const noElements = (): never => invalidOperation('Sequence contains no elements');

/** What each item becomes, without keeping it. */
function* mapped<T, N>(source: Source<T>, selector: Selector<T, N>): IterableIterator<N> {
  const make = required(selector, 'selector');
  for (const item of iterate(source)) yield make(item);
}

const whole = { host: true } as const;

/** Sum and Average of one number type; `cast` brings the result to the type's precision. */
function arithmeticRows<P extends string, N, A>(
  name: P,
  keyword: string,
  averageKeyword: string,
  of: Arithmetic<N, A>,
  averageOver: Arithmetic<N, A>,
  cast: (value: N) => N,
  castAverage: (value: A) => A,
) {
  const sumDoc = 'The sum.';
  const averageDoc = 'The average.';
  const total = (host: Host, source: Source<N | null>): N => cast(sum(host, of, source));
  const mean = (host: Host, source: Source<N | null>): A | undefined => {
    const found = averageOf(host, averageOver, source);
    return found === undefined ? undefined : castAverage(found);
  };
  const rows = {
    sum: member(
      `static ${keyword} Sum(this IEnumerable<${keyword}> source)`,
      (host: Host, source: Source<N>) => total(host, source),
      sumDoc,
      whole,
    ),
    sumNullable: member(
      `static ${keyword}? Sum(this IEnumerable<${keyword}?> source)`,
      (host: Host, source: Source<N | null>): N | null => total(host, source),
      sumDoc,
      whole,
    ),
    sumOf: member(
      `static ${keyword} Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, ${keyword}> selector)`,
      <T>(host: Host, source: Source<T>, selector: Selector<T, N>) => total(host, mapped(source, selector)),
      sumDoc,
      whole,
    ),
    sumNullableOf: member(
      `static ${keyword}? Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, ${keyword}?> selector)`,
      <T>(host: Host, source: Source<T>, selector: Selector<T, N | null>): N | null => total(host, mapped(source, selector)),
      sumDoc,
      whole,
    ),
    average: member(
      `static ${averageKeyword} Average(this IEnumerable<${keyword}> source)`,
      (host: Host, source: Source<N>): A => mean(host, source) ?? noElements(),
      averageDoc,
      whole,
    ),
    averageNullable: member(
      `static ${averageKeyword}? Average(this IEnumerable<${keyword}?> source)`,
      (host: Host, source: Source<N | null>): A | null => mean(host, source) ?? null,
      averageDoc,
      whole,
    ),
    averageOf: member(
      `static ${averageKeyword} Average<TSource>(this IEnumerable<TSource> source, Func<TSource, ${keyword}> selector)`,
      <T>(host: Host, source: Source<T>, selector: Selector<T, N>): A => mean(host, mapped(source, selector)) ?? noElements(),
      averageDoc,
      whole,
    ),
    averageNullableOf: member(
      `static ${averageKeyword}? Average<TSource>(this IEnumerable<TSource> source, Func<TSource, ${keyword}?> selector)`,
      <T>(host: Host, source: Source<T>, selector: Selector<T, N | null>): A | null => mean(host, mapped(source, selector)) ?? null,
      averageDoc,
      whole,
    ),
  };
  type Rows = typeof rows;
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [`${key}${name}`, row])) as {
    readonly [K in keyof Rows & string as `${K}${P}`]: Rows[K];
  };
}

/** The largest or smallest value that is not null; NaN is smaller than everything. */
function extreme<N>(host: Host, source: Source<N | null>, direction: 1 | -1): N | undefined {
  let found: { value: N } | undefined;
  for (const value of iterate(source)) {
    host.budget.step();
    if (value === null || value === undefined) continue;
    if (found === undefined || compare(value, found.value) * direction > 0) found = { value };
  }
  return found?.value;
}

function extremeRows<P extends string>(suffix: P, name: 'Max' | 'Min', direction: 1 | -1, keyword: string) {
  const doc = name === 'Max' ? 'The largest value.' : 'The smallest value.';
  const rows = {
    plain: member(
      `static ${keyword} ${name}(this IEnumerable<${keyword}> source)`,
      <N>(host: Host, source: Source<N>): N => extreme<N>(host, source, direction) ?? noElements(),
      doc,
      whole,
    ),
    nullable: member(
      `static ${keyword}? ${name}(this IEnumerable<${keyword}?> source)`,
      <N>(host: Host, source: Source<N | null>): N | null => extreme<N>(host, source, direction) ?? null,
      doc,
      whole,
    ),
    of: member(
      `static ${keyword} ${name}<TSource>(this IEnumerable<TSource> source, Func<TSource, ${keyword}> selector)`,
      <T, N>(host: Host, source: Source<T>, selector: Selector<T, N>): N =>
        extreme<N>(host, mapped(source, selector), direction) ?? noElements(),
      doc,
      whole,
    ),
    nullableOf: member(
      `static ${keyword}? ${name}<TSource>(this IEnumerable<TSource> source, Func<TSource, ${keyword}?> selector)`,
      <T, N>(host: Host, source: Source<T>, selector: Selector<T, N | null>): N | null =>
        extreme<N>(host, mapped(source, selector), direction) ?? null,
      doc,
      whole,
    ),
  };
  type Rows = typeof rows;
  const named = Object.entries(rows).map(([key, row]) => [`${suffix}${(key[0] ?? '').toUpperCase()}${key.slice(1)}`, row]);
  return Object.fromEntries(named) as { readonly [K in keyof Rows & string as `${P}${Capitalize<K>}`]: Rows[K] };
}

/** Of any type that has an order: null or an exception when there is nothing. */
function extremeOf<T>(host: Host, type: RuntimeType, source: Source<T>, direction: 1 | -1): T {
  return extreme<T>(host, source, direction) ?? (type.zero === null ? (null as T) : noElements());
}

const both = { host: true, typeArgs: true } as const;
const same = <V>(value: V): V => value;

/** Sums, averages and extremes. */
export const numberRows = {
  ...arithmeticRows('Int32', 'int', 'double', int, wideInt, same, same),
  ...arithmeticRows('Int64', 'long', 'double', long, long, same, same),
  ...arithmeticRows('Single', 'float', 'float', double, double, Math.fround, Math.fround),
  ...arithmeticRows('Double', 'double', 'double', double, double, same, same),
  ...arithmeticRows('Decimal', 'decimal', 'decimal', decimal, decimal, same, same),
  ...extremeRows('maxInt32', 'Max', 1, 'int'),
  ...extremeRows('maxInt64', 'Max', 1, 'long'),
  ...extremeRows('maxSingle', 'Max', 1, 'float'),
  ...extremeRows('maxDouble', 'Max', 1, 'double'),
  ...extremeRows('maxDecimal', 'Max', 1, 'decimal'),
  ...extremeRows('minInt32', 'Min', -1, 'int'),
  ...extremeRows('minInt64', 'Min', -1, 'long'),
  ...extremeRows('minSingle', 'Min', -1, 'float'),
  ...extremeRows('minDouble', 'Min', -1, 'double'),
  ...extremeRows('minDecimal', 'Min', -1, 'decimal'),
  max: member(
    'static TSource Max<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, type: RuntimeType, source: Source<T>) => extremeOf(host, type, source, 1),
    'The largest value.',
    both,
  ),
  maxOf: member(
    'static TResult Max<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)',
    <T, R>(host: Host, _from: RuntimeType, type: RuntimeType, source: Source<T>, selector: Selector<T, R>) =>
      extremeOf(host, type, mapped(source, selector), 1),
    'The largest value.',
    both,
  ),
  min: member(
    'static TSource Min<TSource>(this IEnumerable<TSource> source)',
    <T>(host: Host, type: RuntimeType, source: Source<T>) => extremeOf(host, type, source, -1),
    'The smallest value.',
    both,
  ),
  minOf: member(
    'static TResult Min<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)',
    <T, R>(host: Host, _from: RuntimeType, type: RuntimeType, source: Source<T>, selector: Selector<T, R>) =>
      extremeOf(host, type, mapped(source, selector), -1),
    'The smallest value.',
    both,
  ),
};
