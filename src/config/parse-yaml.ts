import {
  type Alias,
  type Document,
  type DocumentOptions,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParseOptions,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Message } from '../diagnostics/message.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Fault } from './fault.ts';
import { shownKey } from './scalars/secret-name.ts';
import type { Tree } from './tree.ts';
import { bracket, indent, quote, structure, unexpected, wording } from './yaml-syntax.ts';

const mostCharacters = 8 * 1024 * 1024;
const mostLevels = 32;
/** How many values aliases may repeat in all: enough for any honest file, and no bomb. */
const mostRepeated = 10_000;

const options: ParseOptions & DocumentOptions = {
  prettyErrors: false,
  uniqueKeys: false,
  stringKeys: true,
  version: '1.2',
  // A lower level hides that there are several documents.
  logLevel: 'error',
};

/** Reads YAML 1.2 into a tree with spans. A tree comes back only when the syntax is whole; nothing throws. */
export function parseYaml(text: string): { readonly tree: Tree | undefined; readonly faults: readonly Fault[] } {
  if (text.length > mostCharacters) {
    return { tree: undefined, faults: [{ message: structure.tooLong, span: { start: 0, end: 0 }, values: { most: mostCharacters } }] };
  }
  const document = parseDocument(text, options);
  const faults = syntaxFaults(document, text);
  if (faults.length > 0) return { tree: undefined, faults };
  const builder = new TreeBuilder(text);
  const tree = document.contents === null ? undefined : builder.build(document.contents, undefined, 0);
  return { tree, faults: builder.faults };
}

/** One finding a line: what follows on the same line is mostly an echo of the first. */
function syntaxFaults(document: Document.Parsed, text: string): Fault[] {
  const seen = new Set<number>();
  const faults: Fault[] = [];
  for (const error of [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])) {
    const said = wording(error, text);
    // After a first error the reader is often lost, and expects nothing that comes.
    if (said === unexpected && faults.length > 0) continue;
    const span = spanOf(error, said, text);
    const line = text.lastIndexOf('\n', span.start - 1);
    if (seen.has(line)) continue;
    seen.add(line);
    faults.push({ message: said, span, values: {} });
  }
  return faults;
}

/** Where to point: at what was opened and not closed, past blanks, at whole words, and never over the end of a line. */
function spanOf(error: YAMLError, said: Message, text: string): Span {
  let start = Math.min(error.pos[0], text.length);
  let { 1: end } = error.pos;
  if (said === quote || said === bracket) {
    start = opening(said, start, text) ?? start;
    end = said === bracket ? start + 1 : text.length;
  } else {
    if (said === indent) start += /^[ ]*/.exec(text.slice(start))?.[0].length ?? 0;
    if (end <= start + 1) end = start + (/^[^\s,:{}[\]"']+/.exec(text.slice(start))?.[0].length ?? 1);
  }
  const lineEnd = start + (/[\r\n]|$/.exec(text.slice(start))?.index ?? 0);
  return { start, end: Math.max(start, Math.min(end, lineEnd)) };
}

/** The start of the innermost quoted text, or of the innermost map or list in brackets, that begins before `at` and is not closed. */
function opening(said: Message, at: number, text: string): number | undefined {
  let found: number | undefined;
  visit(parseDocument(text, { ...options, keepSourceTokens: true }), {
    Node: (_, node) => {
      const [start, end] = node.range ?? [0, 0];
      const opens = said === quote ? isScalar(node) && node.type?.startsWith('QUOTE') === true && end >= at : isUnclosed(node);
      if (opens && start < at) found = start;
    },
  });
  return found;
}

const isUnclosed = (node: Node): boolean =>
  isCollection(node) &&
  node.srcToken?.type === 'flow-collection' &&
  !node.srcToken.end.some(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');

class TreeBuilder {
  readonly faults: Fault[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, Node>();
  #repeating = 0;
  #repeated = 0;
  #outermost: Span = { start: 0, end: 0 };

  constructor(text: string) {
    this.#text = text;
  }

  build(node: Node, key: Span | undefined, level: number): Tree {
    const span = this.#span(node);
    if (level > mostLevels)
      return this.#refuse({ message: structure.depth, span: { start: span.start, end: span.start + 1 }, values: {} }, key ?? span);
    if (this.#repeating > 0 && ++this.#repeated > mostRepeated) {
      // Said once: every further value of the bomb would repeat it.
      if (this.#repeated === mostRepeated + 1) this.faults.push({ message: structure.tooMuch, span: this.#outermost, values: {} });
      return nothing(span, key ?? span);
    }
    if (isAlias(node)) return this.#alias(node, key, level);
    const tree = this.#value(node, key, level);
    // Known only when it is complete, so that a value cannot hold itself.
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node);
    return tree;
  }

  #value(node: Node, key: Span | undefined, level: number): Tree {
    const span = this.#span(node);
    if (isMap<Node, Node | null>(node)) return this.#map(node, key, level);
    if (isSeq<Node>(node))
      return { kind: 'list', span, key: key ?? span, items: node.items.map((item) => this.build(item, undefined, level + 1)) };
    return isScalar(node) ? this.#scalar(node, key) : nothing(span, key ?? span);
  }

  #alias(node: Alias, key: Span | undefined, level: number): Tree {
    const span = this.#span(node);
    const target = this.#anchors.get(node.source);
    if (target === undefined) return this.#refuse({ message: structure.unknownAlias, span, values: {} }, key ?? span);
    if (this.#repeating === 0) this.#outermost = span;
    this.#repeating++;
    const tree = this.build(target, key ?? span, level + 1);
    this.#repeating--;
    return tree;
  }

  #map(node: YAMLMap<Node, Node | null>, key: Span | undefined, level: number): Tree {
    const span = this.#span(node);
    const entries = new Map<string, Tree>();
    for (const pair of node.items) {
      const keySpan = this.#span(pair.key);
      if (!isScalar(pair.key) || this.#isExplicit(keySpan.start)) {
        this.faults.push({ message: structure.mapKey, span: keySpan, values: {} });
        continue;
      }
      const name = String(pair.key.value ?? '');
      const first = entries.get(name);
      const value =
        pair.value === null ? nothing({ start: keySpan.end, end: keySpan.end }, keySpan) : this.build(pair.value, keySpan, level + 1);
      if (first === undefined) entries.set(name, value);
      else if (this.#repeating === 0) {
        this.faults.push({
          message: structure.twice,
          span: keySpan,
          values: { key: shownKey(name) },
          related: { span: first.key, message: 'the first one is here' },
        });
      }
    }
    return { kind: 'map', span, key: key ?? span, entries };
  }

  /** `? key` on a line of its own: nobody writes it on purpose. */
  #isExplicit(start: number): boolean {
    let at = start - 1;
    while (at >= 0 && /\s/.test(this.#text[at] ?? '')) at--;
    return this.#text[at] === '?' && at < start - 1;
  }

  #scalar(node: Scalar, key: Span | undefined): Tree {
    const span = this.#span(node);
    const { value } = node;
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    const written = typeof value === 'string' ? value : (node.source ?? this.#text.slice(span.start, span.end));
    return { kind: 'scalar', value: known, written, span, key: key ?? span };
  }

  #refuse(fault: Fault, key: Span): Tree {
    this.faults.push(fault);
    return nothing(fault.span, key);
  }

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return { start, end };
  }
}

const nothing = (span: Span, key: Span): Tree => ({ kind: 'scalar', value: null, written: '', span, key });
