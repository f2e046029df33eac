import { anyNode, childrenOf, minLength } from '../analysis.ts';
import type { Node, Pattern } from '../pattern.ts';

/** The groups that a node may capture. */
function captured(node: Node): number[] {
  const below = childrenOf(node).flatMap(captured);
  return node.kind === 'capture' && node.group !== undefined ? [node.group, ...below] : below;
}

/** The groups that a node captures whenever it matches. */
function surelyCaptured(node: Node): readonly number[] {
  switch (node.kind) {
    case 'capture':
      return [...(node.group === undefined ? [] : [node.group]), ...surelyCaptured(node.body)];
    case 'sequence':
      return node.items.flatMap(surelyCaptured);
    case 'choice': {
      const [first = [], ...others] = node.branches.map(surelyCaptured);
      return first.filter((group) => others.every((other) => other.includes(group)));
    }
    case 'loop':
      return node.min === 0 ? [] : surelyCaptured(node.body);
    case 'look':
      return node.negative ? [] : surelyCaptured(node.body);
    default:
      return [];
  }
}

/** What all engines do alike: no empty turns of loops, one capture group for each number, nothing that only .NET has. */
function isCommon(pattern: Pattern): boolean {
  if (pattern.rightToLeft) return false;
  const groups = captured(pattern.body);
  if (new Set(groups).size !== groups.length) return false;
  return !anyNode(
    pattern.body,
    (node) =>
      node.kind === 'atomic' ||
      node.kind === 'reference' ||
      node.kind === 'ifGroup' ||
      node.kind === 'ifMatch' ||
      (node.kind === 'capture' && node.released !== undefined) ||
      (node.kind === 'anchor' && (node.at === 'start' || node.at === 'ecmaBoundary' || node.at === 'ecmaNonBoundary')) ||
      (node.kind === 'loop' && minLength(node.body) === 0),
  );
}

/**
 * Whether JavaScript's own engine gives what .NET would: it forgets the groups of a loop at each turn, so that each turn has to
 * set all of them.
 */
export const meansTheSameInJavaScript = (pattern: Pattern): boolean =>
  isCommon(pattern) &&
  !anyNode(pattern.body, (node) => {
    if (node.kind !== 'loop' || node.max === 1) return false;
    const sure = surelyCaptured(node.body);
    return captured(node.body).some((group) => !sure.includes(group));
  });

/** Whether an automaton can do it: nothing is looked at and left again, and repetitions are short enough to be written out. */
export const meansTheSameInRe2 = (pattern: Pattern): boolean =>
  isCommon(pattern) &&
  !anyNode(
    pattern.body,
    (node) =>
      node.kind === 'look' || (node.kind === 'loop' && (node.min > 1000 || (node.max !== Number.POSITIVE_INFINITY && node.max > 1000))),
  );
