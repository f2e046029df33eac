import type { OpenProject } from './open-project.ts';

/** Which document stands before a subgraph, and which connections it names. */
export interface GuardView {
  readonly subgraph: string;
  readonly url: string;
  /** Undefined: neither a document of its own nor `subgraphs.xml`. */
  readonly document: string | undefined;
  readonly connections: readonly { readonly provider: string; readonly connection: string }[];
}

/** Which document stands before an API. */
export interface ApiView {
  readonly api: string;
  readonly path: string;
  readonly url: string;
  /** Undefined: neither a document of its own nor `global.xml`. */
  readonly document: string | undefined;
}

export function apiGuards({ config, handlers }: Pick<OpenProject, 'config' | 'handlers'>): readonly ApiView[] {
  const set = handlers.current();
  return Object.entries(config.apis).map(([api, { path, url }]) => {
    const { document } = set.api(api).meta;
    return { api, path, url, document: document === '' ? undefined : document };
  });
}

export function guards({ config, handlers }: Pick<OpenProject, 'config' | 'handlers'>): readonly GuardView[] {
  const set = handlers.current();
  return Object.entries(config.subgraphs).map(([subgraph, { url }]) => {
    const { document, connections } = set.subgraph(subgraph).meta;
    return { subgraph, url: url ?? '', document: document === '' ? undefined : document, connections };
  });
}
