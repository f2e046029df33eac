import type { Span } from '../../diagnostics/span.ts';

/**
 * A bit of generated code. The printer joins pieces; one that has a span is where a column of the handler maps to a column of the
 * document; one that is `typeOnly` stands in the `.ts` and is left out of the `.js`.
 */
export interface Piece {
  readonly text: string;
  /** Range in the document that it was made from. */
  readonly span?: Span;
  readonly typeOnly?: boolean;
}

/** A name that generated code takes from a module of ours. `module` is below `src/`, without extension: `runtime/dotnet/system/String`. */
export interface Import {
  readonly module: string;
  readonly name: string;
  /** Import only for types: left out of the `.js`. */
  readonly typeOnly?: boolean;
  /** A local name other than the exported one. */
  readonly as?: string;
}

export const code = (text: string): Piece => ({ text });
export const typeCode = (text: string): Piece => ({ text, typeOnly: true });

/** A constant at the top of a module. Its name says all there is to it, so constants of one name are one constant. */
export interface Constant {
  readonly name: string;
  /** `const name = …;` without a line break. */
  readonly pieces: readonly Piece[];
}
