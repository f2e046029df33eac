import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType, type Typed } from '../values.ts';

/** The sequence that a local function with `yield` returns: each loop over it runs the function's body anew. */
export function sequence<T>(type: RuntimeType, run: () => Iterator<T>): Iterable<T> & Typed {
  return {
    [Symbol.iterator]: run,
    [netType]: runtimeType('System.Collections.Generic.IEnumerable`1', null, [type]),
  };
}
