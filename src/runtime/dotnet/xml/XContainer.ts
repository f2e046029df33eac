import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { Sequence } from '../linq/sequence.ts';
import type { XContainer, XElement } from './tree/container.ts';
import { addContent } from './tree/content.ts';
import type { XName } from './tree/name.ts';
import type { XNode } from './tree/node.ts';

type Content = readonly unknown[] | null;
type Name = XName | null;

/** A missing name finds nothing. */
const named = (name: Name, find: (name: XName) => Iterator<XElement>): Iterable<XElement> =>
  new Sequence<XElement>(() => (name === null ? [][Symbol.iterator]() : find(name)));

function addFirst(container: XContainer, content: unknown): void {
  addContent(container, content, container.first);
}

function replaceNodes(container: XContainer, content: unknown): void {
  container.clear();
  addContent(container, content);
}

export const XContainer_ = dotnetType('abstract class System.Xml.Linq.XContainer : XNode', 'A node that has nodes inside.', {
  firstNode: member('XNode FirstNode { get; }', (container: XContainer) => container.first, 'The first node, or null.'),
  lastNode: member('XNode LastNode { get; }', (container: XContainer) => container.last, 'The last node, or null.'),
  add: member(
    'void Add(object content)',
    (container: XContainer, content: unknown) => addContent(container, content),
    'Adds content at the end.',
  ),
  addAll: member(
    'void Add(params object[] content)',
    (container: XContainer, content: Content) => addContent(container, content),
    'Adds content at the end.',
  ),
  addFirst: member('void AddFirst(object content)', addFirst, 'Adds content at the start.'),
  addFirstAll: member(
    'void AddFirst(params object[] content)',
    (container: XContainer, content: Content) => addFirst(container, content),
    'Adds content at the start.',
  ),
  nodes: member(
    'IEnumerable<XNode> Nodes()',
    (container: XContainer): Iterable<XNode> => new Sequence(() => container.nodes()),
    'The nodes.',
  ),
  descendantNodes: member(
    'IEnumerable<XNode> DescendantNodes()',
    (container: XContainer): Iterable<XNode> => new Sequence(() => container.descendantNodes()),
    'All nodes below.',
  ),
  element: member(
    'XElement Element(XName name)',
    (container: XContainer, name: Name) => (name === null ? argumentNull('name') : container.element(name)),
    'The first element of a name, or null.',
  ),
  elements: member(
    'IEnumerable<XElement> Elements()',
    (container: XContainer): Iterable<XElement> => new Sequence(() => container.elements(null)),
    'The elements.',
  ),
  elementsNamed: member(
    'IEnumerable<XElement> Elements(XName name)',
    (container: XContainer, name: Name) => named(name, (found) => container.elements(found)),
    'The elements of a name.',
  ),
  descendants: member(
    'IEnumerable<XElement> Descendants()',
    (container: XContainer): Iterable<XElement> => new Sequence(() => container.descendants(null)),
    'All elements below.',
  ),
  descendantsNamed: member(
    'IEnumerable<XElement> Descendants(XName name)',
    (container: XContainer, name: Name) => named(name, (found) => container.descendants(found)),
    'All elements of a name below.',
  ),
  removeNodes: member('void RemoveNodes()', (container: XContainer) => container.clear(), 'Removes all nodes.'),
  replaceNodes: member('void ReplaceNodes(object content)', replaceNodes, 'Puts content in the place of all nodes.'),
  replaceNodesAll: member(
    'void ReplaceNodes(params object[] content)',
    (container: XContainer, content: Content) => replaceNodes(container, content),
    'Puts content in the place of all nodes.',
  ),
});
