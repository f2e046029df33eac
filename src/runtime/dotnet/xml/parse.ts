import type { Budget } from '../../budget.ts';
import { XAttribute, type XContainer, XDeclaration, XDocument, XElement } from './tree/container.ts';
import { isNameChar, isNameStart, XName, xmlError } from './tree/name.ts';
import { XCData, XComment, XProcessingInstruction } from './tree/node.ts';

/** Deeper trees are refused, so that nobody's input ends the stack. */
const maxDepth = 512;

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** Characters that XML does not know: most control characters, U+FFFE and U+FFFF. */
const forbidden = /(?![\t\n\r])\p{Cc}(?<![\u007f-\u009f])|[\ufffe\uffff]/u;
const blank = /^[ \t\r\n]*$/;
const xmlUri = 'http://www.w3.org/XML/1998/namespace';
const xmlnsUri = 'http://www.w3.org/2000/xmlns/';

interface OpenElement {
  readonly element: XElement;
  readonly tag: string;
  readonly at: number;
  /** Prefixes declared by the element itself. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly keepSpace: boolean;
}

/** Reads XML 1.0 with namespaces. Document types are refused: they can hide other files and grow without bound. */
class XmlReader {
  readonly #text: string;
  readonly #keepSpace: boolean;
  #at = 0;
  readonly #document = new XDocument();
  readonly #open: OpenElement[] = [];

  constructor(text: string, keepSpace: boolean) {
    // A byte order mark is not part of the text; line ends are line feeds.
    this.#text = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    this.#keepSpace = keepSpace;
  }

  #place(at: number): readonly [line: number, position: number] {
    const lines = this.#text.slice(0, at).split('\n');
    return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
  }

