import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { Sequence } from '../linq/sequence.ts';
import { conversionRows } from './conversion-rows.ts';
import { loadSaveRows } from './load-save-rows.ts';
import { parseElement } from './parse.ts';
import type { XAttribute, XElement } from './tree/container.ts';
import { addContent, contentText, elementOf, setAttributeValue, setElementValue, setValue } from './tree/content.ts';
import { type XName, XNamespace } from './tree/name.ts';
import type { XNode } from './tree/node.ts';
import { ancestors } from './XNode.ts';

type Text = string | null;
type Name = XName | null;
type Content = readonly unknown[] | null;

/** LoadOptions.PreserveWhitespace. */
const preserveWhitespace = 1;

const parse = (host: Host, text: Text, options: number): XElement =>
  parseElement(host.budget, text ?? argumentNull('text'), (options & preserveWhitespace) !== 0);

function textOf(host: Host, element: XElement): string {
  const { value } = element;
  host.budget.allocate(value.length);
  return value;
}

const required = (name: Name): XName => name ?? argumentNull('name');

function* attributesOf(element: XElement, name: Name): IterableIterator<XAttribute> {
  for (const attribute of element.attributes.slice()) if (name === null || attribute.name.is(name)) yield attribute;
}

function replaceAttributes(element: XElement, content: unknown): void {
  // The new attributes may be those of the element itself.
  const kept =
    content !== null && typeof content === 'object' && Symbol.iterator in content ? [...(content as Iterable<unknown>)] : content;
  element.clearAttributes();
  addContent(element, kept);
}

function removeAll(element: XElement): void {
  element.clearAttributes();
  element.clear();
}

function replaceAll(element: XElement, content: unknown): void {
  const kept =
    content !== null && typeof content === 'object' && Symbol.iterator in content ? [...(content as Iterable<unknown>)] : content;
  removeAll(element);
  addContent(element, kept);
}

const around = (element: XElement): XElement[] => [element, ...ancestors(element, null)];

/** The URI that a prefix stands for at an element; the default namespace has the empty prefix. */
function namespaceOf(element: XElement, prefix: string): XNamespace | null {
  if (prefix === 'xml') return XNamespace.xml;
  if (prefix === 'xmlns') return XNamespace.xmlns;
  for (const each of around(element))
    for (const attribute of each.attributes)
      if (attribute.isDeclaration && (attribute.name.uri === '' ? '' : attribute.name.local) === prefix)
        return new XNamespace(attribute.value);
  return null;
}

function prefixOf(element: XElement, space: XNamespace | null): string | null {
  const { uri } = space ?? argumentNull('ns');
  if (uri === XNamespace.xml.uri) return 'xml';
  if (uri === XNamespace.xmlns.uri) return 'xmlns';
  for (const each of around(element))
    for (const attribute of each.attributes)
      if (
        attribute.name.uri !== '' &&
        attribute.isDeclaration &&
        attribute.value === uri &&
        namespaceOf(element, attribute.name.local)?.uri === uri
      )
        return attribute.name.local;
  return null;
}

function* withSelf(element: XElement, name: Name): IterableIterator<XElement> {
  if (name === null || element.name.is(name)) yield element;
  yield* element.descendants(name);
}

function* nodesWithSelf(element: XElement): IterableIterator<XNode> {
  yield element;
  yield* element.descendantNodes();
}

function* ancestorsWithSelf(element: XElement, name: Name): IterableIterator<XElement> {
  if (name === null || element.name.is(name)) yield element;
  yield* ancestors(element, name);
}

const sequence = <T>(make: () => Iterator<T>): Iterable<T> => new Sequence(make);
const whole = { host: true } as const;

