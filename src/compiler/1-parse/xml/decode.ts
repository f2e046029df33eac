import type { Span } from '../../../diagnostics/span.ts';
import { OffsetMap, type Stretch } from './offset-map.ts';
import { type Escapes, referenceAt } from './references.ts';
import type { Piece } from './tokens.ts';

/** A text as it is meant, with the way back to where it stands. */
export interface Decoded {
  readonly text: string;
  readonly map: OffsetMap;
}

/** What blanks become. Text keeps them; in a literal attribute tabs and line feeds become spaces (XML 1.0, 3.3.3). */
export type Blanks = 'kept' | 'spaces';

/**
 * Decodes the pieces of a value: escapes are replaced outside CDATA sections, and `\r\n` and `\r` become `\n` (XML 1.0, 2.11). What
 * looks like an escape and is none stays as it is.
 */
export function decode(text: string, pieces: readonly Piece[], origin: number, escapes: Escapes, blanks: Blanks): Decoded {
  const first = pieces[0];
  if (pieces.length === 1 && first !== undefined && !needsDecoding(text, first, blanks)) {
    const { start, end } = first.span;
    return { text: text.slice(start, end), map: OffsetMap.identity(start, end - start) };
  }
  const builder = new Builder(text);
  for (const piece of pieces) decodePiece(builder, piece, escapes, blanks);
  return builder.build(origin);
}

const special = { kept: /[&\r]/, spaces: /[&\r\n\t]/, cdata: /\r/ };

function needsDecoding(text: string, piece: Piece, blanks: Blanks): boolean {
  return (piece.cdata ? special.cdata : special[blanks]).test(text.slice(piece.span.start, piece.span.end));
}

function decodePiece(builder: Builder, piece: Piece, escapes: Escapes, blanks: Blanks): void {
  const { start, end } = piece.span;
  const text = builder.source;
  const pattern = new RegExp(piece.cdata ? special.cdata : special[blanks], 'g');
  let copied = start;
  pattern.lastIndex = start;
  for (let match = pattern.exec(text); match !== null && match.index < end; match = pattern.exec(text)) {
    const at = match.index;
    let value: string;
    let length = 1;
    if (match[0] === '&') {
      const reference = referenceAt(text, at, escapes);
      if (reference === undefined || at + reference.length > end) continue;
      ({ value, length } = reference);
    } else {
      if (match[0] === '\r' && text[at + 1] === '\n' && at + 1 < end) length = 2;
      value = blanks === 'spaces' && !piece.cdata ? ' ' : '\n';
    }
    builder.copy({ start: copied, end: at });
    builder.replace({ start: at, end: at + length }, value);
    copied = at + length;
    pattern.lastIndex = copied;
  }
  builder.copy({ start: copied, end });
}

/** Puts a decoded text together, and its map with it. */
class Builder {
  readonly source: string;
  readonly #parts: string[] = [];
  readonly #stretches: Stretch[] = [];
  #length = 0;

  constructor(source: string) {
    this.source = source;
  }

  copy(span: Span): void {
    if (span.end > span.start) this.replace(span, this.source.slice(span.start, span.end));
  }

  replace(span: Span, value: string): void {
    const last = this.#stretches.at(-1);
    const goesOn =
      last !== undefined &&
      last.end === span.start &&
      last.end - last.start === this.#length - last.decoded &&
      span.end - span.start === value.length;
    if (goesOn) this.#stretches[this.#stretches.length - 1] = { ...last, end: span.end };
    else this.#stretches.push({ decoded: this.#length, start: span.start, end: span.end });
    this.#parts.push(value);
    this.#length += value.length;
  }

  build(origin: number): Decoded {
    return { text: this.#parts.join(''), map: new OffsetMap(origin, this.#length, this.#stretches) };
  }
}
