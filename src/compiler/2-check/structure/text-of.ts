import type { Span } from '../../../diagnostics/span.ts';
import type { Text } from '../../1-parse/xml/tree.ts';

/** The part of a text that is no white space, with its range; undefined when there is none. An expression is its code. */
export function textOf(node: Text): { readonly text: string; readonly span: Span } | undefined {
  if (node.blank) return undefined;
  const { value } = node;
  if (value.kind !== 'literal') return { text: value.code, span: value.span };
  const start = value.text.length - value.text.trimStart().length;
  const end = value.text.trimEnd().length;
  return { text: value.text.trim(), span: value.map.span(start, end) };
}
