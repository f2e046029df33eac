import type { Comparer } from '../collections/equality.ts';
import { dotnetType, member } from '../define.ts';
import { argument, invalidOperation } from '../failures.ts';
import { textHash } from '../hash.ts';
import { deepEquals, documentOrder } from './tree/equality.ts';
import { XNode } from './tree/node.ts';
import { writeNode } from './write.ts';

type Node = XNode | null;

const nodeOf = (value: unknown): Node =>
  value === null || value instanceof XNode ? value : argument('The argument must be derived from System.Xml.Linq.XNode.');

function order(a: unknown, b: unknown): number {
  const [left, right] = [nodeOf(a), nodeOf(b)];
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return documentOrder(left, right) ?? invalidOperation('A common ancestor is missing.');
}

const keyOf = (value: unknown): unknown => {
  const node = nodeOf(value);
  return node === null ? null : writeNode(node, 'compact');
};

/** XNodeDocumentOrderComparer. */
export const orderComparer: Comparer = { compare: order, equals: (a, b) => a === b, key: (value) => value };

/** XNodeEqualityComparer. */
export const nodeComparer: Comparer = { compare: order, equals: (a, b) => deepEquals(nodeOf(a), nodeOf(b)), key: keyOf };

export const XNodeDocumentOrderComparer_ = dotnetType(
  'sealed class System.Xml.Linq.XNodeDocumentOrderComparer : IComparer<XNode>',
  'Orders the nodes of a tree.',
  {
    create: member('XNodeDocumentOrderComparer()', () => orderComparer, 'The order of a tree.'),
    compare: member('int Compare(XNode x, XNode y)', (comparer: Comparer, a: Node, b: Node) => comparer.compare(a, b), 'Orders two nodes.'),
  },
);

export const XNodeEqualityComparer_ = dotnetType(
  'sealed class System.Xml.Linq.XNodeEqualityComparer : IEqualityComparer<XNode>',
  'Compares trees by content.',
  {
    create: member('XNodeEqualityComparer()', () => nodeComparer, 'Equality by content.'),
    equals: member(
      'bool Equals(XNode x, XNode y)',
      (comparer: Comparer, a: Node, b: Node) => comparer.equals(a, b),
      'Whether two trees have the same content.',
    ),
    getHashCode: member(
      'int GetHashCode(XNode obj)',
      (comparer: Comparer, node: Node) => textHash(String(comparer.key(node))),
      'A number that equal trees share.',
    ),
  },
);
