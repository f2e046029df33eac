import type { Span } from '../../../diagnostics/span.ts';
import type { CharacterData, CommentToken, EndTag, StartTag, Token } from './tokens.ts';

/** The document as nested tags, values still as they stand. */
export interface Nested {
  readonly children: readonly NestedNode[];
  readonly faults: readonly NestingFault[];
}

export type NestedNode = NestedElement | CharacterData | CommentToken;

export interface NestedElement {
  readonly kind: 'element';
  readonly tag: StartTag;
  readonly end: ElementEnd;
  readonly children: readonly NestedNode[];
}

/** How an element ends: by itself, by its end tag, or where another tag shows that its end tag is missing. */
export type ElementEnd =
  | { readonly kind: 'self-closed' }
  | { readonly kind: 'end-tag'; readonly tag: EndTag }
  | { readonly kind: 'missing'; readonly at: number };

export type NestingFault =
  /** No end tag: `by` is the tag that shows it, absent at the end of the text. */
  | { readonly kind: 'unclosed'; readonly tag: StartTag; readonly by?: Span }
  /** An end tag with another name than the start tag it closes. */
  | { readonly kind: 'mismatched'; readonly tag: StartTag; readonly end: EndTag }
  /** An end tag without start tag; `inside` is the innermost element open there. */
  | { readonly kind: 'stray'; readonly end: EndTag; readonly inside?: StartTag }
  /** A start tag that is meant as the end tag of `open`. */
  | { readonly kind: 'slashless'; readonly tag: StartTag; readonly open: StartTag }
  /** Elements inside this one are left out. */
  | { readonly kind: 'too-deep'; readonly tag: StartTag };

/** How start and end tags find each other: by their order alone, or by the indentation of lines as well. */
type Guide = 'order' | 'indentation';

/** An element that is open, with what it holds so far. */
interface Open {
  readonly tag: StartTag;
  /** The columns before the tag, when it is the first thing on its line. */
  readonly indent: number | undefined;
  readonly children: NestedNode[];
}

/**
 * Matches start tags with end tags. When that fails by order alone, it is tried again guided by indentation, which shows which element was
 * left open; that reading holds if it needs no more repairs.
 */
export function nest(text: string, tokens: readonly Token[], depth: number): Nested {
  const plain = new Nesting(text, tokens, depth, 'order').run();
  if (plain.faults.every((fault) => fault.kind === 'too-deep')) return plain;
  const guided = new Nesting(text, tokens, depth, 'indentation').run();
  return guided.faults.length <= plain.faults.length ? guided : plain;
}

/** How many tags are looked at to find out what an end tag is meant to close. */
const lookahead = 500;

/** Where matching gives up: such a text is no document, and the time spent on it must stay in proportion. */
const mostFaults = 200;
const mostOpen = 2000;

class Nesting {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #depth: number;
  readonly #guide: Guide;
  readonly #top: NestedNode[] = [];
  readonly #open: Open[] = [];
  readonly #faults: NestingFault[] = [];

  constructor(text: string, tokens: readonly Token[], depth: number, guide: Guide) {
    this.#text = text;
    this.#tokens = tokens;
    this.#depth = depth;
    this.#guide = guide;
  }

