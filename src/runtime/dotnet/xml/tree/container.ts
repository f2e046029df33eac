import { BudgetExceeded } from '../../../budget.ts';
import { argument, invalidOperation } from '../../failures.ts';
import type { RuntimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import { attributeText } from '../write.ts';
import { XmlNodeType_ } from '../XmlNodeType.ts';
import type { XName } from './name.ts';
import { typeNamed, XCData, XDocumentType, XNode, XObject, XText } from './node.ts';

/** More nodes than one copy may have: copies of copies double with every one. */
const mostCopied = 200_000;

/** A copy of a node, if that is not too much. */
function copyOf(node: XNode): XNode {
  let count = 0;
  if (node instanceof XContainer) for (const _ of node.descendantNodes()) if (++count > mostCopied) throw new BudgetExceeded('size');
  return node.clone();
}

const typeWord: ReadonlyMap<number, string> = new Map(Object.entries(XmlNodeType_).map(([name, value]) => [value, name]));

/** System.Xml.Linq.XContainer: a node with a chain of nodes inside. */
export abstract class XContainer extends XNode {
  first: XNode | null = null;
  last: XNode | null = null;
  /** An element that has been given an empty text is written with an end tag of its own. */
  hasEmptyText = false;

  /** The nodes; a node removed on the way ends its own chain only. */
  *nodes(): IterableIterator<XNode> {
    for (let node = this.first; node !== null; ) {
      const { next } = node;
      yield node;
      node = node.parent === this ? node.next : next;
    }
  }

  *elements(name: XName | null): IterableIterator<XElement> {
    for (const node of this.nodes()) if (node instanceof XElement && (name === null || node.name.is(name))) yield node;
  }

  element(name: XName): XElement | null {
    for (const element of this.elements(name)) return element;
    return null;
  }

  /** All nodes below, in document order. */
  *descendantNodes(): IterableIterator<XNode> {
    for (const node of this.nodes()) {
      yield node;
      if (node instanceof XContainer) yield* node.descendantNodes();
    }
  }

  *descendants(name: XName | null): IterableIterator<XElement> {
    for (const node of this.descendantNodes()) if (node instanceof XElement && (name === null || node.name.is(name))) yield node;
  }

  /** Refuses a node that cannot stand here. */
  protected abstract validate(node: XNode): void;

  /** Text that comes in; neighbouring texts become one. */
  addText(text: string, before: XNode | null): void {
    if (text === '') {
      if (this.first === null) this.hasEmptyText = true;
      return;
    }
    const neighbour = before === null ? this.last : before.previous;
    if (neighbour instanceof XText && !(neighbour instanceof XCData)) neighbour.value += text;
    else this.link(new XText(text), before);
  }

  /** Puts a node before another, or at the end. One that lives somewhere else is copied. */
  insert(node: XNode, before: XNode | null): void {
    this.validate(node);
    const inside = node === this || (node instanceof XContainer && this.isInside(node));
    this.link(node.parent !== null || inside ? copyOf(node) : node, before);
  }

  private isInside(other: XContainer): boolean {
    if (this === other) return true;
    for (let node = this.parent; node !== null; node = node.parent) if (node === other) return true;
    return false;
  }

  protected link(node: XNode, before: XNode | null): void {
    this.hasEmptyText = false;
    node.parent = this;
    node.next = before;
    node.previous = before === null ? this.last : before.previous;
    if (node.previous === null) this.first = node;
    else node.previous.next = node;
    if (before === null) this.last = node;
    else before.previous = node;
  }

  unlink(node: XNode): void {
    if (node.previous === null) this.first = node.next;
    else node.previous.next = node.next;
    if (node.next === null) this.last = node.previous;
    else node.next.previous = node.previous;
    node.parent = null;
    node.previous = null;
    node.next = null;
  }

  clear(): void {
    while (this.first !== null) this.unlink(this.first);
    this.hasEmptyText = false;
  }
}

/** System.Xml.Linq.XAttribute. */
export class XAttribute extends XObject {
  readonly name: XName;
  value: string;
  parent: XElement | null = null;

  constructor(name: XName, value: string) {
    super();
    this.name = name;
    this.value = value;
  }

  override get [netType](): RuntimeType {
    return typeNamed('XAttribute');
  }

  override get nodeType(): number {
    return XmlNodeType_.Attribute;
  }

  get isDeclaration(): boolean {
    return this.name.uri === 'http://www.w3.org/2000/xmlns/' || (this.name.uri === '' && this.name.local === 'xmlns');
  }

  clone(): XAttribute {
    return new XAttribute(this.name, this.value);
  }

  override toString(): string {
    return attributeText(this);
  }

  remove(): void {
    if (this.parent === null) invalidOperation('The parent is missing.');
    const { attributes } = this.parent;
    attributes.splice(attributes.indexOf(this), 1);
    this.parent = null;
  }
}

/** System.Xml.Linq.XElement. */
export class XElement extends XContainer {
  name: XName;
  readonly attributes: XAttribute[] = [];

  constructor(name: XName) {
    super();
    this.name = name;
  }

  override get [netType](): RuntimeType {
    return typeNamed('XElement');
  }

  override get nodeType(): number {
    return XmlNodeType_.Element;
  }

  get isEmpty(): boolean {
    return this.first === null && !this.hasEmptyText;
  }

  /** All text inside. */
  get value(): string {
    let text = '';
    for (const node of this.descendantNodes()) if (node instanceof XText) text += node.value;
    return text;
  }

  attribute(name: XName): XAttribute | null {
    return this.attributes.find((attribute) => attribute.name.is(name)) ?? null;
  }

  addAttribute(attribute: XAttribute): void {
    if (this.attribute(attribute.name) !== null) invalidOperation('Duplicate attribute.');
    this.adopt(attribute.parent === null ? attribute : attribute.clone());
  }

  /** Takes an attribute of its own whose name is known to be new. */
  adopt(attribute: XAttribute): void {
    attribute.parent = this;
    this.attributes.push(attribute);
  }

  clearAttributes(): void {
    for (const attribute of this.attributes) attribute.parent = null;
    this.attributes.length = 0;
  }

  protected override validate(node: XNode): void {
    if (node instanceof XDocument || node instanceof XDocumentType)
      argument(`A node of type ${typeWord.get(node.nodeType) ?? ''} cannot be added to content.`);
  }

  override clone(): XElement {
    const copy = new XElement(this.name);
    for (const attribute of this.attributes) copy.adopt(attribute.clone());
    for (const node of this.nodes()) copy.link(node.clone(), null);
    copy.hasEmptyText = this.hasEmptyText;
    return copy;
  }
}

/** System.Xml.Linq.XDeclaration. */
export class XDeclaration {
  version: string | null;
  encoding: string | null;
  standalone: string | null;

  constructor(version: string | null, encoding: string | null, standalone: string | null) {
    this.version = version;
    this.encoding = encoding;
    this.standalone = standalone;
  }

  get [netType](): RuntimeType {
    return typeNamed('XDeclaration');
  }

  toString(): string {
    const part = (name: string, value: string | null): string => (value === null ? '' : ` ${name}="${value}"`);
    return `<?xml${part('version', this.version)}${part('encoding', this.encoding)}${part('standalone', this.standalone)}?>`;
  }
}

/** System.Xml.Linq.XDocument. */
export class XDocument extends XContainer {
  declaration: XDeclaration | null = null;

  override get [netType](): RuntimeType {
    return typeNamed('XDocument');
  }

  override get nodeType(): number {
    return XmlNodeType_.Document;
  }

  get root(): XElement | null {
    for (const element of this.elements(null)) return element;
    return null;
  }

  protected override validate(node: XNode): void {
    if (node instanceof XDocument || node instanceof XCData)
      argument(`A node of type ${typeWord.get(node.nodeType) ?? ''} cannot be added to content.`);
    if (node instanceof XText && !/^[ \t\r\n]*$/.test(node.value)) argument('Non-whitespace characters cannot be added to content.');
    if (node instanceof XElement && this.root !== null) invalidOperation('This operation would create an incorrectly structured document.');
  }

  override addText(text: string, before: XNode | null): void {
    if (!/^[ \t\r\n]*$/.test(text)) argument('Non-whitespace characters cannot be added to content.');
    super.addText(text, before);
  }

  override clone(): XDocument {
    const copy = new XDocument();
    const { declaration } = this;
    if (declaration !== null) copy.declaration = new XDeclaration(declaration.version, declaration.encoding, declaration.standalone);
    for (const node of this.nodes()) copy.link(node.clone(), null);
    return copy;
  }
}
