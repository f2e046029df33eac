import type { openSubgraph } from '../support/subgraph.ts';

/** A graph of several federation services, and what it is asked. */
export interface FederatedGraph {
  /** What of federation it is about. */
  readonly about: string;
  readonly services: readonly Service[];
  readonly asked: readonly Asked[];
}

export interface Service {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Parameters<typeof openSubgraph>[2];
}

export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  /** Whether there are errors beside the data. */
  readonly errors?: true;
  /** The services that are called for it, in order of their names, each once per call. Any without it. */
  readonly calls?: readonly string[];
}

/** The line that makes a schema one of Federation 2. */
export const federation = (...imports: readonly string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ${JSON.stringify(imports)})`;

/** A resolver of references that looks in a list for what has the same key. */
export const find =
  <T extends object>(all: readonly T[], key: keyof T & string) =>
  (reference: Readonly<Record<string, unknown>>): T | null =>
    all.find((one) => one[key] === reference[key]) ?? null;
