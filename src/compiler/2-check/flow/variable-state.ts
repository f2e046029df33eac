import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';
import { conditionFacts } from './condition-facts.ts';
import { noOrigins, type Origins, union } from './origin.ts';
import { isPolicy, targetOf } from './structure.ts';
import type { Domain } from './walk.ts';
import { type VariableWrite, writesOf } from './writes.ts';
import { handsOnNull, valueOrigins, writtenValue } from './written-value.ts';

/** What is known of one variable at one place. */
export interface VariableFact {
  /** Whether it is there on every path. */
  readonly sure: boolean;
  /** The writes that may have given it its value. */
  readonly writes: readonly VariableWrite[];
  /** Where its value comes from. */
  readonly origins: Origins;
  /** What of the client's has a part in its host, should it be an address. */
  readonly host: Origins;
  /** Whether a failure may have left null in it, and nobody has looked yet. */
  readonly nullable: boolean;
  /** Conditions under which it was set, as written: under the same condition it is there again. */
  readonly under: ReadonlySet<string>;
}

/** What is known at one place of a document. */
export interface VariableState {
  readonly variables: ReadonlyMap<string, VariableFact>;
  /** Headers of the request that policies have certainly written, in lower case. */
  readonly headers: ReadonlyMap<string, Origins>;
  /** Whether documents that are not known may have set variables of their own. */
  readonly open: boolean;
  /** Whether a policy has validated the client's token. */
  readonly tokenChecked: 'yes' | 'no' | 'maybe';
}

export const nothingKnown = (open: boolean): VariableState => ({
  variables: new Map(),
  headers: new Map(),
  open,
  tokenChecked: 'no',
});

const checksToken: ReadonlySet<string> = new Set(['validate-jwt', 'validate-azure-ad-token']);

/** Which variables there are at each policy, what wrote them, and where their values come from. */
export function variableDomain(start: VariableState): Domain<VariableState> {
  return {
    start,
    join,
    after,
    afterUnknown: (state) => ({
      ...state,
      headers: new Map(),
      open: true,
      tokenChecked: state.tokenChecked === 'no' ? 'maybe' : state.tokenChecked,
    }),
    assume,
    leave,
  };
}

function after(state: VariableState, policy: ElementView): VariableState {
  let next = state;
  for (const element of policy.all()) {
    next = reading(next, element);
    const writes = writesOf(element);
    if (writes === 'unknown') next = { ...next, open: true };
    else for (const write of writes) next = written(next, write, state);
  }
  if (checksToken.has(policy.name)) next = { ...next, tokenChecked: 'yes' };
  return policy.name === 'set-header' && isPolicy(policy) ? headerWritten(next, policy) : next;
}

/** What was read by index and did not fail is there. */
function reading(state: VariableState, element: ElementView): VariableState {
  let next = state;
  for (const value of [...element.attributes.values(), ...element.texts]) {
    if (value.bound?.ok !== true) continue;
    for (const { name, how } of value.reads.reads) {
      const fact = next.variables.get(name);
      if (how === 'index' && fact !== undefined && !fact.sure) next = withFact(next, name, { ...fact, sure: true });
    }
  }
  return next;
}

function written(state: VariableState, write: VariableWrite, before: VariableState): VariableState {
  const known = state.variables.get(write.name);
  const { origins, host } = writtenValue(write, before);
  const fact: VariableFact = {
    sure: write.sure || known?.sure === true,
    writes: write.sure ? [write] : [...(known?.writes ?? []).filter((other) => other !== write), write],
    origins: write.sure ? origins : union(known?.origins ?? noOrigins, origins),
    host: write.sure ? host : union(known?.host ?? noOrigins, host),
    nullable: write.nullable || handsOnNull(write, origins, before),
    under: new Set(),
  };
  return withFact(state, write.name, fact);
}

function headerWritten(state: VariableState, policy: ElementView): VariableState {
  const name = policy.literal('name')?.toLowerCase();
  if (name === undefined || targetOf(policy).kind === 'response') return state;
  const headers = new Map(state.headers);
  const action = policy.literal('exists-action') ?? 'override';
  const origins = (): Origins =>
    policy.named('value').reduce<Origins>((all, { text }) => (text === undefined ? all : union(all, valueOrigins(text, state))), noOrigins);
  if (action === 'override') headers.set(name, origins());
  else if (action === 'delete') headers.set(name, noOrigins);
  else headers.delete(name);
  return { ...state, headers };
}

const withFact = (state: VariableState, name: string, fact: VariableFact): VariableState => withFacts(state, new Map([[name, fact]]));

const withFacts = (state: VariableState, facts: ReadonlyMap<string, VariableFact>): VariableState =>
  facts.size === 0 ? state : { ...state, variables: new Map([...state.variables, ...facts]) };

function join(a: VariableState, b: VariableState): VariableState {
  if (a === b) return a;
  const variables = new Map<string, VariableFact>();
  for (const [name, fact] of a.variables) variables.set(name, joinFacts(fact, b.variables.get(name)));
  for (const [name, fact] of b.variables) if (!a.variables.has(name)) variables.set(name, joinFacts(fact, undefined));
  const headers = new Map<string, Origins>();
  for (const [name, origins] of a.headers) {
    const other = b.headers.get(name);
    if (other !== undefined) headers.set(name, union(origins, other));
  }
  return {
    variables,
    headers,
    open: a.open || b.open,
    tokenChecked: a.tokenChecked === b.tokenChecked ? a.tokenChecked : 'maybe',
  };
}

function joinFacts(a: VariableFact, b: VariableFact | undefined): VariableFact {
  if (b === undefined) return a.sure ? { ...a, sure: false } : a;
  if (a === b) return a;
  return {
    sure: a.sure && b.sure,
    writes: [...a.writes, ...b.writes.filter((write) => !a.writes.includes(write))],
    origins: union(a.origins, b.origins),
    host: union(a.host, b.host),
    nullable: a.nullable || b.nullable,
    under: b.under.size === 0 ? a.under : new Set([...a.under, ...b.under]),
  };
}

function assume(state: VariableState, condition: ValueView, truth: boolean): VariableState {
  const { present, notNull } = conditionFacts(condition, truth);
  const key = keyOf(condition);
  // What was read by index and did not fail is there. Whoever asks whether a variable is there has thought of both answers, also where
  // the question is part of a longer one.
  const indexed = new Set(condition.reads.reads.filter(({ how }) => how === 'index' || how === 'test').map(({ name }) => name));
  const changed = new Map<string, VariableFact>();
  for (const [name, fact] of state.variables) {
    const sure = fact.sure || present.has(name) || indexed.has(name) || (truth && fact.under.has(key));
    const nullable = fact.nullable && !notNull.has(name);
    if (sure !== fact.sure || nullable !== fact.nullable) changed.set(name, { ...fact, sure, nullable });
  }
  // A variable of a document that is not known, or of another branch: it is there, whoever set it.
  for (const name of present)
    if (!state.variables.has(name))
      changed.set(name, { sure: true, writes: [], origins: noOrigins, host: noOrigins, nullable: false, under: new Set() });
  return withFacts(state, changed);
}

function leave(state: VariableState, condition: ValueView): VariableState {
  const key = keyOf(condition);
  const changed = new Map<string, VariableFact>();
  for (const [name, fact] of state.variables)
    if (fact.sure && !fact.under.has(key)) changed.set(name, { ...fact, under: new Set([...fact.under, key]) });
  return withFacts(state, changed);
}

/** A condition as written, but for white space. */
const keyOf = (condition: ValueView): string => condition.written.replace(/\s+/g, '');
