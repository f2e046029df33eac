import type { Bound, BoundCall } from '../types/bound.ts';
import type { ValueView } from '../view/value-view.ts';
import { variableBehind } from './condition-facts.ts';
import { contextPath } from './request-origin.ts';

/** A place that reads a body. `body` tells whose: `request`, `response`, or the name of the variable that holds a response. */
export interface BodyRead {
  readonly body: string;
  readonly value: ValueView;
  readonly node: BoundCall;
  /** Whether the body can be read again. */
  readonly keeps: boolean;
}

const readers: ReadonlySet<string> = new Set(['As', 'AsFormUrlEncodedContent']);

/** The bodies that a value reads, in the order in which they are written. */
export function bodyReads(value: ValueView): readonly BodyRead[] {
  if (!value.written.includes('Body')) return [];
  return value.nodes.flatMap((node): BodyRead[] => {
    if (node.kind !== 'call' || node.receiver === undefined || !readers.has(node.method.name)) return [];
    const body = bodyOf(node.receiver);
    // What is computed is taken for yes.
    const keeps = node.args[0]?.constant === undefined || node.args[0].constant.value === true;
    return body === undefined ? [] : [{ body, value, node, keeps }];
  });
}

function bodyOf(node: Bound): string | undefined {
  const path = contextPath(node);
  if (path === 'Request.Body') return 'request';
  if (path === 'Response.Body') return 'response';
  if (path !== undefined || node.kind !== 'property' || node.member.name !== 'Body' || node.receiver === undefined) return undefined;
  const variable = variableBehind(node.receiver);
  return variable === undefined ? undefined : `variable ${variable}`;
}
