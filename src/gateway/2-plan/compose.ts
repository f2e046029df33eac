import { composeServices } from '@apollo/composition';
import { type ASTNode, type DocumentNode, GraphQLError, type GraphQLSchema, parse, print, Source } from 'graphql';
import type { SubgraphDefinition, SubgraphKind } from '../3-fetch/subgraph.ts';
import { CompositionFailure, type CompositionFinding, type SchemaPlace } from './composition-failure.ts';
import { compositionHelp } from './composition-help.ts';
import { offeredSubscriptions } from './no-subscriptions.ts';
import { hasFields } from './overlay/names.ts';
import type { Overlay } from './overlay/overlay.ts';
import { readOverlay } from './overlay/read-overlay.ts';
import type { Supergraph } from './supergraph.ts';

/** A subgraph with its schema as read from its file. */
export interface SubgraphSchema extends SubgraphDefinition {
  readonly kind: SubgraphKind;
  readonly sdl: string;
  /** For messages. */
  readonly file: string;
}

interface Read {
  readonly services: readonly { name: string; url: string; typeDefs: DocumentNode }[];
  readonly overlays: ReadonlyMap<string, Overlay>;
  readonly sources: ReadonlyMap<Source, SubgraphSchema>;
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

function composed({ services, overlays, sources }: Read): Composed {
  const result = composeServices(services.length === 0 ? [nothing] : [...services]);
  if (result.errors === undefined) {
    const { schema, supergraphSdl } = result;
    return { sdl: supergraphSdl, api: () => schema.toAPISchema().toGraphQLJSSchema() };
  }
  const help = hint(overlays);
  throw new CompositionFailure(
    result.errors.map((error) => {
      const found = finding(error, sources);
      if (found.code !== 'SATISFIABILITY_ERROR') return found;
      const place = missedField(error.message, services, sources);
      return { ...found, ...(help === undefined ? {} : { help }), ...(place === undefined ? {} : { places: [place] }) };
    }),
  );
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

/** Parses schemas and reads overlays. */
function readAll(subgraphs: readonly SubgraphSchema[]): Read {
  const sources = new Map<Source, SubgraphSchema>();
  const findings: CompositionFinding[] = [];
  const overlays = new Map<string, Overlay>();
  const services: { name: string; url: string; typeDefs: DocumentNode }[] = [];
  for (const subgraph of subgraphs) {
    const { name, url } = subgraph;
    const source = new Source(subgraph.sdl, subgraph.file);
    sources.set(source, subgraph);
    try {
      const written = parse(source);
      const offered = offeredSubscriptions(written);
      if (offered !== undefined) {
        const { node, ...found } = offered;
        findings.push({ ...found, places: nodePlace(node, sources) });
        continue;
      }
      const { typeDefs, overlay, faults } = subgraph.kind === 'federation' ? plain(written) : overlaid(written, subgraph.kind);
      services.push({ name, url, typeDefs });
      if (overlay !== undefined) overlays.set(name, overlay);
      findings.push(...faults.map(({ code, message, help, node }) => ({ code, message, help, places: nodePlace(node, sources) })));
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      findings.push(finding(error, sources));
    }
  }
  if (findings.length > 0) throw new CompositionFailure(findings);
  return { services, overlays, sources };
}

const plain = (typeDefs: DocumentNode) => ({ typeDefs, overlay: undefined, faults: [] });

function overlaid(written: DocumentNode, kind: 'graphql' | 'rest') {
  const { overlay, faults } = readOverlay(written, kind === 'rest' ? 'any-field' : 'look-ups');
  return { typeDefs: overlay?.composed ?? written, overlay, faults };
}

function finding(error: GraphQLError, sources: ReadonlyMap<Source, SubgraphSchema>): CompositionFinding {
  const places = (error.nodes ?? []).flatMap((node) => nodePlace(node, sources));
  const code = typeof error.extensions['code'] === 'string' ? error.extensions['code'] : 'INVALID_GRAPHQL';
  // Apollo puts the subgraph before some messages; the place says it.
  const message = error.message.replace(/^\[[^\]]*\] /, '');
  const found = places.length > 0 ? places : errorPlace(error, sources);
  const source = [...sources].find(([, { file }]) => file === found[0]?.file)?.[0];
  const help = compositionHelp(code, message, source?.body ?? '');
  return { code, message, ...(help === undefined ? {} : { help }), places: found };
}

/** Where a field stands that no plan reaches: what cannot be satisfied is told of a query, which stands nowhere. */
function missedField(message: string, services: Read['services'], sources: ReadonlyMap<Source, SubgraphSchema>): SchemaPlace | undefined {
  const [, type, name] = /cannot find field "(\w+)\.(\w+)"/.exec(message) ?? [];
  for (const { typeDefs } of services)
    for (const each of typeDefs.definitions) {
      const field = hasFields(each) && each.name.value === type ? each.fields?.find((own) => own.name.value === name) : undefined;
      const [place] = field === undefined ? [] : nodePlace(field.name, sources);
      if (place !== undefined) return place;
    }
  return undefined;
}

function nodePlace({ loc }: ASTNode, sources: ReadonlyMap<Source, SubgraphSchema>): readonly SchemaPlace[] {
  const subgraph = loc === undefined ? undefined : sources.get(loc.source);
  if (loc === undefined || subgraph === undefined) return [];
  const { line, column } = loc.startToken;
  return [{ subgraph: subgraph.name, file: subgraph.file, line, column, start: loc.start, end: loc.end }];
}

/** Syntax errors have a position and no node. */
function errorPlace({ source, positions, locations }: GraphQLError, sources: ReadonlyMap<Source, SubgraphSchema>): readonly SchemaPlace[] {
  const subgraph = source === undefined ? undefined : sources.get(source);
  const [start] = positions ?? [];
  const [location] = locations ?? [];
  if (subgraph === undefined || start === undefined || location === undefined) return [];
  const end = Math.min(start + 1, subgraph.sdl.length);
  return [{ subgraph: subgraph.name, file: subgraph.file, line: location.line, column: location.column, start, end }];
}
