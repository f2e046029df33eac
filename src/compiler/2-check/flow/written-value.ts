import type { Type } from '../types/type.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';
import { ExpressionOrigins, type OriginEnvironment } from './expression-origins.ts';
import { hostChosenBy } from './host.ts';
import { noOrigins, type Origin, type Origins, ofKind, union, unionAll } from './origin.ts';
import { resultType, returnsOf } from './result-type.ts';
import type { VariableFact, VariableState } from './variable-state.ts';
import type { VariableWrite } from './writes.ts';

/** The surroundings of an expression that is evaluated in a state. */
export const environmentOf = (state: VariableState): OriginEnvironment => ({
  variable: (name) =>
    name === undefined
      ? [...state.variables.values()].reduce<Origins>((all, fact) => union(all, fact.origins), noOrigins)
      : (state.variables.get(name)?.origins ?? noOrigins),
  host: (name) => state.variables.get(name)?.host ?? noOrigins,
  header: (name) => state.headers.get(name.toLowerCase()),
  tokenChecked: state.tokenChecked !== 'no',
});

/** Where a literal comes from: the secrets in it. */
export const literalOrigins = (value: ValueView): Origins =>
  value.namedValues
    .filter(({ name }) => value.fact(name)?.kind === 'secret')
    .map(({ name }): Origin => ({ kind: 'secret', what: `the secret \`${name}\`` }));

/** Whether any part of an expression can have an origin: it reads the request, a secret, or a variable that has one. */
export function mayHaveOrigins(value: ValueView, { variables }: VariableState): boolean {
  const { reads, anything } = value.reads;
  if (anything || value.written.includes('Request') || value.tree.namedValues.length > 0) return true;
  return reads.some(({ name }) => (variables.get(name)?.origins.length ?? 0) > 0);
}

/** Where a value comes from: an expression by its parts, a literal by the secrets in it. */
export function valueOrigins(value: ValueView, state: VariableState): Origins {
  if (value.bound === undefined) return literalOrigins(value);
  return value.bound.ok && mayHaveOrigins(value, state)
    ? new ExpressionOrigins(value.bound, value, environmentOf(state)).result
    : noOrigins;
}

/** The static type of what a write puts into the variable; undefined when that is not known. */
export function writtenType(write: VariableWrite, string: Type): Type | undefined {
  if (write.what === 'token') return string;
  if (write.value === undefined) return undefined;
  if (write.value.bound !== undefined) return resultType(write.value.bound);
  return write.value.isExpression ? undefined : string;
}

/** A token taken out of a variable that may be null, by `?.` alone, is null as well. */
export function handsOnNull({ value }: VariableWrite, origins: Origins, before: VariableState): boolean {
  if (value?.bound?.ok !== true || ofKind(origins, 'token', 'authorization').length === 0) return false;
  // Without `?.` it fails instead.
  if (value.nodes.some((node) => node.kind === 'property' && node.receiver?.kind === 'convert')) return false;
  if (value.nodes.some(({ kind }) => kind === 'conditional' || kind === 'coalesce' || kind === 'binary')) return false;
  return value.reads.reads.some(({ name }) => before.variables.get(name)?.nullable === true);
}

/** Where what a policy writes comes from. */
export function writtenValue(write: VariableWrite, before: VariableState): Pick<VariableFact, 'origins' | 'host'> {
  const from = (kind: Origin['kind'], what: string) => ({ origins: [{ kind, what }], host: noOrigins });
  switch (write.what) {
    case 'value':
      return write.value === undefined ? nowhere : setValue(write.value, before);
    case 'authorization':
      return from('authorization', `the token of ${connectionOf(write.policy)}`);
    case 'token':
      return from('token', 'the token of the managed identity');
    case 'response':
      return from('answer', `the response in \`${write.name}\``);
    default:
      return nowhere;
  }
}

const nowhere = { origins: noOrigins, host: noOrigins };

function setValue(value: ValueView, before: VariableState): Pick<VariableFact, 'origins' | 'host'> {
  if (value.bound === undefined) return { origins: literalOrigins(value), host: noOrigins };
  if (!value.bound.ok || !mayHaveOrigins(value, before)) return nowhere;
  const parts = new ExpressionOrigins(value.bound, value, environmentOf(before));
  const origins = parts.result;
  // Without any origin there is none in the host either.
  const host = origins.length === 0 ? noOrigins : unionAll(returnsOf(value.bound.body).map((node) => hostChosenBy(node, parts)));
  return { origins, host };
}

function connectionOf(policy: ElementView): string {
  const provider = policy.literal('provider-id');
  const connection = policy.literal('authorization-id');
  if (provider === undefined) return 'a connection';
  return connection === undefined ? `a connection of \`${provider}\`` : `\`${provider}/${connection}\``;
}
