import { CharSet } from './characters/char-set.ts';
import { endless, type Node } from './pattern.ts';

/** The fewest units that a match of the node has. Zero means that it may match the empty text. */
export function minLength(node: Node): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + minLength(item), 0);
    case 'choice':
      return Math.min(...node.branches.map(minLength));
    case 'loop':
      return node.min === 0 ? 0 : node.min * minLength(node.body);
    case 'capture':
    case 'atomic':
      return minLength(node.body);
    case 'ifGroup':
    case 'ifMatch':
      return Math.min(minLength(node.yes), minLength(node.no));
    default:
      return 0;
  }
}

/** The most units that a match of the node has; `endless` when there is no limit. */
export function maxLength(node: Node): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + maxLength(item), 0);
    case 'choice':
      return Math.max(...node.branches.map(maxLength));
    case 'loop': {
      const body = maxLength(node.body);
      return body === 0 ? 0 : node.max * body;
    }
    case 'capture':
    case 'atomic':
      return maxLength(node.body);
    case 'ifGroup':
    case 'ifMatch':
      return Math.max(maxLength(node.yes), maxLength(node.no));
    case 'reference':
      return endless;
    default:
      return 0;
  }
}

/** With which units a match can begin, and whether it can be empty. Assertions are seen as empty matches. */
export interface First {
  readonly set: CharSet;
  readonly nullable: boolean;
}

const emptyFirst: First = { set: CharSet.none, nullable: true };

export function firstOf(node: Node): First {
  switch (node.kind) {
    case 'set':
      return { set: node.set, nullable: false };
    case 'sequence':
      return firstOfAll(node.items, emptyFirst);
    case 'choice': {
      const all = node.branches.map(firstOf);
      return { set: CharSet.union(all.map((each) => each.set)), nullable: all.some((each) => each.nullable) };
    }
    case 'loop': {
      const body = firstOf(node.body);
      return node.min === 0 ? { set: body.set, nullable: true } : body;
    }
    case 'capture':
    case 'atomic':
      return firstOf(node.body);
    case 'ifGroup':
    case 'ifMatch':
      return firstOf({ kind: 'choice', branches: [node.yes, node.no] });
    case 'reference':
      return { set: CharSet.all, nullable: true };
    default:
      return emptyFirst;
  }
}

/** What several nodes one after the other begin with when `rest` follows them. */
export function firstOfAll(items: readonly Node[], rest: First): First {
  const sets: CharSet[] = [];
  for (const item of items) {
    const first = firstOf(item);
    sets.push(first.set);
    if (!first.nullable) return { set: CharSet.union(sets), nullable: false };
  }
  return { set: CharSet.union([...sets, rest.set]), nullable: rest.nullable };
}

/** The nodes directly below one. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.branches;
    case 'loop':
    case 'capture':
    case 'atomic':
    case 'look':
      return [node.body];
    case 'ifGroup':
      return [node.yes, node.no];
    case 'ifMatch':
      return [node.condition, node.yes, node.no];
    default:
      return [];
  }
}

/** Whether something is true of the node or of one below it. */
export const anyNode = (node: Node, is: (node: Node) => boolean): boolean =>
  is(node) || childrenOf(node).some((child) => anyNode(child, is));

/** Where every match has to begin, if that is fixed: at the beginning of the input or where the search began. */
export function leadingAnchor(node: Node): 'beginning' | 'start' | undefined {
  switch (node.kind) {
    case 'anchor':
      return node.at === 'beginning' || node.at === 'start' ? node.at : undefined;
    case 'sequence':
      return node.items[0] === undefined ? undefined : leadingAnchor(node.items[0]);
    case 'capture':
    case 'atomic':
      return leadingAnchor(node.body);
    case 'choice': {
      const [first, ...others] = node.branches.map(leadingAnchor);
      return others.every((other) => other === first) ? first : undefined;
    }
    default:
      return undefined;
  }
}