export const XElement_ = dotnetType('class System.Xml.Linq.XElement : XContainer', 'An element.', {
  create: member('XElement(XName name)', (name: Name) => elementOf(name, null), 'An element without content.'),
  createContent: member('XElement(XName name, object content)', elementOf, 'An element with content.'),
  createAll: member(
    'XElement(XName name, params object[] content)',
    (name: Name, content: Content) => elementOf(name, content),
    'An element with content.',
  ),
  copy: member('XElement(XElement other)', (other: XElement | null) => (other ?? argumentNull('other')).clone(), 'A copy.'),
  parse: member('static XElement Parse(string text)', (host: Host, text: Text) => parse(host, text, 0), 'Reads an element.', whole),
  parseOptions: member('static XElement Parse(string text, LoadOptions options)', parse, 'Reads an element.', whole),
  ...loadSaveRows<XElement>('XElement', parse),
  name: member('XName Name { get; }', (element: XElement) => element.name, 'The name.'),
  setName: member(
    'XName Name { set; }',
    (element: XElement, name: Name) => {
      element.name = required(name);
    },
    'Changes the name.',
  ),
  value: member('string Value { get; }', textOf, 'All text inside.', whole),
  setValueText: member('string Value { set; }', setValue, 'Puts a text in the place of all content.'),
  setValue: member(
    'void SetValue(object value)',
    (element: XElement, value: unknown) => setValue(element, contentText(value ?? argumentNull('value'))),
    'Puts a value in the place of all content.',
  ),
  isEmpty: member('bool IsEmpty { get; }', (element: XElement) => element.isEmpty, 'Whether there is no content at all.'),
  hasElements: member(
    'bool HasElements { get; }',
    (element: XElement) => {
      for (const _ of element.elements(null)) return true;
      return false;
    },
    'Whether there are elements inside.',
  ),
  hasAttributes: member(
    'bool HasAttributes { get; }',
    (element: XElement) => element.attributes.length > 0,
    'Whether there are attributes.',
  ),
  firstAttribute: member(
    'XAttribute FirstAttribute { get; }',
    (element: XElement) => element.attributes[0] ?? null,
    'The first attribute, or null.',
  ),
  lastAttribute: member(
    'XAttribute LastAttribute { get; }',
    (element: XElement) => element.attributes.at(-1) ?? null,
    'The last attribute, or null.',
  ),
  attribute: member(
    'XAttribute Attribute(XName name)',
    (element: XElement, name: Name) => element.attribute(required(name)),
    'The attribute of a name, or null.',
  ),
  attributes: member(
    'IEnumerable<XAttribute> Attributes()',
    (element: XElement) => sequence(() => attributesOf(element, null)),
    'The attributes.',
  ),
  attributesNamed: member(
    'IEnumerable<XAttribute> Attributes(XName name)',
    (element: XElement, name: Name) => sequence(() => attributesOf(element, required(name))),
    'The attributes of a name.',
  ),
  ancestorsAndSelf: member(
    'IEnumerable<XElement> AncestorsAndSelf()',
    (element: XElement) => sequence(() => ancestorsWithSelf(element, null)),
    'The element and those around it.',
  ),
  ancestorsAndSelfNamed: member(
    'IEnumerable<XElement> AncestorsAndSelf(XName name)',
    (element: XElement, name: Name) => sequence(() => ancestorsWithSelf(element, name)),
    'The element and those around it, of a name.',
  ),
  descendantsAndSelf: member(
    'IEnumerable<XElement> DescendantsAndSelf()',
    (element: XElement) => sequence(() => withSelf(element, null)),
    'The element and all below.',
  ),
  descendantsAndSelfNamed: member(
    'IEnumerable<XElement> DescendantsAndSelf(XName name)',
    (element: XElement, name: Name) => sequence(() => withSelf(element, name)),
    'The element and all below, of a name.',
  ),
  descendantNodesAndSelf: member(
    'IEnumerable<XNode> DescendantNodesAndSelf()',
    (element: XElement) => sequence(() => nodesWithSelf(element)),
    'The element and all nodes below.',
  ),
  setAttributeValue: member(
    'void SetAttributeValue(XName name, object value)',
    (element: XElement, name: Name, value: unknown) => setAttributeValue(element, required(name), value),
    'Sets, changes or, given null, removes an attribute.',
  ),
  setElementValue: member(
    'void SetElementValue(XName name, object value)',
    (element: XElement, name: Name, value: unknown) => setElementValue(element, required(name), value),
    'Sets, changes or, given null, removes the first element of a name.',
  ),
  removeAll: member('void RemoveAll()', removeAll, 'Removes attributes and content.'),
  removeAttributes: member('void RemoveAttributes()', (element: XElement) => element.clearAttributes(), 'Removes all attributes.'),
  replaceAll: member('void ReplaceAll(object content)', replaceAll, 'Puts content in the place of attributes and content.'),
  replaceAllMany: member(
    'void ReplaceAll(params object[] content)',
    (element: XElement, content: Content) => replaceAll(element, content),
    'Puts content in the place of attributes and content.',
  ),
  replaceAttributes: member('void ReplaceAttributes(object content)', replaceAttributes, 'Puts attributes in the place of all attributes.'),
  replaceAttributesMany: member(
    'void ReplaceAttributes(params object[] content)',
    (element: XElement, content: Content) => replaceAttributes(element, content),
    'Puts attributes in the place of all attributes.',
  ),
  getDefaultNamespace: member(
    'XNamespace GetDefaultNamespace()',
    (element: XElement) => namespaceOf(element, '') ?? XNamespace.none,
    'The default namespace here.',
  ),
  getNamespaceOfPrefix: member(
    'XNamespace GetNamespaceOfPrefix(string prefix)',
    (element: XElement, prefix: Text) => namespaceOf(element, prefix ?? argumentNull('prefix')),
    'The namespace that a prefix means here, or null.',
  ),
  getPrefixOfNamespace: member('string GetPrefixOfNamespace(XNamespace ns)', prefixOf, 'The prefix that means a namespace here, or null.'),
  ...conversionRows<XElement>('XElement', 'element'),
});
