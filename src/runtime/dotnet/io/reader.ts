import { argument, argumentNull, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { NetException, netType } from '../values.ts';

const STRING_READER = runtimeType('System.IO.StringReader');

/** System.IO.StringReader: a text that is read piece by piece. */
export class StringReader {
  #text: string | undefined;
  #at = 0;

  constructor(text: string | null) {
    this.#text = text ?? argumentNull('s');
  }

  get [netType](): RuntimeType {
    return STRING_READER;
  }

  get #open(): string {
    if (this.#text === undefined) throw new NetException('System.ObjectDisposedException', 'Cannot read from a closed TextReader.');
    return this.#text;
  }

  /** The next unit without reading it; -1 at the end. */
  peek(): number {
    return this.#at < this.#open.length ? this.#open.charCodeAt(this.#at) : -1;
  }

  read(): number {
    const unit = this.peek();
    if (unit >= 0) this.#at++;
    return unit;
  }

  /** Reads units into an array and says how many. */
  readInto(target: number[] | null, start: number, count: number): number {
    if (target === null) argumentNull('buffer');
    if (start < 0) outOfRange('index', 'Non-negative number required.');
    if (count < 0) outOfRange('count', 'Non-negative number required.');
    if (target.length - start < count)
      argument(
        'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
      );
    let read = 0;
    for (; read < count && this.peek() >= 0; read++) target[start + read] = this.read();
    return read;
  }

  readToEnd(): string {
    const rest = this.#open.slice(this.#at);
    this.#at = this.#open.length;
    return rest;
  }

  /** The rest of the line without its end; null at the end of the text. */
  readLine(): string | null {
    const text = this.#open;
    if (this.#at >= text.length) return null;
    const found = /\r\n|\r|\n/g;
    found.lastIndex = this.#at;
    const end = found.exec(text);
    const line = text.slice(this.#at, end?.index ?? text.length);
    this.#at = end === null ? text.length : end.index + end[0].length;
    return line;
  }

  close(): void {
    this.#text = undefined;
  }

  toString(): string {
    return 'System.IO.StringReader';
  }
}
