import { dotnetType, member } from '../define.ts';
import { iterate } from '../iterate.ts';
import { Sequence } from '../linq/sequence.ts';
import type { XAttribute, XContainer, XElement } from './tree/container.ts';
import { documentOrder } from './tree/equality.ts';
import type { XName } from './tree/name.ts';
import type { XNode } from './tree/node.ts';
import { ancestors } from './XNode.ts';

type Source<T> = Iterable<T> | null;
type Name = XName | null;

/** What each item of a sequence has inside, one after the other. */
function flat<T, R>(source: Source<T>, inside: (item: T) => Iterable<R>): Iterable<R> {
  const items = iterate(source);
  return new Sequence(function* () {
    for (const item of items) if (item !== null) yield* inside(item);
  });
}

const named = (element: XElement, name: Name): readonly XElement[] => (name === null || element.name.is(name) ? [element] : []);

function* withDescendants(element: XElement, name: Name): IterableIterator<XElement> {
  yield* named(element, name);
  yield* element.descendants(name);
}

function* withAncestors(element: XElement, name: Name): IterableIterator<XElement> {
  yield* named(element, name);
  yield* ancestors(element, name);
}

function* attributesOf(element: XElement, name: Name): IterableIterator<XAttribute> {
  for (const attribute of element.attributes.slice()) if (name === null || attribute.name.is(name)) yield attribute;
}

/** Removes all; the sequence is read to its end first. */
function removeAll(source: Source<{ remove(): void }>): void {
  const items = Array.from(iterate(source));
  for (const item of items) item.remove();
}

function inOrder<T extends XNode>(source: Source<T>): Iterable<T> {
  const items = iterate(source);
  return new Sequence(function* () {
    yield* [...items].sort((a, b) => documentOrder(a, b) ?? 0);
  });
}

const containers = 'where T : XContainer';
const nodes = 'where T : XNode';

export const XmlExtensions_ = dotnetType('static class System.Xml.Linq.Extensions', 'Queries on sequences of XML nodes.', {
  elements: member(
    `static IEnumerable<XElement> Elements<T>(this IEnumerable<T> source) ${containers}`,
    (source: Source<XContainer>) => flat(source, (item) => item.elements(null)),
    'The elements inside.',
  ),
  elementsNamed: member(
    `static IEnumerable<XElement> Elements<T>(this IEnumerable<T> source, XName name) ${containers}`,
    (source: Source<XContainer>, name: Name) => flat(source, (item) => item.elements(name)),
    'The elements of a name inside.',
  ),
  nodes: member(
    `static IEnumerable<XNode> Nodes<T>(this IEnumerable<T> source) ${containers}`,
    (source: Source<XContainer>) => flat(source, (item) => item.nodes()),
    'The nodes inside.',
  ),
  descendants: member(
    `static IEnumerable<XElement> Descendants<T>(this IEnumerable<T> source) ${containers}`,
    (source: Source<XContainer>) => flat(source, (item) => item.descendants(null)),
    'All elements below.',
  ),
  descendantsNamed: member(
    `static IEnumerable<XElement> Descendants<T>(this IEnumerable<T> source, XName name) ${containers}`,
    (source: Source<XContainer>, name: Name) => flat(source, (item) => item.descendants(name)),
    'All elements of a name below.',
  ),
  descendantNodes: member(
    `static IEnumerable<XNode> DescendantNodes<T>(this IEnumerable<T> source) ${containers}`,
    (source: Source<XContainer>) => flat(source, (item) => item.descendantNodes()),
    'All nodes below.',
  ),
  descendantsAndSelf: member(
    'static IEnumerable<XElement> DescendantsAndSelf(this IEnumerable<XElement> source)',
    (source: Source<XElement>) => flat(source, (item) => withDescendants(item, null)),
    'The elements and all below.',
  ),
  descendantsAndSelfNamed: member(
    'static IEnumerable<XElement> DescendantsAndSelf(this IEnumerable<XElement> source, XName name)',
    (source: Source<XElement>, name: Name) => flat(source, (item) => withDescendants(item, name)),
    'The elements and all below, of a name.',
  ),
  ancestors: member(
    `static IEnumerable<XElement> Ancestors<T>(this IEnumerable<T> source) ${nodes}`,
    (source: Source<XNode>) => flat(source, (item) => ancestors(item, null)),
    'The elements around.',
  ),
  ancestorsNamed: member(
    `static IEnumerable<XElement> Ancestors<T>(this IEnumerable<T> source, XName name) ${nodes}`,
    (source: Source<XNode>, name: Name) => flat(source, (item) => ancestors(item, name)),
    'The elements of a name around.',
  ),
  ancestorsAndSelf: member(
    'static IEnumerable<XElement> AncestorsAndSelf(this IEnumerable<XElement> source)',
    (source: Source<XElement>) => flat(source, (item) => withAncestors(item, null)),
    'The elements and those around.',
  ),
  attributes: member(
    'static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source)',
    (source: Source<XElement>) => flat(source, (item) => attributesOf(item, null)),
    'The attributes.',
  ),
  attributesNamed: member(
    'static IEnumerable<XAttribute> Attributes(this IEnumerable<XElement> source, XName name)',
    (source: Source<XElement>, name: Name) => flat(source, (item) => attributesOf(item, name)),
    'The attributes of a name.',
  ),
  remove: member(
    `static void Remove<T>(this IEnumerable<T> source) ${nodes}`,
    (source: Source<XNode>) => removeAll(source),
    'Takes all nodes out of their trees.',
  ),
  removeAttributes: member(
    'static void Remove(this IEnumerable<XAttribute> source)',
    (source: Source<XAttribute>) => removeAll(source),
    'Takes all attributes off their elements.',
  ),
  inDocumentOrder: member(
    `static IEnumerable<T> InDocumentOrder<T>(this IEnumerable<T> source) ${nodes}`,
    inOrder,
    'The nodes in the order of their tree.',
  ),
});