  #fail(text: string, at = this.#at): never {
    const [line, position] = this.#place(at);
    throw xmlError(`${text} Line ${line}, position ${position}.`);
  }

  #startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  get #container(): XContainer {
    return this.#open.at(-1)?.element ?? this.#document;
  }

  read(): XDocument {
    if (this.#startsWith('<?xml') && /\s/.test(this.#text[5] ?? '')) this.#declaration();
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] !== '<') this.#characters();
      else if (this.#startsWith('<!--')) this.#comment();
      else if (this.#startsWith('<![CDATA[')) this.#cdata();
      else if (this.#startsWith('<?')) this.#instruction();
      else if (this.#startsWith('<!')) this.#fail('For security reasons DTD is prohibited in this XML document.');
      else if (this.#startsWith('</')) this.#endTag();
      else this.#startTag();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined)
      this.#fail(
        `Unexpected end of file has occurred. The following elements are not closed: ${this.#open
          .map(({ tag }) => tag)
          .reverse()
          .join(', ')}.`,
      );
    if (this.#document.root === null) throw xmlError('Root element is missing.');
    return this.#document;
  }

  #declaration(): void {
    const end = this.#text.indexOf('?>');
    if (end < 0) this.#fail('Unexpected end of file has occurred.');
    const head = this.#text.slice(5, end);
    const found =
      /^\s+version\s*=\s*(["'])(1\.\d)\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\3)?(?:\s+standalone\s*=\s*(["'])(yes|no)\5)?\s*$/.exec(
        head,
      );
    if (found === null) this.#fail('Syntax for an XML declaration is invalid.');
    this.#document.declaration = new XDeclaration(found[2] ?? null, found[4] ?? null, found[6] ?? null);
    this.#at = end + 2;
  }

  #until(close: string, start: number): string {
    const end = this.#text.indexOf(close, start);
    if (end < 0) this.#fail('Unexpected end of file has occurred.', this.#text.length);
    this.#at = end + close.length;
    return this.#text.slice(start, end);
  }

  #comment(): void {
    const start = this.#at + 4;
    const text = this.#until('-->', start);
    if (text.includes('--') || text.endsWith('-'))
      this.#fail("An XML comment cannot contain '--', and '-' cannot be the last character.", start);
    this.#container.insert(new XComment(text), null);
  }

  #cdata(): void {
    if (this.#open.length === 0) this.#fail('Data at the root level is invalid.');
    this.#container.insert(new XCData(this.#until(']]>', this.#at + 9)), null);
  }

  #instruction(): void {
    const start = this.#at + 2;
    const text = this.#until('?>', start);
    const [, target, data = ''] = /^([^\s?]+)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
    if (target === undefined || target.toLowerCase() === 'xml')
      this.#fail(
        'Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.',
        start,
      );
    this.#container.insert(new XProcessingInstruction(target, data), null);
  }

  #characters(): void {
    const start = this.#at;
    const next = this.#text.indexOf('<', start);
    const end = next < 0 ? this.#text.length : next;
    const raw = this.#text.slice(start, end);
    if (this.#open.length === 0) {
      const bad = raw.search(/[^ \t\n]/);
      if (bad >= 0) this.#fail('Data at the root level is invalid.', start + bad);
      this.#at = end;
      return;
    }
    if (raw.includes(']]>')) this.#fail("']]>' is not allowed in character data.", start + raw.indexOf(']]>'));
    const text = this.#decode(raw, start);
    this.#at = end;
    const keep = this.#keepSpace || this.#open.at(-1)?.keepSpace === true;
    if (keep || !blank.test(raw)) this.#container.addText(text, null);
  }

  #decode(raw: string, start: number): string {
    if (!raw.includes('&')) return this.#checked(raw, start);
    return this.#checked(
      raw.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|[^;&\s<]*);?/g, (all, name: string, offset: number) => {
        if (!all.endsWith(';')) this.#fail('An error occurred while parsing EntityName.', start + offset + 1);
        if (!name.startsWith('#')) return entities.get(name) ?? this.#fail(`Reference to undeclared entity '${name}'.`, start + offset + 1);
        const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
        if (!isXmlChar(code))
          this.#fail(
            `'${String.fromCharCode(code & 0xffff)}', hexadecimal value 0x${code.toString(16).toUpperCase()}, is an invalid character.`,
            start + offset,
          );
        return String.fromCodePoint(code);
      }),
      start,
    );
  }

  #checked(text: string, start: number): string {
    const bad = text.search(forbidden);
    if (bad >= 0)
      this.#fail(
        `'${text[bad]}', hexadecimal value 0x${text.charCodeAt(bad).toString(16).toUpperCase().padStart(2, '0')}, is an invalid character.`,
        start + bad,
      );
    return text;
  }

  /** A name with its prefix, as written. */
  #name(): string {
    const start = this.#at;
    for (;;) {
      const c = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0x20);
      const fits = this.#at === start ? isNameStart(c) : isNameChar(c) || c === ':';
      if (!fits) break;
      this.#at += c.length;
    }
    if (this.#at === start) {
      const c = this.#text[start];
      if (c === undefined) this.#fail('Unexpected end of file has occurred.');
      this.#fail(
        `Name cannot begin with the '${c}' character, hexadecimal value 0x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}.`,
      );
    }
    return this.#text.slice(start, this.#at);
  }

  #space(): boolean {
    const start = this.#at;
    while (/[ \t\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
    return this.#at > start;
  }

  #startTag(): void {
    const at = this.#at;
    if (this.#open.length === 0 && this.#document.root !== null) this.#fail('There are multiple root elements.', at + 1);
    if (this.#open.length >= maxDepth) this.#fail(`The document is deeper than ${maxDepth} elements.`);
    this.#at++;
    const tag = this.#name();
    const raw: { name: string; value: string; at: number }[] = [];
    for (;;) {
      const spaced = this.#space();
      const c = this.#text[this.#at];
      if (c === '>' || c === '/') break;
      if (c === undefined) this.#fail('Unexpected end of file has occurred.');
      if (!spaced) this.#fail(`'${c}' is an unexpected token. Expecting white space.`);
      raw.push(this.#attribute());
    }
    const closed = this.#text[this.#at] === '/';
    if (closed && this.#text[this.#at + 1] !== '>')
      this.#fail(`'${this.#text[this.#at + 1] ?? ''}' is an unexpected token. The expected token is '>'.`, this.#at + 1);
    this.#at += closed ? 2 : 1;
    this.#enter(tag, raw, at + 1);
    if (closed) this.#open.pop();
  }

  #attribute(): { name: string; value: string; at: number } {
    const at = this.#at;
    const name = this.#name();
    this.#space();
    if (this.#text[this.#at] !== '=') this.#fail(`'${this.#text[this.#at] ?? ''}' is an unexpected token. The expected token is '='.`);
    this.#at++;
    this.#space();
    const quote = this.#text[this.#at] ?? '';
    if (quote !== '"' && quote !== "'") this.#fail(`'${quote}' is an unexpected token. The expected token is '"' or '''.`);
    const start = this.#at + 1;
    const text = this.#until(quote, start);
    if (text.includes('<')) this.#fail("'<', hexadecimal value 0x3C, is an invalid attribute character.", start + text.indexOf('<'));
    return { name, value: this.#decode(text.replace(/[\n\t]/g, ' '), start), at };
  }

  #enter(tag: string, raw: readonly { name: string; value: string; at: number }[], at: number): void {
    const prefixes = new Map<string, string>();
    for (const { name, value } of raw) {
      if (name === 'xmlns') prefixes.set('', value);
      else if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), value);
    }
    const outer = this.#open.at(-1);
    const element = new XElement(this.#resolve(tag, prefixes, true, at));
    const seen = new Set<string>();
    for (const attribute of raw) {
      const name = attribute.name === 'xmlns' ? new XName('', 'xmlns') : this.#resolve(attribute.name, prefixes, false, attribute.at);
      if (seen.has(name.toString())) this.#fail(`'${attribute.name}' is a duplicate attribute name.`, attribute.at);
      seen.add(name.toString());
      element.adopt(new XAttribute(name, attribute.value));
    }
    const space = raw.find(({ name }) => name === 'xml:space')?.value;
    const keepSpace = space === undefined ? outer?.keepSpace === true : space === 'preserve';
    this.#container.insert(element, null);
    this.#open.push({ element, tag, at, prefixes, keepSpace });
  }

  #resolve(name: string, own: ReadonlyMap<string, string>, isElement: boolean, at: number): XName {
    const colon = name.indexOf(':');
    if (colon < 0 && !isElement) return new XName('', name);
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const local = name.slice(colon + 1);
    if (local === '' || local.includes(':'))
      this.#fail("The ':' character, hexadecimal value 0x3A, cannot be included in a name.", at + colon);
    if (prefix === 'xml') return new XName(xmlUri, local);
    if (prefix === 'xmlns') return new XName(xmlnsUri, local);
    const uri = own.get(prefix) ?? this.#open.findLast(({ prefixes }) => prefixes.has(prefix))?.prefixes.get(prefix);
    if (uri === undefined && prefix !== '') this.#fail(`'${prefix}' is an undeclared prefix.`, at);
    return new XName(uri ?? '', local);
  }

  #endTag(): void {
    const at = this.#at + 2;
    this.#at = at;
    const tag = this.#name();
    const open = this.#open.pop();
    if (open === undefined) this.#fail('Unexpected end tag.', at);
    if (open.tag !== tag) {
      const [line, position] = this.#place(open.at);
      this.#fail(`The '${open.tag}' start tag on line ${line} position ${position} does not match the end tag of '${tag}'.`, at);
    }
    this.#space();
    if (this.#text[this.#at] !== '>') this.#fail(`'${this.#text[this.#at] ?? ''}' is an unexpected token. The expected token is '>'.`);
    this.#at++;
    if (open.element.first === null) open.element.hasEmptyText = true;
  }
}

const isXmlChar = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

/** `XDocument.Parse`. White space between tags is dropped unless it is asked for. */
export function parseXml(budget: Budget, text: string, keepSpace: boolean): XDocument {
  budget.allocate(text.length);
  return new XmlReader(text, keepSpace).read();
}

/** `XElement.Parse`: the root without its document. */
export function parseElement(budget: Budget, text: string, keepSpace: boolean): XElement {
  const document = parseXml(budget, text, keepSpace);
  const { root } = document;
  if (root === null) throw xmlError('Root element is missing.');
  document.unlink(root);
  return root;
}
