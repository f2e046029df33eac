import type { XAttribute, XContainer, XDocument, XElement } from './tree/container.ts';
import type { XName } from './tree/name.ts';
import type { XComment, XDocumentType, XNode, XProcessingInstruction, XText } from './tree/node.ts';
import { XmlNodeType_ as types } from './XmlNodeType.ts';

/** How XML text is laid out. */
export type XmlLayout = 'indented' | 'compact';

const textEscapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#xD;'],
]);

const attributeEscapes: ReadonlyMap<string, string> = new Map([...textEscapes, ['"', '&quot;'], ['\n', '&#xA;'], ['\t', '&#x9;']]);

export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (c) => textEscapes.get(c) ?? c);
export const escapeAttribute = (text: string): string => text.replace(/[&<>"\r\n\t]/g, (c) => attributeEscapes.get(c) ?? c);

const xmlUri = 'http://www.w3.org/XML/1998/namespace';
const xmlnsUri = 'http://www.w3.org/2000/xmlns/';

/** Which prefix stands for which namespace, the innermost last. */
type Scope = readonly (readonly [prefix: string, uri: string])[];

/** A prefix that means the namespace here; the default one has the empty text. */
function prefixOf(scope: Scope, uri: string, allowDefault: boolean): string | undefined {
  for (let i = scope.length - 1; i >= 0; i--) {
    const [prefix, bound] = scope[i] ?? ['', ''];
    if (bound !== uri || (prefix === '' && !allowDefault)) continue;
    const hidden = scope.slice(i + 1).some(([other]) => other === prefix);
    if (!hidden) return prefix;
  }
  return undefined;
}

const boundTo = (scope: Scope, prefix: string): string => scope.findLast(([other]) => other === prefix)?.[1] ?? '';

const isDeclaration = (name: XName): boolean => name.uri === xmlnsUri || (name.uri === '' && name.local === 'xmlns');

class XmlWriter {
  out = '';
  readonly #layout: XmlLayout;

  constructor(layout: XmlLayout) {
    this.#layout = layout;
  }

  /** A line break before a node, unless text stands around it. */
  #indent(level: number, mixed: boolean): void {
    if (this.#layout === 'indented' && !mixed && this.out !== '') this.out += `\n${'  '.repeat(level)}`;
  }

  node(node: XNode, known: Scope, written: Scope, level: number, mixed: boolean): void {
    switch (node.nodeType) {
      case types.Text:
        this.out += escapeText((node as XText).value);
        break;
      case types.CDATA:
        this.out += `<![CDATA[${(node as XText).value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
        break;
      case types.Comment:
        this.#indent(level, mixed);
        this.out += `<!--${(node as XComment).value}-->`;
        break;
      case types.ProcessingInstruction: {
        const { target, data } = node as XProcessingInstruction;
        this.#indent(level, mixed);
        this.out += data === '' ? `<?${target}?>` : `<?${target} ${data}?>`;
        break;
      }
      case types.DocumentType:
        this.#indent(level, mixed);
        this.out += doctypeText(node as XDocumentType);
        break;
      case types.Document:
        for (const child of (node as XDocument).nodes()) this.node(child, known, written, level, false);
        break;
      default:
        this.#element(node as XElement, known, written, level, mixed);
    }
  }

  /** `known` are the prefixes that the tree declares, `written` those that the text has declared so far. */
  #element(element: XElement, known: Scope, written: Scope, level: number, mixed: boolean): void {
    const { name, attributes } = element;
    const own = attributes.filter((attribute) => isDeclaration(attribute.name)).map(declarationOf);
    const tree: Scope = [...known, ...own];
    const text: (readonly [string, string])[] = [...written, ...own];
    let added = '';
    /** Declares a prefix in the text, if it does not mean the namespace there. */
    const need = (prefix: string, uri: string): string => {
      if (prefix === 'xml' || prefix === 'xmlns' || boundTo(text, prefix) === uri) return prefix;
      text.push([prefix, uri]);
      added += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`;
      return prefix;
    };
    this.#indent(level, mixed);
    const prefix = need(elementPrefix(name, tree, text), name.uri);
    const tag = prefix === '' ? name.local : `${prefix}:${name.local}`;
    this.out += `<${tag}`;
    for (const attribute of attributes) {
      // A default namespace that the name of the element contradicts is declared anew instead.
      if (attribute.name.uri === '' && attribute.name.local === 'xmlns' && added.startsWith(' xmlns=')) continue;
      const before = attribute.name.uri === '' ? '' : need(attributePrefix(attribute, tree) ?? `p${text.length + 1}`, attribute.name.uri);
      this.out += ` ${before === '' ? '' : `${before}:`}${attribute.name.local}="${escapeAttribute(attribute.value)}"`;
    }
    this.out += added;
    this.#content(element, tag, tree, text, level, mixed);
  }

  #content(element: XElement, tag: string, known: Scope, written: Scope, level: number, mixed: boolean): void {
    if (element.isEmpty) {
      this.out += ' />';
      return;
    }
    this.out += '>';
    let text = mixed;
    for (const child of element.nodes()) {
      text ||= child.nodeType === types.Text || child.nodeType === types.CDATA;
      this.node(child, known, written, level + 1, text);
    }
    if (element.first !== null) this.#indent(level, text);
    this.out += `</${tag}>`;
  }
}

const declarationOf = ({ name, value }: XAttribute): readonly [string, string] => [name.uri === '' ? '' : name.local, value];

/** The prefix of an element's name: one that the tree knows, one that the text has, or the default. */
function elementPrefix(name: XName, tree: Scope, text: Scope): string {
  if (name.uri === '') return '';
  if (name.uri === xmlUri) return 'xml';
  return prefixOf(tree, name.uri, true) ?? prefixOf(text, name.uri, true) ?? '';
}

/** Undefined when no prefix means the attribute's namespace. */
function attributePrefix({ name }: XAttribute, scope: Scope): string | undefined {
  if (name.uri === '') return '';
  if (name.uri === xmlUri) return 'xml';
  return name.uri === xmlnsUri ? 'xmlns' : prefixOf(scope, name.uri, false);
}

function doctypeText({ name, publicId, systemId, internalSubset }: XDocumentType): string {
  const id = publicId !== null ? ` PUBLIC "${publicId}" "${systemId ?? ''}"` : systemId === null ? '' : ` SYSTEM "${systemId}"`;
  return `<!DOCTYPE ${name}${id}${internalSubset === null || internalSubset === '' ? ' ' : `[${internalSubset}]`}>`;
}

/** Namespaces that the containers around a node declare. */
function scopeAround(node: XNode): Scope {
  const scope: (readonly [string, string])[] = [];
  for (let parent: XContainer | null = node.parent; parent !== null; parent = parent.parent) {
    if (parent.nodeType !== types.Element) continue;
    scope.unshift(...(parent as XElement).attributes.filter(({ name }) => isDeclaration(name)).map(declarationOf));
  }
  return scope;
}

/** The XML text of a node. It uses the prefixes declared around it, and declares those again that it needs. */
export function writeNode(node: XNode, layout: XmlLayout): string {
  const writer = new XmlWriter(layout);
  writer.node(node, scopeAround(node), [], 0, false);
  return writer.out;
}

/** `x="1"`. */
export const attributeText = (attribute: XAttribute): string => {
  const { name, value } = attribute;
  const prefix = name.uri === '' ? '' : name.uri === xmlUri ? 'xml:' : name.uri === xmlnsUri ? 'xmlns:' : '';
  return `${prefix}${name.local}="${escapeAttribute(value)}"`;
};
