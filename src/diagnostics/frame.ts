import { codeFrameColumns } from '@babel/code-frame';
import type { Source } from './source.ts';
import type { Span } from './span.ts';
import { visible } from './visible.ts';

/** Policy expressions are read as they are written, so only what nobody wrote by hand is cut. */
const most = { lines: 40, columns: 1000 };

/** The lines around a span with the span marked. */
export function frame(source: Source, span: Span, color: boolean): string {
  const start = source.locate(span.start);
  const whole = source.locate(Math.max(span.start, span.end));
  const end = whole.line - start.line < most.lines ? whole : { line: start.line, column: start.column };
  // Only these lines: to cut a large text into all of its lines for each finding takes its time.
  const startLine = Math.max(1, start.line - 1);
  const lines = source.lines(startLine, end.line + 1).split('\n');
  const left = lines.some(({ length }) => length > most.columns) ? Math.max(0, start.column - most.columns / 4) : 0;
  const text = lines.map((line) => visible(line.slice(left, left + most.columns))).join('\n');
  const place = ({ line, column }: { readonly line: number; readonly column: number }) => ({
    line,
    column: Math.min(Math.max(1, column - left), most.columns + 1),
  });
  const options = { linesAbove: 1, linesBelow: 1, startLine, forceColor: color, highlightCode: false };
  return codeFrameColumns(text, { start: place(start), end: place(end) }, options);
}
