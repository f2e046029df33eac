import type { Host } from '../../host.ts';
import { arrayFrom } from '../collections/arrays.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import type { StringReader } from '../io/reader.ts';
import type { StringWriter } from '../io/writer.ts';
import { runtimeType } from '../runtime-type.ts';
import { namespacesOf, XmlDocument, XmlNamespaceManager, type XmlNode } from './dom.ts';
import { rest, saveTo } from './load-save-rows.ts';
import { XElement } from './tree/container.ts';
import { setAttributeValue } from './tree/content.ts';
import { XName } from './tree/name.ts';

type Text = string | null;
type Node = XmlNode | null;
type Manager = XmlNamespaceManager | null;
type Nodes = readonly XmlNode[];

const nodeType = runtimeType('System.Xml.XmlNode');
const list = (nodes: Nodes): XmlNode[] => arrayFrom(nodeType, nodes);

/** Text that is built, announced. */
function built(host: Host, text: string): string {
  host.budget.allocate(text.length);
  return text;
}

const select = (host: Host, node: XmlNode, path: Text, manager: Manager): XmlNode[] => node.select(host, path, namespacesOf(manager));

const whole = { host: true } as const;

export const XmlNode_ = dotnetType('abstract class System.Xml.XmlNode : IEnumerable<XmlNode>', 'A node of the older XML tree.', {
  nodeType: member('XmlNodeType NodeType { get; }', (node: XmlNode) => node.node.nodeType, 'The kind.'),
  name: member('string Name { get; }', (node: XmlNode) => node.name, 'The name with its prefix.'),
  localName: member('string LocalName { get; }', (node: XmlNode) => node.localName, 'The name without its prefix.'),
  prefix: member('string Prefix { get; }', (node: XmlNode) => node.prefix, 'The prefix, or the empty text.'),
  namespaceUri: member('string NamespaceURI { get; }', (node: XmlNode) => node.namespaceUri, 'The namespace.'),
  value: member('string Value { get; }', (node: XmlNode) => node.value, 'The text of a leaf, or null.'),
  setValue: member(
    'string Value { set; }',
    (node: XmlNode, value: Text) => {
      node.value = value;
    },
    'Changes the text.',
  ),
  innerText: member('string InnerText { get; }', (host: Host, node: XmlNode) => built(host, node.innerText), 'All text inside.', whole),
  setInnerText: member(
    'string InnerText { set; }',
    (node: XmlNode, value: Text) => {
      node.innerText = value;
    },
    'Puts a text in the place of all content.',
  ),
  innerXml: member(
    'string InnerXml { get; }',
    (host: Host, node: XmlNode) => built(host, node.innerXml),
    'The content as XML text.',
    whole,
  ),
  outerXml: member('string OuterXml { get; }', (host: Host, node: XmlNode) => built(host, node.outerXml), 'The node as XML text.', whole),
  ownerDocument: member(
    'XmlDocument OwnerDocument { get; }',
    (node: XmlNode) => (node instanceof XmlDocument ? null : node.document),
    'The document.',
  ),
  parentNode: member('XmlNode ParentNode { get; }', (node: XmlNode) => node.parent, 'The node around it, or null.'),
  firstChild: member('XmlNode FirstChild { get; }', (node: XmlNode) => node.children[0] ?? null, 'The first node inside, or null.'),
  lastChild: member('XmlNode LastChild { get; }', (node: XmlNode) => node.children.at(-1) ?? null, 'The last node inside, or null.'),
  nextSibling: member('XmlNode NextSibling { get; }', (node: XmlNode) => node.sibling('next'), 'The node behind it, or null.'),
  previousSibling: member('XmlNode PreviousSibling { get; }', (node: XmlNode) => node.sibling('previous'), 'The node before it, or null.'),
  hasChildNodes: member('bool HasChildNodes { get; }', (node: XmlNode) => node.children.length > 0, 'Whether there are nodes inside.'),
  childNodes: member('XmlNodeList ChildNodes { get; }', (node: XmlNode) => list(node.children), 'The nodes inside.'),
  attributes: member(
    'XmlAttributeCollection Attributes { get; }',
    (node: XmlNode) => {
      const { attributes } = node;
      return attributes === null ? null : list(attributes);
    },
    'The attributes of an element.',
  ),
  child: member(
    'XmlElement this[string name] { get; }',
    (node: XmlNode, name: Text) => node.child(name),
    'The first element of a name inside, or null.',
  ),
  selectSingleNode: member(
    'XmlNode SelectSingleNode(string xpath)',
    (host: Host, node: XmlNode, path: Text): Node => select(host, node, path, null)[0] ?? null,
    'The first node that an XPath finds, or null.',
    whole,
  ),
  selectSingleNodeIn: member(
    'XmlNode SelectSingleNode(string xpath, XmlNamespaceManager nsmgr)',
    (host: Host, node: XmlNode, path: Text, manager: Manager): Node => select(host, node, path, manager)[0] ?? null,
    'The first node that an XPath finds, or null.',
    whole,
  ),
  selectNodes: member(
    'XmlNodeList SelectNodes(string xpath)',
    (host: Host, node: XmlNode, path: Text) => list(select(host, node, path, null)),
    'The nodes that an XPath finds.',
    whole,
  ),
  selectNodesIn: member(
    'XmlNodeList SelectNodes(string xpath, XmlNamespaceManager nsmgr)',
    (host: Host, node: XmlNode, path: Text, manager: Manager) => list(select(host, node, path, manager)),
    'The nodes that an XPath finds.',
    whole,
  ),
  appendChild: member(
    'XmlNode AppendChild(XmlNode newChild)',
    (node: XmlNode, child: Node) => node.append(child),
    'Adds a node at the end.',
  ),
  removeChild: member(
    'XmlNode RemoveChild(XmlNode oldChild)',
    (node: XmlNode, child: Node) => node.removeChild(child),
    'Takes a node out.',
  ),
});

