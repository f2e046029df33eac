import type { Source } from '../../diagnostics/source.ts';
import type { Span } from '../../diagnostics/span.ts';

/** A part of a text by lines and columns from 1; the end column is the first one behind it. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The region of a span as services count: a byte order mark is no character of the first line. */
export function regionOf(source: Source, span: Span): Region {
  const mark = source.text.startsWith('\uFEFF') ? 1 : 0;
  const place = (offset: number) => {
    const { line, column } = source.locate(Math.max(offset, mark));
    return { line, column: line === 1 ? column - mark : column };
  };
  const start = place(span.start);
  const end = place(Math.max(span.start, span.end));
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
