import type { Span } from '../../../diagnostics/span.ts';
import type { Bound } from '../types/bound.ts';
import { childrenOf } from '../types/children.ts';
import { readOf } from '../view/reads.ts';
import type { ExpressionOrigins } from './expression-origins.ts';
import { type OriginKind, ofKind } from './origin.ts';
import { contextPath } from './request-origin.ts';

/**
 * The smallest part of an expression that brings an origin into `whole`: `x.AccessToken` in `"Bearer " + x.AccessToken`. The whole itself
 * where that is not to be told.
 */
export function placeIn(whole: readonly Bound[], parts: ExpressionOrigins, kinds: readonly OriginKind[]): Span | undefined {
  const found = whole.find((node) => ofKind(parts.of(node), ...kinds).length > 0);
  return found === undefined ? undefined : smallest(found, parts, kinds).span;
}

function smallest(node: Bound, parts: ExpressionOrigins, kinds: readonly OriginKind[]): Bound {
  // Beyond a local the way leads out of what is written here.
  const carrying = splits(node).filter((child) => ofKind(parts.of(child), ...kinds).length > 0);
  const [only] = carrying;
  return carrying.length === 1 && only !== undefined ? smallest(only, parts, kinds) : node;
}

/** Parts that stand for themselves in the result. What is read by name is one part. */
function splits(node: Bound): readonly Bound[] {
  if (readOf(node) !== undefined || childrenOf(node).some((child) => contextPath(child) !== undefined)) return [];
  switch (node.kind) {
    case 'construct':
    case 'call':
    case 'initialized':
    case 'concat':
    case 'interpolated':
    case 'convert':
    case 'anonymous':
    case 'tuple':
    case 'array':
      return childrenOf(node);
    case 'conditional':
      return [node.whenTrue, node.whenFalse];
    case 'coalesce':
      return [node.left, node.right];
    default:
      return [];
  }
}
