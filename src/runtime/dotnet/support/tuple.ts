import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { Tuple } from '../values/tuple.ts';

/** The run-time type of `(A, B)`. Its default holds the defaults of the elements. */
export function tupleType(items: readonly RuntimeType[]): RuntimeType {
  const bare = runtimeType(`System.ValueTuple\`${items.length}`, null, items);
  return {
    ...bare,
    zero: new Tuple(
      bare,
      items.map((item) => item.zero),
    ),
  };
}

/** A copy of a tuple with one element changed: tuples are values, so no other variable may see the change. */
export function withItem(tuple: Tuple, index: number, value: unknown): Tuple {
  const items = [...tuple.items];
  items[index] = value;
  return new Tuple(tuple.type, items);
}

/** A tuple whose elements were converted one by one. */
export const convertTuple = (tuple: Tuple, type: RuntimeType, convert: (items: readonly unknown[]) => unknown[]): Tuple =>
  new Tuple(type, convert(tuple.items));
