import type { Span } from './span.ts';

/** A place in a text as people count it. Line and column start at 1; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** What the bytes of a text were. `damaged`: some are no UTF-8, and stand as U+FFFD in the text; one in UTF-16 was not read. */
export type Encoding = 'utf-8' | 'utf-16' | 'damaged';

/** One text that findings point into. `file` is relative to the working folder, with forward slashes. */
export class Source {
  readonly file: string;
  readonly text: string;
  /** The text as it may be printed: as long as `text`, with secrets masked. */
  readonly shown: string;
  readonly encoding: Encoding;
  #lines: readonly number[] = [];

  constructor(file: string, text: string, shown: string = text, encoding: Encoding = 'utf-8') {
    this.file = file;
    this.text = text;
    this.shown = shown;
    this.encoding = encoding;
  }

  /** The same text, of which some ranges are never printed. */
  masked(spans: readonly Span[]): Source {
    let { shown } = this;
    for (const { start, end } of spans) shown = shown.slice(0, start) + shown.slice(start, end).replace(/[^\r\n]/g, '•') + shown.slice(end);
    return new Source(this.file, this.text, shown, this.encoding);
  }

  /** The lines from the first to the last one, both included and counted from 1, as they may be printed; their ends are `\n`. */
  lines(first: number, last: number): string {
    if (this.#lines.length === 0) this.#lines = lineStarts(this.text);
    const start = this.#lines[first - 1] ?? this.text.length;
    const text = this.shown.slice(start, this.#lines[last] ?? this.text.length).replace(/\r\n?/g, '\n');
    return last < this.#lines.length ? text.slice(0, -1) : text;
  }

  /** The position of an offset. Offsets beyond the text are clamped. The line table is built on first use. */
  locate(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    if (this.#lines.length === 0) this.#lines = lineStarts(this.text);
    const lines = this.#lines;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (lines[low] ?? 0) + 1, offset: at };
  }
}

/** Offsets at which lines start. `\n`, `\r\n` and a lone `\r` end a line. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}
