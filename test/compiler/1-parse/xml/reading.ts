import { parseXml, type XmlOptions } from '../../../../src/compiler/1-parse/xml/parse.ts';
import type { Attribute, Document, Element, Expression, Literal, Value } from '../../../../src/compiler/1-parse/xml/tree.ts';
import { Findings } from '../../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../../src/diagnostics/source.ts';
import type { Span } from '../../../../src/diagnostics/span.ts';

/** A document that was read, with what the tests ask about it. */
export interface Reading {
  readonly document: Document;
  readonly text: string;
  /** `severity code «text at its range»`, in order. */
  readonly findings: readonly string[];
  /** The author's text at a span. */
  readonly at: (span: Span) => string;
}

export function read(text: string, dialect: XmlOptions['dialect'] = 'auto'): Reading {
  const source = new Source('sample.xml', text);
  const findings = new Findings();
  const document = parseXml(source, findings.reporter(source), { dialect });
  const at = (span: Span) => text.slice(span.start, span.end);
  return { document, text, findings: findings.all.map((finding) => `${finding.severity} ${finding.code} «${at(finding.span)}»`), at };
}

/** All elements of a document, in order. */
export function elements(document: Document): Element[] {
  const all = (element: Element): Element[] => [element, ...element.children.flatMap((node) => (node.kind === 'element' ? all(node) : []))];
  return document.roots.flatMap(all);
}

/** The first element of that name. */
export function element(document: Document, name: string): Element {
  const found = elements(document).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no element ${name}`);
  return found;
}

export function attribute(document: Document, name: string): Attribute {
  const found = elements(document)
    .flatMap((one) => one.attributes)
    .find((one) => one.name === name);
  if (found === undefined) throw new Error(`no attribute ${name}`);
  return found;
}

/** The value of the first text that is not blank. */
export function textOf(document: Document): Value {
  for (const one of elements(document)) for (const node of one.children) if (node.kind === 'text' && !node.blank) return node.value;
  throw new Error('no text');
}

export function expression(value: Value): Expression {
  if (value.kind === 'literal') throw new Error(`a literal: ${value.text}`);
  return value;
}

export function literal(value: Value): Literal {
  if (value.kind !== 'literal') throw new Error(`an expression: ${value.code}`);
  return value;
}

function brief(value: Value): string {
  if (value.kind === 'literal') return value.text.trim();
  const [opener, closer] = value.kind === 'single' ? ['@(', ')'] : ['@{', '}'];
  return `${opener}${value.code}${value.closed ? closer : '!'}`;
}

/** The tree in short: names, attributes, texts; expressions as `@(code)`, or `@(code!` when they were not closed. */
export function outline(document: Document): string {
  const draw = (one: Element): string => {
    const attributes = one.attributes.map((each) => ` ${each.name}=${brief(each.value)}`).join('');
    const children = one.children.flatMap((node) => {
      if (node.kind === 'element') return [draw(node)];
      return node.kind === 'text' && !node.blank ? [brief(node.value)] : [];
    });
    return `${one.name}${attributes}${children.length === 0 ? '' : `[${children.join(' ')}]`}`;
  };
  return document.roots.map(draw).join(' ');
}