function attributeText(node: XmlNode, name: Text): string {
  return node.attributes?.find((attribute) => attribute.name === name)?.value ?? '';
}

function setAttribute(node: XmlNode, name: Text, value: Text): void {
  if (node.node instanceof XElement) setAttributeValue(node.node, XName.parse(name), value ?? '');
}

export const XmlElement_ = dotnetType('class System.Xml.XmlElement : XmlNode', 'An element of the older XML tree.', {
  hasAttributes: member(
    'bool HasAttributes { get; }',
    (node: XmlNode) => (node.attributes ?? []).length > 0,
    'Whether there are attributes.',
  ),
  isEmpty: member(
    'bool IsEmpty { get; }',
    (node: XmlNode) => node.node instanceof XElement && node.node.isEmpty,
    'Whether there is no content at all.',
  ),
  hasAttribute: member(
    'bool HasAttribute(string name)',
    (node: XmlNode, name: Text) => (node.attributes ?? []).some((attribute) => attribute.name === name),
    'Whether there is an attribute of a name.',
  ),
  getAttribute: member('string GetAttribute(string name)', attributeText, 'The text of an attribute, or the empty text.'),
  setAttribute: member('void SetAttribute(string name, string value)', setAttribute, 'Sets an attribute.'),
  getElementsByTagName: member(
    'XmlNodeList GetElementsByTagName(string name)',
    (node: XmlNode, name: Text) => list(node.descendants(name ?? argumentNull('name'))),
    'The elements of a name below.',
  ),
});

export const XmlAttribute_ = dotnetType('class System.Xml.XmlAttribute : XmlNode', 'An attribute of the older XML tree.', {});

