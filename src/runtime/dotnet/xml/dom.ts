import type { Host } from '../../host.ts';
import { argument, argumentNull, invalidOperation } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import { parseXml } from './parse.ts';
import { prefixAt } from './prefix.ts';
import { XAttribute, XContainer, XDocument, XElement } from './tree/container.ts';
import { addContent, setValue } from './tree/content.ts';
import { XName } from './tree/name.ts';
import { XComment, XNode, type XObject, XProcessingInstruction, XText } from './tree/node.ts';
import { attributeText, writeNode } from './write.ts';
import { type Namespaces, stringOf, XPathEvaluator } from './xpath/evaluate.ts';
import { parseXPath, xpathError } from './xpath/syntax.ts';

/** System.Xml's older tree, seen through the same nodes: an XmlNode is a name for one of them, always the same for the same node. */

const kinds: readonly (readonly [type: string, fits: (node: XObject) => boolean])[] = [
  ['XmlDocument', (node) => node instanceof XDocument],
  ['XmlElement', (node) => node instanceof XElement],
  ['XmlAttribute', (node) => node instanceof XAttribute],
  ['XmlText', (node) => node instanceof XText],
  ['XmlComment', (node) => node instanceof XComment],
];

export class XmlNode {
  readonly node: XObject;
  readonly document: XmlDocument;

  constructor(node: XObject, document: XmlDocument | undefined) {
    this.node = node;
    this.document = document ?? (this as unknown as XmlDocument);
  }

  get [netType](): RuntimeType {
    return runtimeType(`System.Xml.${kinds.find(([, fits]) => fits(this.node))?.[0] ?? 'XmlNode'}`);
  }

  get prefix(): string {
    const { node } = this;
    return node instanceof XElement || node instanceof XAttribute ? prefixAt(node) : '';
  }

  get localName(): string {
    const { node } = this;
    if (node instanceof XElement || node instanceof XAttribute) return node.name.local;
    if (node instanceof XDocument) return '#document';
    if (node instanceof XComment) return '#comment';
    return node instanceof XProcessingInstruction ? node.target : '#text';
  }

  get name(): string {
    return this.prefix === '' ? this.localName : `${this.prefix}:${this.localName}`;
  }

  get namespaceUri(): string {
    const { node } = this;
    return node instanceof XElement || node instanceof XAttribute ? node.name.uri : '';
  }

  get value(): string | null {
    const { node } = this;
    return node instanceof XContainer ? null : stringOf(node);
  }

  set value(text: string | null) {
    const { node } = this;
    if (node instanceof XAttribute || node instanceof XText || node instanceof XComment) node.value = text ?? '';
    else invalidOperation(`Cannot set a value on node type '${this.localName}'.`);
  }

  get innerText(): string {
    return stringOf(this.node);
  }

  set innerText(text: string | null) {
    const { node } = this;
    if (node instanceof XElement) setValue(node, text ?? '');
    else this.value = text;
  }

