import { childrenOf, type First, firstOf, firstOfAll, leadingAnchor, maxLength, minLength } from '../analysis.ts';
import { CharSet } from '../characters/char-set.ts';
import { endless, type Node } from '../pattern.ts';

/**
 * How much a backtracking engine can work on a pattern in the worst case, proven from the pattern alone.
 *
 * A choice (which alternative, one more turn or not) is settled when the next unit decides it: all ways but one fail at once. Work
 * only multiplies at choices that are not settled. One of them outside of loops multiplies by a constant, an endless loop with such
 * an end multiplies by the length of the input, and one inside of an endless loop may multiply at every turn: that is the
 * exponential case, of which nothing is proven here.
 */
export interface Cost {
  /** Endless loops whose end is not settled. */
  readonly open: number;
  /** Endless loops. */
  readonly loops: number;
  /** What unsettled choices multiply to. */
  readonly factor: number;
  /** The power of the input's length that one look at what is ahead may cost. */
  readonly look: number;
}

/** The end of the pattern: nothing follows. */
const accepted: First = { set: CharSet.none, nullable: true };
const none: Cost = { open: 0, loops: 0, factor: 1, look: 0 };
/** Beyond this a constant is none. */
const largestFactor = 4096;

const both = (a: Cost, b: Cost): Cost => ({
  open: a.open + b.open,
  loops: a.loops + b.loops,
  factor: a.factor * b.factor,
  look: Math.max(a.look, b.look),
});

/** The power of the input's length that an attempt at one position costs. */
export const attemptDegree = ({ open, loops }: Cost): number => (open === 0 ? Math.min(loops, 1) : open + (loops > open ? 1 : 0));

/** The cost of a pattern; undefined when no polynomial is proven. */
export const costOf = (node: Node): Cost | undefined => measure(node, accepted, false);

/** The work of a search over `length` units of an input of `total` units, in steps of an engine. */
export function worstCase(node: Node, cost: Cost, length: number, total: number): number {
  const attempts = leadingAnchor(node) === undefined ? 1 : 0;
  return cost.factor * length ** (attemptDegree(cost) + attempts) * total ** cost.look;
}

function measure(node: Node, follow: First, inLoop: boolean): Cost | undefined {
  switch (node.kind) {
    case 'empty':
    case 'set':
    case 'anchor':
      return none;
    case 'sequence':
      return measureAll(node.items, follow, inLoop);
    case 'choice':
      return measureChoice(node.branches, follow, inLoop);
    case 'loop':
      return measureLoop(node, follow, inLoop);
    case 'capture':
    case 'atomic':
      return measure(node.body, follow, inLoop);
    case 'look':
      return measureLook(node.body, node.behind);
    default:
      return undefined;
  }
}

function measureAll(items: readonly Node[], follow: First, inLoop: boolean): Cost | undefined {
  let total = none;
  for (const [i, item] of items.entries()) {
    const cost = measure(item, firstOfAll(items.slice(i + 1), follow), inLoop);
    if (cost === undefined) return undefined;
    total = both(total, cost);
  }
  return total.factor > largestFactor ? undefined : total;
}

function measureChoice(branches: readonly Node[], follow: First, inLoop: boolean): Cost | undefined {
  const settled = branches.every((branch, i) => branches.slice(0, i).every((other) => differ(branch, other, follow)));
  if (!settled && inLoop) return undefined;
  let total: Cost = { ...none, factor: settled ? 1 : 0 };
  for (const branch of branches) {
    const cost = measure(branch, follow, inLoop);
    if (cost === undefined) return undefined;
    total = {
      open: Math.max(total.open, cost.open),
      loops: Math.max(total.loops, cost.loops),
      factor: settled ? Math.max(total.factor, cost.factor) : total.factor + cost.factor,
      look: Math.max(total.look, cost.look),
    };
  }
  return total;
}

/** Whether one of the first units decides between two alternatives. */
function differ(a: Node, b: Node, follow: First): boolean {
  if (!firstOfAll([a], follow).set.overlaps(firstOfAll([b], follow).set)) return true;
  const [left, right] = [leadingSets(a), leadingSets(b)];
  return left.some((set, i) => right[i] !== undefined && !set.overlaps(right[i]));
}

/** The sets that a node begins with for certain, one unit each. */
function leadingSets(node: Node): readonly CharSet[] {
  if (node.kind === 'set') return [node.set];
  if (node.kind === 'capture') return leadingSets(node.body);
  if (node.kind !== 'sequence') return [];
  const found: CharSet[] = [];
  for (const item of node.items) {
    if (item.kind !== 'set') break;
    found.push(item.set);
  }
  return found;
}

function measureLoop({ body, min, max }: Extract<Node, { kind: 'loop' }>, follow: First, inLoop: boolean): Cost | undefined {
  if (minLength(body) === 0) return undefined;
  const first = firstOf(body).set;
  const settled = min === max || !first.overlaps(follow.set);
  if (!settled && inLoop) return undefined;
  const again: First = { set: max === 1 ? follow.set : CharSet.union([first, follow.set]), nullable: follow.nullable };
  const isEndless = max === endless || max - min > largestFactor;
  const cost = measure(body, again, inLoop || isEndless);
  if (cost === undefined) return undefined;
  if (isEndless) return { ...cost, open: cost.open + (settled ? 0 : 1), loops: cost.loops + 1 };
  const turns = Math.max(max, 1);
  const factor = (cost.factor === 1 ? 1 : cost.factor ** turns) * (settled ? 1 : max - min + 1);
  if (factor > largestFactor) return undefined;
  return { open: cost.open === 0 ? 0 : cost.open * turns, loops: cost.loops === 0 ? 0 : cost.loops * turns, factor, look: cost.look };
}

/** Looking ahead costs what its pattern costs; looking behind is only measured where it is short. */
function measureLook(body: Node, behind: boolean): Cost | undefined {
  if (behind) {
    const count = maxLength(body) === endless ? endless : ways(body);
    return count > largestFactor ? undefined : { ...none, factor: count };
  }
  const cost = measure(body, accepted, false);
  return cost && { ...none, factor: cost.factor, look: attemptDegree(cost) + cost.look };
}

/** In how many ways a node can match at all. */
function ways(node: Node): number {
  switch (node.kind) {
    case 'choice':
      return node.branches.reduce((sum, branch) => sum + ways(branch), 0);
    case 'loop': {
      const each = ways(node.body);
      if (each === 1) return node.max - node.min + 1;
      return node.max > 32 ? endless : each ** (node.max + 1);
    }
    case 'look':
    case 'reference':
    case 'ifGroup':
    case 'ifMatch':
      return endless;
    default:
      return childrenOf(node).reduce((product, child) => product * ways(child), 1);
  }
}
