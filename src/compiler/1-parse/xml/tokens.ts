import type { Span } from '../../../diagnostics/span.ts';
import type { EscapesSeen } from './scan-csharp.ts';

/** The document as a row of tokens, before tags are matched with each other and values are decoded. */
export type Token = StartTag | EndTag | CharacterData | CommentToken;

export interface StartTag {
  readonly kind: 'start-tag';
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly attributes: readonly RawAttribute[];
  readonly selfClosing: boolean;
  readonly damaged: boolean;
}

export interface EndTag {
  readonly kind: 'end-tag';
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** Text and CDATA sections without a tag or comment between them. */
export interface CharacterData {
  readonly kind: 'character-data';
  readonly span: Span;
  readonly value: RawValue;
}

export interface CommentToken {
  readonly kind: 'comment';
  readonly span: Span;
  readonly innerSpan: Span;
}

export interface RawAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly value: RawValue;
  readonly damaged: boolean;
}

/** A value as it stands in the document. */
export interface RawValue {
  readonly span: Span;
  readonly where: 'attribute' | 'text';
  /** The quote around an attribute's value. */
  readonly quote?: '"' | "'";
  readonly pieces: readonly Piece[];
  /** The expression that the value is, when its end had to be found by the rules of C#. */
  readonly expression?: RawExpression;
  /** A literal that is neither text nor an expression, which has been reported. */
  readonly mended?: 'literal';
}

/** A part of a value's text. Nothing is an escape in a CDATA section. */
export interface Piece {
  readonly cdata: boolean;
  readonly span: Span;
}

export interface RawExpression {
  readonly kind: 'single' | 'block';
  readonly span: Span;
  readonly codeSpan: Span;
  readonly closed: boolean;
  readonly escapes: EscapesSeen;
}
