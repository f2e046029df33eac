import type { Source } from '../../diagnostics/source.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { PolicyDefinition, ValueSchema } from '../../policies/define.ts';
import type { Scope, SectionName } from '../../runtime/handler.ts';
import type { BoundExpression } from './types/bind.ts';

/** What kind of document a file is; it decides the root element and what may stand in it. */
export type DocumentKind = 'policies' | 'fragment';

/** A document that was checked: what the emitter writes down. It exists only when nothing was found that stops a compile. */
export interface DocumentModel {
  readonly source: Source;
  readonly kind: DocumentKind;
  readonly scope: Scope | 'base' | 'fragment';
  /** By section; a fragment has none. */
  readonly sections: ReadonlyMap<SectionName, readonly PolicyNode[]>;
  /** The policies of a fragment. */
  readonly policies: readonly PolicyNode[];
  /** Fragments that are included, in order of first use. */
  readonly fragments: readonly string[];
}

/** One policy with its values held against its schema. */
export interface PolicyNode {
  readonly definition: PolicyDefinition;
  /** The module below `policies/` that exports its `run`. */
  readonly module: string;
  readonly span: Span;
  /** The policy's `id` attribute. */
  readonly id: string | null;
  /** Position among nested policies, from 1 where siblings repeat: `choose[2]/when[1]/set-header`. */
  readonly path: string;
  readonly args: ElementNode;
}

/** An element's values by XML name. A child that only holds text is a value itself. */
export interface ElementNode {
  readonly span: Span;
  readonly attributes: ReadonlyMap<string, ValueNode>;
  readonly text: ValueNode | undefined;
  readonly children: ReadonlyMap<string, readonly ElementNode[]>;
  /** The policies inside, where the schema says that an element holds policies. */
  readonly policies: readonly PolicyNode[] | undefined;
}

/** A part of a literal: text, or the name of a secret named value that is read when the handler runs. */
export type LiteralPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'secret'; readonly name: string };

/** A value: known when compiled, or an expression. */
export type ValueNode =
  | { readonly kind: 'literal'; readonly schema: ValueSchema; readonly span: Span; readonly parts: readonly LiteralPart[] }
  | {
      readonly kind: 'expression';
      readonly schema: ValueSchema;
      readonly span: Span;
      /** The C# as written, for the comment above the function. */
      readonly code: string;
      readonly bound: BoundExpression;
    }
  /** What another tool replaces before the document is used; only in a file that stands alone. */
  | { readonly kind: 'placeholder'; readonly schema: ValueSchema; readonly span: Span; readonly text: string };
