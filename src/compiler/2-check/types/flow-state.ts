import type { Local } from './bound.ts';

/** What is known at one place of the code: whether it can be reached, and which variables have a value there. */
export interface State {
  readonly live: boolean;
  readonly assigned: ReadonlySet<Local>;
}

/** Code that nothing reaches; there everything counts as assigned. */
export const dead: State = { live: false, assigned: new Set() };

export const isAssigned = (state: State, local: Local): boolean => !state.live || state.assigned.has(local);

export function assign(state: State, local: Local): State {
  return !state.live || state.assigned.has(local) ? state : { live: true, assigned: new Set([...state.assigned, local]) };
}

/** What holds where two ways meet. */
export function join(a: State, b: State): State {
  if (!a.live) return b;
  if (!b.live || a === b) return a;
  return { live: true, assigned: new Set([...a.assigned].filter((local) => b.assigned.has(local))) };
}

/** `state`, and what `more` has assigned besides. */
export const withAssigned = (state: State, more: State): State =>
  state.live && more.live ? { live: true, assigned: new Set([...state.assigned, ...more.assigned]) } : state;
