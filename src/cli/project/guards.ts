import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ComputedConnection, HandlerSet } from '../../runtime/handler.ts';
import type { OpenProject } from './open-project.ts';

/** Which document stands before a subgraph, and which connections it names. */
export interface GuardView {
  readonly subgraph: string;
  readonly url: string;
  /** Undefined: neither a document of its own nor `subgraphs.xml`. */
  readonly document: string | undefined;
  readonly connections: readonly { readonly provider: string; readonly connection: string }[];
  /** In words: those whose ids are worked out for each call. */
  readonly computed: readonly string[];
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
  return Object.entries(config.subgraphs).map(([subgraph, { kind, url }]) => {
    // Fields of a REST service have documents, and the calls that they make are its only ones.
    if (kind === 'rest')
      return {
        subgraph,
        url: url ?? '',
        document: `${basename(config.policies)}/resolvers/${subgraph}/`,
        ...ofResolvers(set, subgraph, config.policies),
      };
    const { document, connections, computed } = set.subgraph(subgraph).meta;
    return { subgraph, url: url ?? '', document: document === '' ? undefined : document, connections, computed: inWords(computed) };
  });
}

/** The connections that the documents of a subgraph's fields name, each once. */
function ofResolvers(set: HandlerSet, subgraph: string, policies: string): Pick<GuardView, 'connections' | 'computed'> {
  const folder = join(policies, 'resolvers', subgraph);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const metas = files.flatMap((file) => set.resolver(subgraph, basename(file, '.xml'))?.meta ?? []);
  const named = metas.flatMap(({ connections }) => connections);
  return {
    connections: [...new Map(named.map((one) => [JSON.stringify([one.provider, one.connection]), one])).values()],
    computed: inWords(metas.flatMap(({ computed = [] }) => computed)),
  };
}

/** What can be said before anybody calls. */
const inWords = (computed: readonly ComputedConnection[] = []): readonly string[] => [
  ...new Set(
    computed.map(
      ({ provider, asker }) => `${provider ?? 'any provider'}, ${asker === 'jwt' ? 'of whoever asks' : 'worked out for each call'}`,
    ),
  ),
];
