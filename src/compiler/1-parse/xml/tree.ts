import type { Span } from '../../../diagnostics/span.ts';
import type { OffsetMap } from './offset-map.ts';

/**
 * The tree of one policy document. Every span is a range of the author's text, whatever was decoded on the way. The parser recovers,
 * so a tree is always there: what is missing or broken in it has been reported already, and `damaged` and `closed` tell later phases
 * where silence is better than a second finding about the same mistake.
 */
export interface Document {
  /** How expressions are written: escaped as XML demands, or raw. Detected, unless the caller said so. */
  readonly dialect: Dialect;
  /** The first element of the document; absent when there is none. */
  readonly root?: Element;
  /** All elements outside any other. More than one is an error, reported at the second. */
  readonly roots: readonly Element[];
  /** All that stands outside any element: the roots, comments, and text that should not be there. */
  readonly children: readonly Node[];
}

export type Dialect = 'xml' | 'rawxml';

export type Node = Element | Text | Comment;

export interface Element {
  readonly kind: 'element';
  /** The name as written, with its prefix if it has one: `soap:Envelope`. May be any string: `__proto__` is a plain name. */
  readonly name: string;
  readonly nameSpan: Span;
  /** From the `<` of the start tag to the `>` of the end tag. */
  readonly span: Span;
  /** The start tag, `<` to `>`. */
  readonly openSpan: Span;
  /** The end tag, `</` to `>`; absent when the element closes itself or was never closed. */
  readonly closeSpan?: Span;
  /** What stands between the tags, as the author wrote it; empty at the end of the start tag when the element closes itself. */
  readonly innerSpan: Span;
  /** In the order written. A name given twice stays twice; the second was reported. */
  readonly attributes: readonly Attribute[];
  readonly children: readonly Node[];
  readonly selfClosing: boolean;
  /** The start tag or its end was mended: attributes may be missing, children may be too many. Do not report what is absent. */
  readonly damaged: boolean;
}

export interface Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameSpan: Span;
  /** From the name to the closing quote. */
  readonly span: Span;
  readonly value: Value;
  /** Inside the quotes. */
  readonly valueSpan: Span;
  /** The value was mended, for example a quote was missing. */
  readonly damaged: boolean;
}

/** Character data between two tags or comments, CDATA sections joined in. */
export interface Text {
  readonly kind: 'text';
  readonly span: Span;
  readonly value: Value;
  /** Only white space, as between two elements. */
  readonly blank: boolean;
}

export interface Comment {
  readonly kind: 'comment';
  readonly span: Span;
  /** Between `<!--` and `-->`. */
  readonly innerSpan: Span;
}

/** An attribute's value or a text: one literal or one expression, never a mixture. */
export type Value = Literal | Expression;

/** Text, with entities decoded and line ends as XML defines them (XML 1.0, 2.11 and 3.3.3). Nothing is trimmed. */
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
  /** The whole value, blanks included. */
  readonly span: Span;
  /** From offsets in `text` to the author's. */
  readonly map: OffsetMap;
  readonly namedValues: readonly NamedValue[];
}

/** A policy expression: `single` is `@( … )` and holds a C# expression, `block` is `@{ … }` and holds statements. */
export interface Expression {
  readonly kind: 'single' | 'block';
  /** The C# between the brackets, decoded; line ends are `\n`. */
  readonly code: string;
  /** Between the brackets. */
  readonly codeSpan: Span;
  /** From the `@` to the closing bracket; blanks around it are not part of it. */
  readonly span: Span;
  /** From offsets in `code` to the author's. `exact` when nothing had to be decoded. */
  readonly map: OffsetMap;
  /** False when the closing bracket was not found: reported, and `code` ends where the value seems to. Do not parse it. */
  readonly closed: boolean;
  readonly namedValues: readonly NamedValue[];
}

/**
 * `{{name}}` inside a value. It is replaced as text before anything else is understood. In a Liquid template the same braces may be
 * Liquid's; telling them apart is not the parser's business.
 */
export interface NamedValue {
  readonly name: string;
  /** With the braces, in the document. */
  readonly span: Span;
  /** Where the braces begin and end in the literal's `text` or the expression's `code`. */
  readonly at: Span;
}
