import type { Span } from '../../../diagnostics/span.ts';
import type { Bound } from '../types/bound.ts';
import type { ValueView } from './value-view.ts';

/** One place that reads a variable. */
export interface VariableRead {
  readonly name: string;
  /**
   * `index` throws when there is none; `default` gives null or a default; `test` only asks whether it is there; `template` is a Liquid
   * template, where an absent variable is empty.
   */
  readonly how: 'index' | 'default' | 'test' | 'template';
  readonly value: ValueView;
  /** The part of the expression that reads; undefined outside of expressions. */
  readonly node: Bound | undefined;
  readonly span: Span;
}

/** What a value reads. `anything` when names are computed, the variables are handed on as a whole, or the expression is broken. */
export interface Reads {
  readonly reads: readonly VariableRead[];
  readonly anything: boolean;
}

/** True for `context.Variables`. */
export const isVariables = (node: Bound): boolean =>
  node.kind === 'property' && node.member.name === 'Variables' && node.receiver?.kind === 'context';

/** The variable that a part of an expression reads; undefined for other parts, and for a computed name. */
export function readOf(node: Bound): { readonly name: string; readonly how: 'index' | 'default' | 'test' } | undefined {
  if (node.kind === 'indexer' && isVariables(node.receiver)) return named(node.args[0], 'index');
  if (node.kind !== 'call' || node.receiver === undefined || !isVariables(node.receiver)) return undefined;
  const { name } = node.method;
  if (name === 'GetValueOrDefault') return named(node.args[0], 'default');
  return name === 'ContainsKey' || name === 'TryGetValue' ? named(node.args[0], 'test') : undefined;
}

function named<How>(argument: Bound | undefined, how: How): { readonly name: string; readonly how: How } | undefined {
  const name = argument?.constant?.value;
  return typeof name === 'string' ? { name, how } : undefined;
}

export function readsOfValue(value: ValueView): Reads {
  if (value.tree.kind === 'literal' && value.bound === undefined) return { reads: templateReads(value), anything: false };
  if (value.bound === undefined || !value.bound.ok) return { reads: [], anything: /\bVariables\b/.test(value.written) };
  const reads: VariableRead[] = [];
  let uses = 0;
  for (const node of value.nodes) {
    if (isVariables(node)) uses++;
    const read = readOf(node);
    if (read !== undefined) reads.push({ ...read, value, node, span: node.span });
  }
  return { reads, anything: uses > reads.length };
}

/** `context.Variables["x"]` and `context.Variables.x` in a Liquid template. */
function templateReads(value: ValueView): VariableRead[] {
  const { tree } = value;
  if (tree.kind !== 'literal' || !tree.text.includes('context.Variables')) return [];
  return [...tree.text.matchAll(/context\.Variables(?:\.([A-Za-z_][\w-]*)|\[\s*(?:"([^"]+)"|'([^']+)')\s*\])/g)].map((match) => ({
    name: match[1] ?? match[2] ?? match[3] ?? '',
    how: 'template',
    value,
    node: undefined,
    span: tree.map.span(match.index, match.index + match[0].length),
  }));
}
