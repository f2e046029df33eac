import type { DocumentView } from './document-view.ts';

/** The other documents of a project, as far as what runs in one depends on them: what it includes and what runs around it, never who includes it. */
export interface Neighbours {
  /** `global.xml`; undefined when there is none. */
  readonly global: DocumentView | 'unreadable' | undefined;
  /** `subgraphs.xml`; undefined when there is none. */
  readonly base: DocumentView | 'unreadable' | undefined;
  /** By id. One that is broken beyond reading is left out. */
  readonly fragments: ReadonlyMap<string, DocumentView>;
}
