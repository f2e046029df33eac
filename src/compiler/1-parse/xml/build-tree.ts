import type { Report } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import type { Source } from '../../../diagnostics/source.ts';
import { point, type Span } from '../../../diagnostics/span.ts';
import { trimmed } from './cursor.ts';
import type { Nested, NestedElement, NestedNode, NestingFault } from './nesting.ts';
import type { CharacterData, RawAttribute } from './tokens.ts';
import type { Attribute, Dialect, Document, Element, Node, Text } from './tree.ts';
import type { ValueReader } from './value.ts';

const unclosedElement = message(
  'xml/unclosed-element',
  'error',
  '`<{name}>` is never closed',
  'close it with `</{name}>`, or write `<{name}/>` if it is empty',
);

const mismatchedTag = message(
  'xml/mismatched-tag',
  'error',
  '`</{found}>` stands where `</{name}>` is due',
  'an end tag repeats the name of its start tag, letter case included',
);

const strayEndTag = message(
  'xml/stray-end-tag',
  'error',
  '`</{name}>` closes nothing: no `<{name}>` is open here',
  'remove it, or add the start tag',
);

const missingSlash = message('xml/missing-slash', 'error', '`<{name}>` is meant as an end tag, but has no slash', 'write `</{name}>`');

const tooDeep = message(
  'xml/too-deep',
  'error',
  'elements are nested more than {limit} deep',
  'what stands inside this element was not read',
);

const severalRoots = message(
  'xml/several-roots',
  'error',
  '`<{name}>` is a second root: a document is one element',
  'put all elements into one, such as `<policies>` or `<fragment>`',
);

const noRoot = message(
  'xml/no-root',
  'error',
  'there is no element in this document',
  'a document is one element, such as `<policies>` or `<fragment>`',
);

const textOutsideRoot = message('xml/text-outside-root', 'error', 'text outside the root element', 'only comments may stand outside it');

/** Makes the tree from nested tags, and reports what is wrong with the nesting. */
export function buildTree(source: Source, dialect: Dialect, nested: Nested, values: ValueReader, report: Report, depth: number): Document {
  for (const fault of nested.faults) reportFault(source, fault, report, depth);
  const strays = new Set(nested.faults.flatMap((fault) => (fault.kind === 'stray' ? [fault.inside] : [])));
  const children = nested.children.map((node) => buildNode(source, node, values, strays));
  const roots = children.filter((node) => node.kind === 'element');
  const [root, second] = roots;

  if (root === undefined) report(noRoot, point(trimmed(source.text, { start: 0, end: source.text.length }).start), {});
  if (root !== undefined && second !== undefined) {
    report(severalRoots, second.openSpan, { name: second.name }, { related: [{ source, span: root.openSpan, message: 'the first root' }] });
  }
  if (root !== undefined) {
    for (const node of children) if (node.kind === 'text' && !node.blank) report(textOutsideRoot, trimmed(source.text, node.span), {});
  }
  return { dialect, ...(root === undefined ? {} : { root }), roots, children };
}

function reportFault(source: Source, fault: NestingFault, report: Report, depth: number): void {
  const also = (span: Span, text: string) => ({ related: [{ source, span, message: text }] });
  switch (fault.kind) {
    case 'unclosed': {
      const { name, span, nameSpan } = fault.tag;
      const by = fault.by === undefined ? {} : also(fault.by, `still open here`);
      report(unclosedElement, { start: span.start, end: nameSpan.end }, { name }, by);
      break;
    }
    case 'mismatched':
      report(mismatchedTag, fault.end.span, { found: fault.end.name, name: fault.tag.name }, also(fault.tag.span, 'opened here'));
      break;
    case 'stray':
      report(strayEndTag, fault.end.span, { name: fault.end.name });
      break;
    case 'slashless':
      report(missingSlash, fault.tag.span, { name: fault.tag.name }, also(fault.open.span, 'opened here'));
      break;
    case 'too-deep':
      report(tooDeep, { start: fault.tag.span.start, end: fault.tag.nameSpan.end }, { limit: depth });
      break;
  }
}

function buildNode(source: Source, node: NestedNode, values: ValueReader, strays: ReadonlySet<object | undefined>): Node {
  switch (node.kind) {
    case 'element':
      return buildElement(source, node, values, strays);
    case 'character-data':
      return buildText(source, node, values);
    case 'comment':
      return { kind: 'comment', span: node.span, innerSpan: node.innerSpan };
  }
}

function buildElement(
  source: Source,
  { tag, end, children }: NestedElement,
  values: ValueReader,
  strays: ReadonlySet<object | undefined>,
): Element {
  const inner = tag.span.end;
  const close = end.kind === 'end-tag' ? end.tag.span : point(end.kind === 'missing' ? Math.max(inner, end.at) : inner);
  const element = {
    kind: 'element' as const,
    name: tag.name,
    nameSpan: tag.nameSpan,
    span: { start: tag.span.start, end: close.end },
    openSpan: tag.span,
    innerSpan: { start: inner, end: close.start },
    attributes: tag.attributes.map((attribute) => buildAttribute(attribute, values)),
    children: children.map((child) => buildNode(source, child, values, strays)),
    selfClosing: tag.selfClosing,
    damaged: tag.damaged || end.kind === 'missing' || strays.has(tag),
  };
  return end.kind === 'end-tag' ? { ...element, closeSpan: close } : element;
}

function buildAttribute({ name, nameSpan, span, value, damaged }: RawAttribute, values: ValueReader): Attribute {
  return { kind: 'attribute', name, nameSpan, span, value: values.read(value), valueSpan: value.span, damaged };
}

function buildText(source: Source, { span, value }: CharacterData, values: ValueReader): Text {
  const blank = value.expression === undefined && /^[ \t\r\n]*$/.test(source.text.slice(span.start, span.end));
  return { kind: 'text', span, value: values.read(value), blank };
}
