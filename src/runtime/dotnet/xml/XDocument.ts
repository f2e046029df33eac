import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { loadSaveRows } from './load-save-rows.ts';
import { parseXml } from './parse.ts';
import { XDeclaration, XDocument } from './tree/container.ts';
import { documentOf } from './tree/content.ts';
import { XDocumentType } from './tree/node.ts';

type Text = string | null;
type Content = readonly unknown[] | null;

const preserveWhitespace = 1;

const parse = (host: Host, text: Text, options: number): XDocument =>
  parseXml(host.budget, text ?? argumentNull('text'), (options & preserveWhitespace) !== 0);

function declared(declaration: XDeclaration | null, content: Content): XDocument {
  const document = documentOf(content ?? []);
  document.declaration = declaration;
  return document;
}

function doctypeOf(document: XDocument): XDocumentType | null {
  for (const node of document.nodes()) if (node instanceof XDocumentType) return node;
  return null;
}

const whole = { host: true } as const;

export const XDocument_ = dotnetType('class System.Xml.Linq.XDocument : XContainer', 'An XML document.', {
  create: member('XDocument()', () => new XDocument(), 'A document without content.'),
  createContent: member('XDocument(params object[] content)', (content: Content) => documentOf(content ?? []), 'A document with content.'),
  createDeclared: member(
    'XDocument(XDeclaration declaration, params object[] content)',
    declared,
    'A document with a declaration and content.',
  ),
  copy: member('XDocument(XDocument other)', (other: XDocument | null) => (other ?? argumentNull('other')).clone(), 'A copy.'),
  parse: member('static XDocument Parse(string text)', (host: Host, text: Text) => parse(host, text, 0), 'Reads a document.', whole),
  parseOptions: member('static XDocument Parse(string text, LoadOptions options)', parse, 'Reads a document.', whole),
  ...loadSaveRows<XDocument>('XDocument', parse),
  root: member('XElement Root { get; }', (document: XDocument) => document.root, 'The outermost element, or null.'),
  declaration: member('XDeclaration Declaration { get; }', (document: XDocument) => document.declaration, 'The declaration, or null.'),
  setDeclaration: member(
    'XDeclaration Declaration { set; }',
    (document: XDocument, declaration: XDeclaration | null) => {
      document.declaration = declaration;
    },
    'Changes the declaration.',
  ),
  documentType: member('XDocumentType DocumentType { get; }', doctypeOf, 'The document type, or null.'),
});

export const XDeclaration_ = dotnetType('class System.Xml.Linq.XDeclaration', 'The first line of an XML document.', {
  create: member(
    'XDeclaration(string version, string encoding, string standalone)',
    (version: Text, encoding: Text, standalone: Text) => new XDeclaration(version, encoding, standalone),
    'A declaration.',
  ),
  copy: member(
    'XDeclaration(XDeclaration other)',
    (other: XDeclaration | null) => {
      const { version, encoding, standalone } = other ?? argumentNull('other');
      return new XDeclaration(version, encoding, standalone);
    },
    'A copy.',
  ),
  version: member('string Version { get; }', (declaration: XDeclaration) => declaration.version, 'The version.'),
  setVersion: member(
    'string Version { set; }',
    (declaration: XDeclaration, value: Text) => {
      declaration.version = value;
    },
    'Changes the version.',
  ),
  encoding: member('string Encoding { get; }', (declaration: XDeclaration) => declaration.encoding, 'The encoding.'),
  setEncoding: member(
    'string Encoding { set; }',
    (declaration: XDeclaration, value: Text) => {
      declaration.encoding = value;
    },
    'Changes the encoding.',
  ),
  standalone: member('string Standalone { get; }', (declaration: XDeclaration) => declaration.standalone, 'Whether it stands alone.'),
  setStandalone: member(
    'string Standalone { set; }',
    (declaration: XDeclaration, value: Text) => {
      declaration.standalone = value;
    },
    'Changes whether it stands alone.',
  ),
  toString: member('string ToString()', (declaration: XDeclaration) => declaration.toString(), 'The declaration as XML text.'),
});
