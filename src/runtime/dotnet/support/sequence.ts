import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { typeOf } from '../type-of.ts';
import { netType, type Typed } from '../values.ts';

/** The sequence that a local function with `yield` returns: each loop over it runs the function's body anew. */
export function sequence<T>(type: RuntimeType, run: () => Iterator<T>): Iterable<T> & Typed {
  return {
    [Symbol.iterator]: run,
    [netType]: runtimeType('System.Collections.Generic.IEnumerable`1', null, [type]),
  };
}

/** The types under which lazy sequences of ours go when nobody told them what their items are. */
const untold: ReadonlySet<string> = new Set(['System.Collections.Generic.IEnumerable`1', 'System.Linq.IOrderedEnumerable`1']);

/**
 * An `IEnumerable<T>` as object: its items take their type along, as boxed values do. What knows its items already (a list, an array)
 * stays itself.
 */
export function withItems(type: RuntimeType, value: Iterable<unknown> | null): Iterable<unknown> | null {
  if (value === null || typeof value !== 'object') return value;
  const { name, args } = typeOf(value);
  if (!untold.has(name) || args[0]?.name !== 'System.Object') return value;
  return {
    [Symbol.iterator]: () => value[Symbol.iterator](),
    [netType]: runtimeType(name, null, [type]),
  } as Iterable<unknown> & Typed;
}
