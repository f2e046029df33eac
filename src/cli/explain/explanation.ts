import type { Plan } from '../../gateway/2-plan/plan.ts';
import type { SectionName } from '../../runtime/handler.ts';

/** What would happen if an operation were sent: all that can be told without sending it. */
export interface Explanation {
  readonly operation: { readonly type: string; readonly name: string | null };
  /** What it has of what is limited. */
  readonly limits: readonly Measure[];
  /** What the documents that would run ask of whoever calls. */
  readonly caller: readonly Demand[];
  /** The document around the whole request; null without one. */
  readonly global: DocumentUse | null;
  readonly plan: Plan | null;
  readonly calls: readonly CallUse[];
}

export interface Measure {
  readonly what: string;
  readonly found: number;
  readonly most: number;
}

/** Something that a policy wants of the caller. */
export interface Demand {
  readonly what: string;
  readonly policy: string;
  /** `file:line:column`. */
  readonly at: string;
}

/** The policies of a document in the order in which they stand, with those of what it includes. */
export interface DocumentUse {
  readonly document: string;
  readonly policies: readonly PolicyUse[];
}

export interface PolicyUse {
  readonly policy: string;
  readonly at: string;
  readonly section: SectionName;
  /** The branches and blocks that it stands in, from outside: `choose/when[1]`. Empty when it always runs. */
  readonly inside: string;
}

/** One call to a subgraph. */
export interface CallUse {
  /** Its place in the plan: `1`, then `2a` beside `2b`. */
  readonly step: string;
  readonly subgraph: string;
  readonly kind: string;
  readonly url: string;
  /** Whether it fetches entities, whose keys an earlier call brings. */
  readonly entities: boolean;
  /** What decides whether it is made: `@include` or `@skip` of these variables. */
  readonly conditions: readonly string[];
  /** Where in the answer it belongs. */
  readonly path: string;
  /** What it asks for, in GraphQL. */
  readonly operation: string;
  /** Null: it is sent as it is. */
  readonly document: DocumentUse | null;
  /** Of a subgraph of kind `rest`: the documents of the fields that it resolves. */
  readonly resolvers: readonly DocumentUse[];
  readonly connections: readonly ConnectionUse[];
}

/** A connection that a document would ask for. */
export interface ConnectionUse {
  /** Null where an expression computes it. */
  readonly provider: string | null;
  readonly connection: string | null;
  /** The C# of an id that an expression computes, as it is written; null where it is a text, or not known here. */
  readonly connectionExpression: string | null;
  readonly at: string;
  /** Who asks: the gateway's own identity, or the caller. */
  readonly asker: 'gateway' | 'caller';
  readonly grantType: string | null;
  /** As they are configured; null where the configuration does not say. */
  readonly scopes: string | null;
}