export const XmlDocument_ = dotnetType('class System.Xml.XmlDocument : XmlNode', 'A document of the older XML tree.', {
  create: member('XmlDocument()', () => new XmlDocument(), 'A document without content.'),
  loadXml: member(
    'void LoadXml(string xml)',
    (host: Host, document: XmlDocument, text: Text) => document.load(host, text),
    'Reads a document.',
    whole,
  ),
  loadReader: member(
    'void Load(TextReader txtReader)',
    (host: Host, document: XmlDocument, reader: StringReader | null) => document.load(host, rest(reader, 'input')),
    'Reads what is left of a text.',
    whole,
  ),
  save: member(
    'void Save(TextWriter writer)',
    (host: Host, document: XmlDocument, writer: StringWriter | null) => saveTo(host, writer, document.tree, 'indented'),
    'Writes it with a declaration, indented.',
    whole,
  ),
  documentElement: member(
    'XmlElement DocumentElement { get; }',
    (document: XmlDocument): Node => document.element,
    'The outermost element, or null.',
  ),
  createElement: member(
    'XmlElement CreateElement(string name)',
    (document: XmlDocument, name: Text) => document.create(name, null),
    'An element that is not in the tree yet.',
  ),
  createElementIn: member(
    'XmlElement CreateElement(string qualifiedName, string namespaceURI)',
    (document: XmlDocument, name: Text, uri: Text) => document.create(name, uri),
    'An element that is not in the tree yet.',
  ),
  getElementsByTagName: member(
    'XmlNodeList GetElementsByTagName(string name)',
    (document: XmlDocument, name: Text) => list(document.descendants(name ?? argumentNull('name'))),
    'The elements of a name below.',
  ),
  nameTable: member(
    'XmlNameTable NameTable { get; }',
    (document: XmlDocument): unknown => document,
    'What a namespace manager is made with.',
  ),
});

export const XmlNameTable_ = dotnetType('abstract class System.Xml.XmlNameTable', 'What a namespace manager is made with.', {});

export const XmlNodeList_ = dotnetType('abstract class System.Xml.XmlNodeList : IEnumerable<XmlNode>', 'Nodes in order.', {
  count: member('int Count { get; }', (nodes: Nodes) => nodes.length, 'How many nodes there are.'),
  get: member('XmlNode this[int i] { get; }', (nodes: Nodes, index: number): Node => nodes[index] ?? null, 'The node at a place, or null.'),
  item: member('XmlNode Item(int index)', (nodes: Nodes, index: number): Node => nodes[index] ?? null, 'The node at a place, or null.'),
});

export const XmlAttributeCollection_ = dotnetType(
  'sealed class System.Xml.XmlAttributeCollection : IEnumerable<XmlAttribute>',
  'The attributes of an element.',
  {
    count: member('int Count { get; }', (nodes: Nodes) => nodes.length, 'How many attributes there are.'),
    get: member(
      'XmlAttribute this[int i] { get; }',
      (nodes: Nodes, index: number): Node => nodes[index] ?? null,
      'The attribute at a place.',
    ),
    getNamed: member(
      'XmlAttribute this[string name] { get; }',
      (nodes: Nodes, name: Text): Node => nodes.find((node) => node.name === name) ?? null,
      'The attribute of a name, or null.',
    ),
    getNamedItem: member(
      'XmlNode GetNamedItem(string name)',
      (nodes: Nodes, name: Text): Node => nodes.find((node) => node.name === name) ?? null,
      'The attribute of a name, or null.',
    ),
  },
);

export const XmlNamespaceManager_ = dotnetType('class System.Xml.XmlNamespaceManager', 'Prefixes for XPath.', {
  create: member(
    'XmlNamespaceManager(XmlNameTable nameTable)',
    (_table: unknown) => new XmlNamespaceManager(),
    'A manager that knows no prefix yet.',
  ),
  addNamespace: member(
    'void AddNamespace(string prefix, string uri)',
    (manager: XmlNamespaceManager, prefix: Text, uri: Text) => manager.add(prefix, uri),
    'Makes a prefix known.',
  ),
  lookupNamespace: member(
    'string LookupNamespace(string prefix)',
    (manager: XmlNamespaceManager, prefix: Text) => manager.uri(prefix ?? '') ?? null,
    'The namespace of a prefix, or null.',
  ),
});
