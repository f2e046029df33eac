import type { Source } from '../../../diagnostics/source.ts';
import { OffsetMap } from '../../1-parse/xml/offset-map.ts';
import type { Element, Literal, Text } from '../../1-parse/xml/tree.ts';

/** The text between the tags as the author wrote it, for elements whose content stands for itself (set-body). */
export function literalXml(element: Element, source: Source): Literal {
  const { start, end } = element.innerSpan;
  const text = source.text.slice(start, end);
  const namedValues = element.children
    .filter((child): child is Text => child.kind === 'text')
    .flatMap((child) => child.value.namedValues)
    .map(({ name, span }) => ({ name, span, at: { start: span.start - start, end: span.end - start } }));
  return { kind: 'literal', text, span: element.innerSpan, map: OffsetMap.identity(start, text.length), namedValues };
}
