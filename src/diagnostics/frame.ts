import { codeFrameColumns } from '@babel/code-frame';
import type { Source } from './source.ts';
import type { Span } from './span.ts';

/** The lines around a span with the span marked. Long lines are not cut: policy expressions are read as they are written. */
export function frame(source: Source, span: Span, color: boolean): string {
  const start = source.locate(span.start);
  const end = source.locate(Math.max(span.start, span.end));
  const location = { start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } };
  return codeFrameColumns(source.shown, location, { linesAbove: 1, linesBelow: 1, forceColor: color, highlightCode: false });
}
