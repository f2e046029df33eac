import type { Document, Element, Node } from '../../../compiler/1-parse/xml/tree.ts';
import { messageCatalogue } from '../../../diagnostics/catalogue.ts';
import type { Report } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { type Directive, type DirectiveKind, directiveWords } from './directive.ts';
import { messages } from './messages.ts';
import { type DirectiveText, readComment } from './read-comment.ts';

/** Whether a text can hold a directive at all; most do not, and need not be looked through. */
export const mayHoldDirectives = (text: string): boolean => text.includes('fedpass-');

/** The comments of a document that suppress findings. What is wrong with them is reported, and those do not count. */
export function directivesOf(text: string, document: Document, report: Report): readonly Directive[] {
  const reader = new DirectiveReader(text, report);
  reader.read(document.children);
  return reader.end();
}

interface Read extends DirectiveText {
  readonly span: Span;
}

class DirectiveReader {
  readonly #text: string;
  readonly #report: Report;
  readonly #found: Directive[] = [];
  /** Ranges that nothing has ended yet. */
  #open: Read[] = [];

  constructor(text: string, report: Report) {
    this.#text = text;
    this.#report = report;
  }

  read(nodes: readonly Node[]): void {
    for (const [index, node] of nodes.entries()) {
      if (node.kind === 'element') this.read(node.children);
      if (node.kind !== 'comment') continue;
      const comment = readComment(this.#text, node.innerSpan);
      if (comment !== undefined) this.#directive({ ...comment, span: node.span }, nodes.slice(index + 1));
    }
  }

  end(): readonly Directive[] {
    for (const { wordSpan } of this.#open) this.#report(messages.notEnded, wordSpan, {});
    return this.#found;
  }

  #directive(comment: Read, following: readonly Node[]): void {
    const { word, wordSpan } = comment;
    const kind = kindOf(word);
    if (kind === undefined) {
      // A comment may well begin with our name and mean nothing by it.
      const meant = nearest(word, Object.keys(directiveWords));
      if (meant !== undefined) this.#report(messages.unknownDirective, wordSpan, { word, meant });
    } else if (kind === 'range-end') this.#endRanges(comment);
    else if (this.#isWhole(comment)) this.#cover(kind, comment, following);
  }

  /** Whether a directive says what it suppresses and why. */
  #isWhole({ word, wordSpan, codes, reason }: Read): boolean {
    for (const { code, span } of codes) {
      const meant = messageCatalogue.has(code) ? undefined : nearest(code, messageCatalogue.keys());
      if (!messageCatalogue.has(code))
        this.#report(messages.unknownCode, span, { code }, meant === undefined ? {} : { help: `did you mean \`${meant}\`?` });
    }
    if (codes.length === 0) this.#report(messages.noCode, wordSpan, { word });
    else if (reason === '') this.#report(messages.noReason, wordSpan, { word });
    return codes.length > 0 && reason !== '';
  }

  #cover(kind: DirectiveKind, comment: Read, following: readonly Node[]): void {
    if (kind === 'range') this.#open.push(comment);
    else if (kind === 'file') this.#add(comment, { start: 0, end: this.#text.length });
    else if (kind === 'next-line') this.#add(comment, this.#lineAfter(endOfComments(comment.span.end, following)));
    else {
      const next = following.find((node): node is Element => node.kind === 'element');
      if (next === undefined) this.#report(messages.nothingFollows, comment.wordSpan, {});
      else this.#add(comment, next.span);
    }
  }

  /** Ends the ranges of some codes, or all of them. */
  #endRanges({ codes, span, wordSpan }: Read): void {
    const ended = this.#open.filter(
      (range) => codes.length === 0 || range.codes.some(({ code }) => codes.some((one) => one.code === code)),
    );
    if (ended.length === 0) this.#report(messages.notBegun, wordSpan, {});
    this.#open = this.#open.filter((range) => !ended.includes(range));
    for (const range of ended) this.#add(range, { start: range.span.end, end: span.start });
  }

  #add({ span, codes, reason }: Read, covers: Span): void {
    const known = codes.filter(({ code }) => messageCatalogue.has(code));
    if (known.length > 0) this.#found.push({ span, codes: known, covers, reason });
  }

  /** The whole of the line that follows the one of an offset. */
  #lineAfter(offset: number): Span {
    const newLine = /\r\n|\r|\n/g;
    newLine.lastIndex = offset;
    if (newLine.exec(this.#text) === null) return { start: offset, end: offset };
    const start = newLine.lastIndex;
    return { start, end: newLine.exec(this.#text)?.index ?? this.#text.length };
  }
}

/** The kind that a word means. Only own keys count: a comment may say anything. */
const kindOf = (word: string): DirectiveKind | undefined =>
  Object.hasOwn(directiveWords, word) ? directiveWords[word as keyof typeof directiveWords] : undefined;

/** Comments that stand one under another all speak of what comes after the last. */
function endOfComments(end: number, following: readonly Node[]): number {
  let last = end;
  for (const node of following) {
    if (node.kind === 'comment') last = node.span.end;
    else if (node.kind !== 'text' || !node.blank) break;
  }
  return last;
}
