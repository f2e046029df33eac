import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { hash, textHash } from '../hash.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { type Comparer, defaultComparer } from './equality.ts';

type Comparison = ((a: never, b: never) => number) | null;

/** A comparer that orders as a function says. */
function fromComparison(_type: RuntimeType, comparison: Comparison): Comparer {
  const order = required(comparison, 'comparison') as (a: unknown, b: unknown) => number;
  return { ...defaultComparer, compare: order };
}

const compareRow = member('int Compare(T x, T y)', <T>(comparer: Comparer, a: T, b: T) => comparer.compare(a, b), 'Orders two values.');
const equalsRow = member(
  'bool Equals(T x, T y)',
  <T>(comparer: Comparer, a: T, b: T) => comparer.equals(a, b),
  'Whether two values are equal.',
);
const hashRow = member(
  'int GetHashCode(T obj)',
  <T>(comparer: Comparer, value: T) => {
    const key = comparer.key(value);
    return typeof key === 'string' ? textHash(key) : hash(key);
  },
  'A number that equal values share.',
);

export const IComparer_ = dotnetType('interface System.Collections.Generic.IComparer<T>', 'An order.', { compare: compareRow });

export const IEqualityComparer_ = dotnetType('interface System.Collections.Generic.IEqualityComparer<T>', 'An idea of equality.', {
  equals: equalsRow,
  getHashCode: hashRow,
});

export const Comparer_ = dotnetType('abstract class System.Collections.Generic.Comparer<T> : IComparer<T>', 'The usual order of a type.', {
  default: member('static Comparer<T> Default { get; }', (_type: RuntimeType): Comparer => defaultComparer, 'The usual order.', {
    typeArgs: true,
  }),
  create: member('static Comparer<T> Create(Comparison<T> comparison)', fromComparison, 'The order of a function.', { typeArgs: true }),
  compare: compareRow,
});

export const EqualityComparer_ = dotnetType(
  'abstract class System.Collections.Generic.EqualityComparer<T> : IEqualityComparer<T>',
  'The usual equality of a type.',
  {
    default: member(
      'static EqualityComparer<T> Default { get; }',
      (_type: RuntimeType): Comparer => defaultComparer,
      'The usual equality.',
      { typeArgs: true },
    ),
    equals: equalsRow,
    getHashCode: hashRow,
  },
);
