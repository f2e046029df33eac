import { jsonFailure } from '../containers.ts';

export const openIndexer = 'Path ended with open indexer.';
export const openQuery = 'Path ended with open query.';

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
  ['/', '/'],
]);

/** A place in the text of a path. */
export class Cursor {
  readonly text: string;
  at = 0;
  /** How many queries stand around this place. */
  depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character here; empty at the end. */
  get char(): string {
    return this.text.charAt(this.at);
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  skipSpaces(): void {
    while (this.char === ' ') this.at++;
  }

  expectMore(message: string): void {
    if (this.ended) jsonFailure(message);
  }

  match(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  unexpectedInIndexer(): never {
    return jsonFailure(`Unexpected character while parsing path indexer: ${this.char}`);
  }

  unexpectedInQuery(): never {
    return jsonFailure(`Unexpected character while parsing path query: ${this.char}`);
  }

  /** A text in single quotes. */
  readQuoted(): string {
    this.at++;
    let text = '';
    while (!this.ended) {
      const char = this.text.charAt(this.at++);
      if (char === "'") return text;
      if (char === '\\' && !this.ended) {
        const escaped = this.text.charAt(this.at++);
        text += escapes.get(escaped) ?? jsonFailure(`Unknown escape character: \\${escaped}`);
      } else text += char;
    }
    return jsonFailure('Path ended with an open string.');
  }
}
