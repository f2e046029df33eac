import type { Span } from '../../../diagnostics/span.ts';
import type { Bound, BoundBody, BoundValue, DeconstructPart, Local, LocalFunction } from './bound.ts';
import type { Type } from './type.ts';

interface Node {
  readonly span: Span;
}

export type BoundStatement =
  /** `locals` are all that the block declares, pattern and `out` variables of its statements included. */
  | (Node & { readonly kind: 'block'; readonly locals: readonly Local[]; readonly statements: readonly BoundStatement[] })
  | (Node & { readonly kind: 'declare'; readonly local: Local; readonly value: Bound | undefined })
  | (Node & { readonly kind: 'expression'; readonly value: Bound })
  | (Node & { readonly kind: 'return'; readonly value: Bound | undefined })
  | (Node & {
      readonly kind: 'if';
      readonly test: Bound;
      readonly whenTrue: BoundStatement;
      readonly whenFalse: BoundStatement | undefined;
    })
  | (Node & { readonly kind: 'while'; readonly locals: readonly Local[]; readonly test: Bound; readonly body: BoundStatement })
  | (Node & { readonly kind: 'do'; readonly test: Bound; readonly body: BoundStatement })
  | (Node & {
      readonly kind: 'for';
      readonly locals: readonly Local[];
      readonly init: readonly BoundStatement[];
      readonly test: Bound | undefined;
      readonly update: readonly Bound[];
      readonly body: BoundStatement;
    })
  | (Node & {
      readonly kind: 'foreach';
      readonly source: Bound;
      /** How the items come: from an array, a string, an enumerable, or an enumerator that `source` asks for. */
      readonly over: 'array' | 'string' | 'enumerable' | 'enumerator';
      /** The item as it comes, before `assign` converts it into the loop's variables. */
      readonly item: Local;
      readonly local: Local | undefined;
      readonly value: Bound;
      readonly parts: BoundValue | undefined;
      readonly locals: readonly Local[];
      readonly body: BoundStatement;
    })
  | BoundSwitch
  | (Node & { readonly kind: 'break' })
  | (Node & { readonly kind: 'continue' })
  | (Node & { readonly kind: 'goto'; readonly label: Label })
  | (Node & { readonly kind: 'goto-section'; readonly target: Section })
  | (Node & { readonly kind: 'label'; readonly label: Label; readonly body: BoundStatement })
  | (Node & { readonly kind: 'throw'; readonly value: Bound | undefined })
  | (Node & {
      readonly kind: 'try';
      readonly body: BoundStatement;
      readonly catches: readonly BoundCatch[];
      readonly finally: BoundStatement | undefined;
    })
  | (Node & {
      readonly kind: 'using';
      readonly locals: readonly Local[];
      readonly resources: readonly BoundStatement[];
      /** What to dispose, last first. */
      readonly disposals: readonly Bound[];
      readonly body: BoundStatement;
    })
  | (Node & { readonly kind: 'yield'; readonly value: Bound | undefined })
  | (Node & { readonly kind: 'function'; readonly target: LocalFunction; readonly body: BoundBody })
  | (Node & { readonly kind: 'empty' })
  | (Node & { readonly kind: 'error' });

/** A label of a block; identity matters. */
export interface Label {
  readonly name: string;
  readonly span: Span;
}

export interface BoundSwitch extends Node {
  readonly kind: 'switch';
  readonly value: Bound;
  /** Holds the value while labels are tried. */
  readonly subject: Local;
  readonly sections: readonly Section[];
}

/** Identity matters: `goto case` points at a section. */
export interface Section extends Node {
  readonly labels: readonly BoundLabel[];
  readonly locals: readonly Local[];
  readonly statements: readonly BoundStatement[];
}

export type BoundLabel =
  | { readonly kind: 'default'; readonly span: Span }
  /** `test` is the whole question, without the subject: a comparison for a constant, a pattern otherwise. */
  | { readonly kind: 'case'; readonly span: Span; readonly pattern: BoundPattern; readonly when: Bound | undefined };

export interface BoundCatch extends Node {
  readonly type: Type | undefined;
  readonly local: Local | undefined;
  readonly locals: readonly Local[];
  readonly when: Bound | undefined;
  readonly body: BoundStatement;
}

export type BoundPattern =
  | { readonly kind: 'constant'; readonly span: Span; readonly value: Bound }
  /** `total`: every value that can stand there is of the type, null aside. */
  | { readonly kind: 'type'; readonly span: Span; readonly type: Type; readonly local: Local | undefined; readonly total: boolean }
  | { readonly kind: 'var'; readonly span: Span; readonly local: Local | undefined }
  /** A type that the value can never have. */
  | { readonly kind: 'never'; readonly span: Span };

export type { DeconstructPart };