  get innerXml(): string {
    const { node } = this;
    if (!(node instanceof XContainer)) return node instanceof XAttribute ? attributeText(node).replace(/^[^"]*"|"$/g, '') : '';
    return Array.from(node.nodes(), (child) => writeNode(child, 'compact')).join('');
  }

  get outerXml(): string {
    const { node } = this;
    if (node instanceof XAttribute) return attributeText(node);
    const declaration = node instanceof XDocument && node.declaration !== null ? String(node.declaration) : '';
    return declaration + writeNode(node as XNode, 'compact');
  }

  get children(): XmlNode[] {
    const { node } = this;
    return node instanceof XContainer ? Array.from(node.nodes(), (child) => this.document.of(child)) : [];
  }

  get attributes(): XmlNode[] | null {
    const { node } = this;
    return node instanceof XElement ? node.attributes.map((attribute) => this.document.of(attribute)) : null;
  }

  get parent(): XmlNode | null {
    const { node } = this;
    return node instanceof XNode && node.parent !== null ? this.document.of(node.parent) : null;
  }

  sibling(direction: 'next' | 'previous'): XmlNode | null {
    const { node } = this;
    const found = node instanceof XNode ? node[direction] : null;
    return found === null ? null : this.document.of(found);
  }

  /** The first element inside with a name as written. */
  child(name: string | null): XmlNode | null {
    return this.children.find((child) => child.node instanceof XElement && child.name === name) ?? null;
  }

  /** Elements below with a name as written; `*` means all. */
  descendants(name: string): XmlNode[] {
    const { node } = this;
    if (!(node instanceof XContainer)) return [];
    const found = Array.from(node.descendants(null), (element) => this.document.of(element));
    return name === '*' ? found : found.filter((element) => element.name === name);
  }

  select(host: Host, path: string | null, namespaces: Namespaces): XmlNode[] {
    const found = new XPathEvaluator(host.budget, namespaces).evaluate(parseXPath(path ?? argumentNull('xpath')), this.node);
    if (typeof found !== 'object') throw xpathError('Expression must evaluate to a node-set.');
    return found.map((node) => this.document.of(node));
  }

  append(child: XmlNode | null): XmlNode {
    const { node } = this;
    if (child === null || !(node instanceof XContainer))
      return argument(
        'The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.',
      );
    if (child.node instanceof XNode && child.node.parent !== null) child.node.remove();
    addContent(node, child.node);
    return child;
  }

  removeChild(child: XmlNode | null): XmlNode {
    if (child === null || !(child.node instanceof XNode) || child.node.parent !== this.node)
      return argument('The node to be removed is not a child of this node.');
    child.node.remove();
    return child;
  }

  toString(): string {
    return `System.Xml.${kinds.find(([, fits]) => fits(this.node))?.[0] ?? 'XmlNode'}`;
  }

  *[Symbol.iterator](): IterableIterator<XmlNode> {
    yield* this.children;
  }
}

/** System.Xml.XmlDocument. */
export class XmlDocument extends XmlNode {
  readonly #names = new WeakMap<XObject, XmlNode>();

  constructor() {
    super(new XDocument(), undefined);
  }

  /** The tree that it names. */
  get tree(): XDocument {
    return this.node as XDocument;
  }

  /** The name of a node, always the same one. */
  of(node: XObject): XmlNode {
    if (node === this.node) return this;
    let name = this.#names.get(node);
    if (name === undefined) {
      name = new XmlNode(node, this);
      this.#names.set(node, name);
    }
    return name;
  }

  load(host: Host, text: string | null): void {
    this.#take(parseXml(host.budget, text ?? argumentNull('xml'), false));
  }

  /** The document over a tree of the newer kind, whose nodes it takes. */
  static over(tree: XDocument): XmlDocument {
    const document = new XmlDocument();
    document.#take(tree);
    return document;
  }

  #take(read: XDocument): void {
    this.tree.clear();
    this.tree.declaration = read.declaration;
    const nodes = Array.from(read.nodes());
    for (const node of nodes) {
      node.remove();
      addContent(this.tree, node);
    }
  }

  get element(): XmlNode | null {
    const { root } = this.tree;
    return root === null ? null : this.of(root);
  }

  create(name: string | null, uri: string | null): XmlNode {
    const local = (name ?? argumentNull('name')).replace(/^[^:]*:/, '');
    return this.of(new XElement(new XName(uri ?? '', XName.parse(local).local)));
  }
}

/** System.Xml.XmlNamespaceManager: prefixes for XPath. */
export class XmlNamespaceManager {
  readonly #uris = new Map<string, string>([
    ['xml', 'http://www.w3.org/XML/1998/namespace'],
    ['xmlns', 'http://www.w3.org/2000/xmlns/'],
  ]);

  get [netType](): RuntimeType {
    return runtimeType('System.Xml.XmlNamespaceManager');
  }

  add(prefix: string | null, uri: string | null): void {
    this.#uris.set(prefix ?? argumentNull('prefix'), uri ?? argumentNull('uri'));
  }

  uri(prefix: string): string | undefined {
    return this.#uris.get(prefix);
  }
}

/** Without a manager no prefix is known. */
export const namespacesOf =
  (manager: XmlNamespaceManager | null): Namespaces =>
  (prefix) =>
    manager?.uri(prefix);
