import { compare } from '../compare.ts';
import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { hash } from '../hash.ts';
import type { Tuple } from '../values/tuple.ts';

/** Members of `(A, B)`; its elements are fields of the language. */
function valueTuple(size: number) {
  const names = Array.from({ length: size }, (_, i) => `T${i + 1}`).join(', ');
  return dotnetType(`struct System.ValueTuple<${names}> : IComparable`, 'Several values as one.', {
    compareTo: member(
      `int CompareTo(${size > 1 ? `(${names})` : 'object'} other)`,
      (tuple: Tuple, other: unknown) => compare(tuple, other),
      'Orders by the elements, the first first.',
    ),
    equals: member('bool Equals(object obj)', (tuple: Tuple, other: unknown) => equals(tuple, other), 'Whether all elements are equal.'),
    equalsTuple: member(
      `bool Equals(${size > 1 ? `(${names})` : 'object'} other)`,
      (tuple: Tuple, other: unknown) => equals(tuple, other),
      'Whether all elements are equal.',
    ),
    getHashCode: member('int GetHashCode()', (tuple: Tuple) => hash(tuple), 'A number that equal tuples share.'),
    toString: member('string ToString()', (tuple: Tuple) => tuple.toString(), 'The elements in parentheses.'),
  });
}

export const ValueTuple2_ = valueTuple(2);
export const ValueTuple3_ = valueTuple(3);
export const ValueTuple4_ = valueTuple(4);
export const ValueTuple5_ = valueTuple(5);
export const ValueTuple6_ = valueTuple(6);
export const ValueTuple7_ = valueTuple(7);
