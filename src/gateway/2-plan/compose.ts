import { type CompositionResult, composeServices } from '@apollo/composition';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, print, Source } from 'graphql';
import type { SubgraphDefinition, SubgraphKind } from '../3-fetch/subgraph.ts';
import { CompositionFailure, type CompositionFinding } from './composition-failure.ts';
import { compositionHelp } from './composition-help.ts';
import { CompositionPlaces, type ReadSchema } from './composition-places.ts';
import { offeredSubscriptions } from './no-subscriptions.ts';
import type { Overlay } from './overlay/overlay.ts';
import { readOverlay } from './overlay/read-overlay.ts';
import type { Supergraph } from './supergraph.ts';
import { nestedTooDeeply } from './written/nesting.ts';
import type { SchemaFault } from './written/schema-fault.ts';
import { schemaFaults } from './written/schema-faults.ts';

/** A subgraph with its schema as read from its file. */
export interface SubgraphSchema extends SubgraphDefinition {
  readonly kind: SubgraphKind;
  readonly sdl: string;
  /** For messages. */
  readonly file: string;
}

interface Read {
  readonly services: readonly Service[];
  readonly overlays: ReadonlyMap<string, Overlay>;
  readonly places: CompositionPlaces;
}

interface Service {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Composes a supergraph. All findings are gathered. Throws {@link CompositionFailure}. */
export function compose(subgraphs: readonly SubgraphSchema[]): ComposedSupergraph {
  const read = readAll(subgraphs);
  return supergraph(subgraphs, read, composed(read).sdl);
}

/** The SDL of the supergraph alone. Throws {@link CompositionFailure}. */
export const composeSdl = (subgraphs: readonly SubgraphSchema[]): string => composed(readAll(subgraphs)).sdl;

/** The SDL of the supergraph, and the schema that clients see, for who looks at operations. Throws {@link CompositionFailure}. */
export const composeWithApi = (subgraphs: readonly SubgraphSchema[]): Composed => composed(readAll(subgraphs));

interface Composed {
  readonly sdl: string;
  /** Costly, so only made when asked for. */
  readonly api: () => GraphQLSchema;
}

/**
 * A supergraph whose SDL was composed of these very subgraphs, elsewhere. Only overlays are read for it, and not those that `before` had read. Throws
 * {@link CompositionFailure}.
 */
export function withSdl(subgraphs: readonly SubgraphSchema[], sdl: string, before?: ComposedSupergraph): ComposedSupergraph {
  const known = new Map<string, Overlay>();
  for (const { name, kind, sdl: own } of before?.subgraphs ?? []) {
    const overlay = before?.overlays.get(name);
    const isSame = subgraphs.some((now) => now.name === name && now.kind === kind && now.sdl === own);
    if (overlay !== undefined && isSame) known.set(name, overlay);
  }
  const { overlays } = readAll(subgraphs.filter(({ name, kind }) => kind !== 'federation' && !known.has(name)));
  return supergraph(subgraphs, { overlays: new Map([...known, ...overlays]) }, sdl);
}

/** A supergraph that was composed here. */
export interface ComposedSupergraph extends Supergraph {
  readonly origin: 'composed';
  readonly subgraphs: readonly SubgraphSchema[];
}

function supergraph(subgraphs: readonly SubgraphSchema[], { overlays }: Pick<Read, 'overlays'>, sdl: string): ComposedSupergraph {
  const schemas = new Map(subgraphs.map(({ name, kind, sdl: own }) => [name, sdlOf(overlays.get(name), kind, own)]));
  return { sdl, origin: 'composed', subgraphs, schemas, overlays };
}

/** What calls are held against: an API in its own names, or what the graph asks for where calls are executed here. */
function sdlOf(overlay: Overlay | undefined, kind: SubgraphKind, own: string): () => string {
  if (overlay === undefined) return () => own;
  return kind === 'rest' ? () => print(overlay.composed) : overlay.remoteSdl;
}

function composed(read: Read): Composed {
  const { services, overlays, places } = read;
  const result = composeWhole(services, places);
  if (result.errors === undefined) {
    const { schema, supergraphSdl } = result;
    return { sdl: supergraphSdl, api: () => schema.toAPISchema().toGraphQLJSSchema() };
  }
  const help = hint(overlays);
  throw new CompositionFailure(
    result.errors.map((error) => {
      const found = finding(error, places);
      if (found.code !== 'SATISFIABILITY_ERROR') return found;
      const place = places.ofMissedField(error.message);
      return { ...found, ...(help === undefined ? {} : { help }), ...(place === undefined ? {} : { places: [place] }) };
    }),
  );
}

/** Throws {@link CompositionFailure} where composition breaks off instead of telling what it is not content with. */
function composeWhole(services: readonly Service[], places: CompositionPlaces): CompositionResult {
  try {
    return composeServices(services.length === 0 ? [nothing] : [...services]);
  } catch (error) {
    const guilty = services.find((each) => breaksOff(each));
    const about = guilty === undefined ? 'these schemas together' : `the schema of \`${guilty.name}\``;
    throw new CompositionFailure([
      {
        code: 'COMPOSITION_BROKE_OFF',
        message: `composition broke off at ${about}: ${error instanceof Error ? error.message : String(error)}`,
        help: 'take out what was added last, or halves of the schema, until it composes; what is left over is what composition does not expect',
        places: guilty === undefined ? [] : places.ofFile(guilty.name),
      },
    ]);
  }
}

function breaksOff(service: Service): boolean {
  try {
    composeServices([service]);
    return false;
  } catch {
    return true;
  }
}

/** What a gateway of plain APIs has for a graph: GraphQL knows none without a field. Nobody answers for this one. */
const nothing = {
  name: 'none',
  url: 'http://none.invalid',
  typeDefs: parse('type Query { "This gateway has no graph: it passes on APIs." none: Boolean }'),
};

/** A field that cannot be reached is often one whose key nobody has said how to fetch. */
function hint(overlays: Read['overlays']): string | undefined {
  const keys = [...overlays].flatMap(([name, { unfetched }]) => unfetched.map((key) => `${key} in \`${name}\``));
  return keys.length === 0 ? undefined : `no look-up fetches ${keys.join(', ')}: mark the field that does with \`@lookup\``;
}

/** Parses schemas and reads overlays. Throws {@link CompositionFailure} where one of them cannot be. */
function readAll(subgraphs: readonly SubgraphSchema[]): Read {
  const all = subgraphs.map(readOne);
  const places = new CompositionPlaces(all);
  const findings = all.flatMap(({ error, faults }) => [
    ...(error === undefined ? [] : [finding(error, places)]),
    ...faults.map(({ code, message, help, node, other }) => ({
      code,
      message,
      help,
      places: [node, ...(other === undefined ? [] : [other])].flatMap((each) => places.ofNode(each)),
    })),
  ]);
  if (findings.length > 0) throw new CompositionFailure(findings);
  return {
    services: all.flatMap(({ name, url, typeDefs }) => (typeDefs === undefined ? [] : [{ name, url, typeDefs }])),
    overlays: new Map(all.flatMap(({ name, overlay }) => (overlay === undefined ? [] : [[name, overlay] as const]))),
    places,
  };
}

interface ReadOne extends ReadSchema {
  readonly url: string;
  readonly overlay: Overlay | undefined;
  readonly faults: readonly SchemaFault[];
  /** It is not GraphQL. */
  readonly error: GraphQLError | undefined;
}

function readOne({ name, url, kind, sdl, file }: SubgraphSchema): ReadOne {
  const source = new Source(sdl, file);
  const read = { name, url, file, source, typeDefs: undefined, overlay: undefined, faults: [], error: undefined };
  try {
    const error = nestedTooDeeply(source);
    if (error !== undefined) return { ...read, error };
    return { ...read, ...understood(parse(source), kind) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ...read, error };
  }
}

function understood(written: DocumentNode, kind: SubgraphKind): Pick<ReadOne, 'typeDefs' | 'overlay' | 'faults'> {
  const subscriptions = offeredSubscriptions(written);
  if (kind === 'federation') return { typeDefs: written, overlay: undefined, faults: [...schemaFaults(written), ...subscriptions] };
  const { overlay, faults } = readOverlay(written, kind === 'rest' ? 'any-field' : 'look-ups');
  return { typeDefs: overlay?.composed ?? written, overlay, faults: [...faults, ...subscriptions] };
}

function finding(error: GraphQLError, places: CompositionPlaces): CompositionFinding {
  const code = typeof error.extensions['code'] === 'string' ? error.extensions['code'] : 'INVALID_GRAPHQL';
  // Apollo puts the subgraph before some messages; the place says it.
  const message = error.message.replace(/^\[[^\]]*\] /, '');
  const found = places.ofError(error);
  const help = compositionHelp(code, message, places.text(found[0]));
  return { code, message, ...(help === undefined ? {} : { help }), places: found };
}