  run(): Nested {
    for (const [index, token] of this.#tokens.entries()) {
      if (this.#faults.length > mostFaults || this.#open.length > mostOpen) break;
      switch (token.kind) {
        case 'start-tag':
          if (!this.#endsWithoutSlash(token, index)) this.#start(token);
          break;
        case 'end-tag':
          this.#end(token, index);
          break;
        default:
          this.#add(token);
      }
    }
    while (this.#open.length > 0) this.#leave(this.#text.length, undefined);
    return { children: this.#top, faults: this.#faults };
  }

  #add(node: NestedNode): void {
    if (this.#open.length <= this.#depth) (this.#open.at(-1)?.children ?? this.#top).push(node);
  }

  #start(tag: StartTag): void {
    const indent = this.#indent(tag.span.start);
    if (this.#guide === 'indentation' && indent !== undefined) {
      for (let last = this.#open.at(-1); last?.indent !== undefined && last.indent >= indent; last = this.#open.at(-1)) {
        this.#leave(tag.span.start, tag.span);
      }
    }
    if (tag.selfClosing) {
      this.#add({ kind: 'element', tag, end: { kind: 'self-closed' }, children: [] });
      return;
    }
    if (this.#open.length === this.#depth && !this.#faults.some((fault) => fault.kind === 'too-deep'))
      this.#faults.push({ kind: 'too-deep', tag });
    this.#open.push({ tag, indent, children: [] });
  }

  /**
   * True when a start tag is the end tag of the innermost element, whose slash was lost: the same name without attributes, and the next end
   * tag closes the element around both.
   */
  #endsWithoutSlash(tag: StartTag, index: number): boolean {
    const open = this.#open.at(-1);
    if (open === undefined || open.tag.name !== tag.name || tag.attributes.length > 0 || tag.selfClosing) return false;
    const next = this.#nextEnd(index + 1);
    if (next === tag.name || next !== this.#open.at(-2)?.tag.name) return false;
    this.#open.pop();
    this.#faults.push({ kind: 'slashless', tag, open: open.tag });
    const { name, nameSpan, span } = tag;
    const end: ElementEnd = { kind: 'end-tag', tag: { kind: 'end-tag', name, nameSpan, span } };
    this.#add({ kind: 'element', tag: open.tag, end, children: open.children });
    return true;
  }

  #end(end: EndTag, index: number): void {
    const last = this.#open.at(-1);
    const partner = this.#partner(end, index);
    if (partner === undefined) {
      this.#faults.push({ kind: 'stray', end, ...(last === undefined ? {} : { inside: last.tag }) });
      return;
    }
    while (this.#open.length - 1 > partner) this.#leave(end.span.start, end.span);
    const open = this.#open.pop();
    if (open === undefined) return;
    if (end.name !== open.tag.name && end.name !== '' && open === last) this.#faults.push({ kind: 'mismatched', tag: open.tag, end });
    this.#add({ kind: 'element', tag: open.tag, end: { kind: 'end-tag', tag: end }, children: open.children });
  }

  /** The index of the open element that an end tag closes. */
  #partner(end: EndTag, index: number): number | undefined {
    const top = this.#open.length - 1;
    const last = this.#open[top];
    if (last === undefined) return undefined;
    if (end.name === '') return top;
    let partner = this.#open.findLastIndex((open) => open.tag.name === end.name);
    if (this.#guide === 'indentation') {
      const indent = this.#indent(end.span.start);
      const aligned = indent === undefined ? -1 : this.#open.findLastIndex((open) => open.tag.name === end.name && open.indent === indent);
      if (aligned >= 0) partner = aligned;
    }
    if (partner === top) return top;
    const next = this.#nextEnd(index + 1);
    // A tag that closes nothing: the one that closes the innermost element is still to come.
    if (partner < 0) return next === last.tag.name ? undefined : top;
    // The same end tag comes once more for one start tag, so this one stands where another was meant.
    if (next === end.name && this.#open.filter((open) => open.tag.name === end.name).length === 1) return top;
    return partner;
  }

  /** The name of the next end tag that closes an element open now. */
  #nextEnd(from: number): string | undefined {
    let open = 0;
    const limit = Math.min(this.#tokens.length, from + lookahead);
    for (let index = from; index < limit; index++) {
      const token = this.#tokens[index];
      if (token?.kind === 'start-tag' && !token.selfClosing) open++;
      else if (token?.kind === 'end-tag' && open-- === 0) return token.name;
    }
    return undefined;
  }

  /** Ends the innermost element where its end tag is missing. */
  #leave(at: number, by: Span | undefined): void {
    const open = this.#open.pop();
    if (open === undefined) return;
    this.#faults.push({ kind: 'unclosed', tag: open.tag, ...(by === undefined ? {} : { by }) });
    this.#add({ kind: 'element', tag: open.tag, end: { kind: 'missing', at }, children: open.children });
  }

  /** The columns before `at`, if nothing but blanks stands there on its line. A tab counts as four. */
  #indent(at: number): number | undefined {
    let columns = 0;
    for (let index = at - 1; index >= 0; index--) {
      const character = this.#text[index];
      if (character === ' ') columns++;
      else if (character === '\t') columns += 4;
      else return character === '\n' || character === '\r' || character === '\uFEFF' ? columns : undefined;
    }
    return columns;
  }
}
