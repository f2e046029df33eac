import type { Host } from '../../host.ts';

// A delegate is any function; its parameters are the compiler's affair.
type Delegate = (...args: never[]) => unknown;

/** Where a delegate that calls several keeps them. */
const targets: unique symbol = Symbol('fedpass.targets');

interface Combined {
  readonly [targets]?: readonly Delegate[];
}

const targetsOf = (delegate: (Delegate & Combined) | null): readonly Delegate[] =>
  delegate === null ? [] : (delegate[targets] ?? [delegate]);

function made<F extends Delegate>(host: Host, list: readonly Delegate[]): F | null {
  const [first] = list;
  if (first === undefined) return null;
  if (list.length === 1) return first as F;
  host.budget.allocate(list.length);
  const delegate: Delegate = (...args) => {
    let result: unknown;
    for (const each of list) result = each(...args);
    return result;
  };
  return Object.defineProperty(delegate, targets, { value: list }) as F;
}

/** `a + b` of delegates: calls both, gives the result of the last. */
export const combine = <F extends Delegate>(host: Host, a: F | null, b: F | null): F | null =>
  made(host, [...targetsOf(a), ...targetsOf(b)]);

/** `a - b` of delegates: `a` without the last run of what `b` calls. */
export function remove<F extends Delegate>(host: Host, a: F | null, b: F | null): F | null {
  const [from, what] = [targetsOf(a), targetsOf(b)];
  if (what.length === 0) return a;
  host.budget.step(from.length);
  for (let at = from.length - what.length; at >= 0; at--)
    if (what.every((each, i) => from[at + i] === each)) return made(host, [...from.slice(0, at), ...from.slice(at + what.length)]);
  return a;
}
