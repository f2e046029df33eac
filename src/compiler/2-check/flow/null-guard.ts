import type { Bound } from '../types/bound.ts';
import { childrenOf } from '../types/children.ts';
import type { ValueView } from '../view/value-view.ts';
import { contextPath } from './request-origin.ts';

/** A look-up that gives null when nothing is there. */
export interface Lookup {
  /** Where it looks: `Request.Headers`, `Request.Url.Query`. */
  readonly path: string;
  readonly name: string;
}

const dictionaries: ReadonlySet<string> = new Set([
  'Request.Headers',
  'Response.Headers',
  'Request.Url.Query',
  'Request.OriginalUrl.Query',
]);

/** `GetValueOrDefault("x")` of headers or the query, without a default that would stand in. */
export function lookupOf(node: Bound): Lookup | undefined {
  if (node.kind !== 'call' || node.method.name !== 'GetValueOrDefault' || node.receiver === undefined) return undefined;
  const path = contextPath(node.receiver);
  const name = node.args[0]?.constant?.value;
  if (path === undefined || !dictionaries.has(path) || typeof name !== 'string') return undefined;
  const fallback = node.args[1];
  const isNull = fallback === undefined || (fallback.constant !== undefined && fallback.constant.value === null);
  return isNull ? { path, name } : undefined;
}

/** `["x"]` of headers or the query, which fails when nothing is there. */
export function indexOf(node: Bound): Lookup | undefined {
  if (node.kind !== 'indexer') return undefined;
  const path = contextPath(node.receiver);
  const name = node.args[0]?.constant?.value;
  return path === undefined || !dictionaries.has(path) || typeof name !== 'string' ? undefined : { path, name };
}

/** Whether a value asks about a name of a dictionary: with ContainsKey, or by comparing what is found. Where it does is not looked at. */
export function asksAbout(value: ValueView, { path, name }: Lookup): boolean {
  return value.nodes.some((node) => {
    if (node.kind === 'call' && node.method.name === 'ContainsKey' && node.receiver !== undefined && contextPath(node.receiver) === path)
      return sameName(node.args[0]?.constant?.value, name);
    if (node.kind !== 'binary' && node.kind !== 'coalesce' && !(node.kind === 'call' && node.method.name.startsWith('IsNullOr')))
      return false;
    return mentions(node, path, name);
  });
}

function mentions(node: Bound, path: string, name: string): boolean {
  if (
    node.kind === 'call' &&
    node.receiver !== undefined &&
    contextPath(node.receiver) === path &&
    sameName(node.args[0]?.constant?.value, name)
  )
    return true;
  return childrenOf(node).some((child) => mentions(child, path, name));
}

const sameName = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
