import type { Host } from '../../host.ts';
import { constant, dotnetType, member } from '../define.ts';
import { invalidOperation } from '../failures.ts';
import { Sequence } from '../linq/sequence.ts';
import { nodeComparer, orderComparer } from './node-comparers.ts';
import { XElement } from './tree/container.ts';
import { addContent, replaceWith } from './tree/content.ts';
import { deepEquals, documentOrder } from './tree/equality.ts';
import type { XName } from './tree/name.ts';
import type { XNode } from './tree/node.ts';
import { writeNode } from './write.ts';

type Node = XNode | null;
type Content = readonly unknown[] | null;

/** Nodes before or behind a node. */
export const siblings = (node: XNode, direction: 'previous' | 'next'): Iterable<XNode> =>
  new Sequence(function* () {
    const found: XNode[] = [];
    for (let each = node[direction]; each !== null; each = each[direction]) found.push(each);
    if (direction === 'previous') found.reverse();
    yield* found;
  });

export const elementsOf = (nodes: Iterable<XNode>, name: XName | null): Iterable<XElement> =>
  new Sequence(function* () {
    for (const node of nodes) if (node instanceof XElement && (name === null || node.name.is(name))) yield node;
  });

/** The elements around a node, the nearest first. */
export function* ancestors(node: XNode, name: XName | null): IterableIterator<XElement> {
  for (let each: XNode | null = node.parent; each !== null; each = each.parent)
    if (each instanceof XElement && (name === null || each.name.is(name))) yield each;
}

const parentOf = (node: XNode) => node.parent ?? invalidOperation('The parent is missing.');

function addAfter(node: XNode, content: unknown): void {
  addContent(parentOf(node), content, node.next);
}

function addBefore(node: XNode, content: unknown): void {
  addContent(parentOf(node), content, node);
}

function order(a: Node, b: Node): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return documentOrder(a, b) ?? invalidOperation('A common ancestor is missing.');
}

/** SaveOptions.DisableFormatting. */
const disableFormatting = 1;

/** XML text; its size is announced as it is known. */
export function nodeText(host: Host, node: XNode, options: number): string {
  const text = writeNode(node, (options & disableFormatting) === 0 ? 'indented' : 'compact');
  host.budget.allocate(text.length);
  return text;
}

const whole = { host: true } as const;

export const XNode_ = dotnetType('abstract class System.Xml.Linq.XNode : XObject', 'A node of an XML tree.', {
  nextNode: member('XNode NextNode { get; }', (node: XNode) => node.next, 'The node behind it, or null.'),
  previousNode: member('XNode PreviousNode { get; }', (node: XNode) => node.previous, 'The node before it, or null.'),
  remove: member('void Remove()', (node: XNode) => node.remove(), 'Takes it out of its tree.'),
  replaceWith: member('void ReplaceWith(object content)', replaceWith, 'Puts content in its place.'),
  replaceWithAll: member(
    'void ReplaceWith(params object[] content)',
    (node: XNode, content: Content) => replaceWith(node, content),
    'Puts content in its place.',
  ),
  addAfterSelf: member('void AddAfterSelf(object content)', addAfter, 'Adds content behind it.'),
  addAfterSelfAll: member(
    'void AddAfterSelf(params object[] content)',
    (node: XNode, content: Content) => addAfter(node, content),
    'Adds content behind it.',
  ),
  addBeforeSelf: member('void AddBeforeSelf(object content)', addBefore, 'Adds content before it.'),
  addBeforeSelfAll: member(
    'void AddBeforeSelf(params object[] content)',
    (node: XNode, content: Content) => addBefore(node, content),
    'Adds content before it.',
  ),
  ancestors: member(
    'IEnumerable<XElement> Ancestors()',
    (node: XNode): Iterable<XElement> => new Sequence(() => ancestors(node, null)),
    'The elements around it, the nearest first.',
  ),
  ancestorsNamed: member(
    'IEnumerable<XElement> Ancestors(XName name)',
    (node: XNode, name: XName | null): Iterable<XElement> => new Sequence(() => ancestors(node, name)),
    'The elements of a name around it, the nearest first.',
  ),
  elementsAfterSelf: member(
    'IEnumerable<XElement> ElementsAfterSelf()',
    (node: XNode) => elementsOf(siblings(node, 'next'), null),
    'The elements behind it.',
  ),
  elementsAfterSelfNamed: member(
    'IEnumerable<XElement> ElementsAfterSelf(XName name)',
    (node: XNode, name: XName | null) => elementsOf(siblings(node, 'next'), name),
    'The elements of a name behind it.',
  ),
  elementsBeforeSelf: member(
    'IEnumerable<XElement> ElementsBeforeSelf()',
    (node: XNode) => elementsOf(siblings(node, 'previous'), null),
    'The elements before it.',
  ),
  elementsBeforeSelfNamed: member(
    'IEnumerable<XElement> ElementsBeforeSelf(XName name)',
    (node: XNode, name: XName | null) => elementsOf(siblings(node, 'previous'), name),
    'The elements of a name before it.',
  ),
  nodesAfterSelf: member('IEnumerable<XNode> NodesAfterSelf()', (node: XNode) => siblings(node, 'next'), 'The nodes behind it.'),
  nodesBeforeSelf: member('IEnumerable<XNode> NodesBeforeSelf()', (node: XNode) => siblings(node, 'previous'), 'The nodes before it.'),
  isAfter: member('bool IsAfter(XNode node)', (node: XNode, other: Node) => order(node, other) > 0, 'Whether it comes after another node.'),
  isBefore: member(
    'bool IsBefore(XNode node)',
    (node: XNode, other: Node) => order(node, other) < 0,
    'Whether it comes before another node.',
  ),
  compareDocumentOrder: member('static int CompareDocumentOrder(XNode n1, XNode n2)', order, 'Orders two nodes of one tree.'),
  deepEquals: member(
    'static bool DeepEquals(XNode n1, XNode n2)',
    deepEquals,
    'Whether two trees have the same names, attributes and content.',
  ),
  documentOrderComparer: constant(
    'static readonly XNodeDocumentOrderComparer DocumentOrderComparer',
    orderComparer,
    'Orders the nodes of a tree.',
  ),
  equalityComparer: constant('static readonly XNodeEqualityComparer EqualityComparer', nodeComparer, 'Compares trees by content.'),
  toString: member('string ToString()', (host: Host, node: XNode) => nodeText(host, node, 0), 'XML text, indented.', whole),
  toStringOptions: member('string ToString(SaveOptions options)', nodeText, 'XML text.', whole),
});
