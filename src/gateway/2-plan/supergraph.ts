import { type ConstDirectiveNode, type DocumentNode, type EnumTypeDefinitionNode, GraphQLError, Kind, parse } from 'graphql';
import { type SubgraphDefinition, subgraphFacts } from '../3-fetch/subgraph.ts';
import { CompositionFailure } from './composition-failure.ts';
import type { Overlay } from './overlay/overlay.ts';

/** A composed schema with the subgraphs that its plans call. */
export interface Supergraph {
  readonly sdl: string;
  /** What others have composed is validated before it serves. */
  readonly origin: 'composed' | 'given';
  readonly subgraphs: readonly SubgraphDefinition[];
  /** The SDL that calls to each subgraph can be held against, by name, where it is known. Costly for some, so only made when asked for. */
  readonly schemas: ReadonlyMap<string, () => string>;
  /** By name, for those that are no federation services. */
  readonly overlays: ReadonlyMap<string, Overlay>;
}

/** What calls to the subgraphs of a given supergraph may take, since no configuration says. */
const defaultTimeoutMs = 30_000;

/** The defaults of the configuration. */
const defaultCalls = {
  shareCalls: true,
  retry: { attempts: 1, wait: 100 },
  breaker: { failures: 50, calls: 20, window: 10_000, pause: 5_000 },
} as const;

/**
 * Reads a supergraph that was composed elsewhere. Its subgraphs are those of the join spec's `join__Graph`, with the URLs that stand
 * there; nothing of the client's headers passes. Throws {@link CompositionFailure}.
 */
export function readSupergraph(sdl: string, file: string): Supergraph & { readonly origin: 'given' } {
  const graphs = parsed(sdl, file).definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs === undefined) throw refused('the schema is no supergraph: it has no enum `join__Graph`', file);
  const subgraphs = (graphs.values ?? []).map((value): SubgraphDefinition => {
    const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
    const name = graph && argument(graph, 'name');
    const url = graph && argument(graph, 'url');
    if (name === undefined) throw refused(`\`${value.name.value}\` of \`join__Graph\` has no \`@join__graph(name:)\``, file);
    const forwardHeaders = { kind: 'named', names: [] } as const;
    const definition = { name, url: url ?? '', forwardHeaders, timeoutMs: defaultTimeoutMs, ...defaultCalls };
    try {
      subgraphFacts(definition);
    } catch (error) {
      throw refused(error instanceof Error ? error.message : 'a subgraph has no usable URL', file);
    }
    return definition;
  });
  return { sdl, origin: 'given', subgraphs, schemas: new Map(), overlays: new Map() };
}

function parsed(sdl: string, file: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [{ line, column } = { line: 1, column: 1 }] = error.locations ?? [];
    const [start = 0] = error.positions ?? [];
    const place = { subgraph: '', file, line, column, start, end: Math.min(start + 1, sdl.length) };
    throw new CompositionFailure([{ code: 'INVALID_GRAPHQL', message: error.message, places: [place] }]);
  }
}

function argument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

const refused = (message: string, file: string): CompositionFailure =>
  new CompositionFailure([{ code: 'INVALID_SUPERGRAPH', message, places: [{ subgraph: '', file, line: 1, column: 1, start: 0, end: 0 }] }]);
