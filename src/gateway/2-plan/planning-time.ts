import { createContext, Script } from 'node:vm';

/** An operation was not planned in time. */
export class PlanningTooLong extends Error {
  override readonly name = 'PlanningTooLong';
}

/**
 * Calls a function that plans, and ends it when that takes too long: then {@link PlanningTooLong} is thrown. What the function throws goes through. Planning
 * is one stretch of computing, in which the process serves nobody, and no measure of an operation foretells it: there are supergraphs in which the
 * planner of 2.14 goes in a circle over three fields (an interface object that requires fields, reached from another one), until it has no memory left.
 */
export function withinTime<T>(compute: () => T, ms: number): T {
  const room: { compute: () => void } = {
    compute: () => {
      result = { value: compute() };
    },
  };
  let result: { readonly value: T } | undefined;
  try {
    // V8 ends what runs in a script after its time, wherever it is by then.
    call.runInContext(createContext(room), { timeout: ms });
  } catch (error) {
    if (result === undefined && isTimeout(error)) throw new PlanningTooLong(`planning took longer than ${ms} ms`);
    throw error;
  }
  if (result === undefined) throw new Error('the script did not call the function');
  return result.value;
}

const call = new Script('compute()');

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
