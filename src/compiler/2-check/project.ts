import type { EntityKind } from '../../policies/define.ts';
import type { Scope } from '../../runtime/handler.ts';
import type { Library } from './types/library.ts';

/** What a document may refer to. `unknown` is how `--isolated` says that nothing is known, so nothing is missing. */
export interface ProjectFacts {
  readonly library: Library;
  /** Ids of fragments. */
  readonly fragments: ReadonlySet<string> | 'unknown';
  readonly namedValues: ReadonlyMap<string, NamedValueFact> | 'unknown';
  /** Connections by provider. */
  readonly connections: ReadonlyMap<string, ReadonlySet<string>> | 'unknown';
  /** Ids of what else documents name in the configuration, by kind. Absent: not known. */
  readonly entities?: Readonly<Record<EntityKind, ReadonlySet<string>>>;
}

/** A named value: its text, or that it is secret, which no compiler ever sees. */
export type NamedValueFact = { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'secret' };

/** Which document this is. `base` is `subgraphs.xml`. */
export type DocumentScope = Scope | 'base' | 'fragment';
