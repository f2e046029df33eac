import { composeServices } from '@apollo/composition';
import { type ASTNode, type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import type { SubgraphDefinition } from '../3-fetch/subgraph.ts';
import { CompositionFailure, type CompositionFinding, type SchemaPlace } from './composition-failure.ts';
import type { Supergraph } from './supergraph.ts';

/** A subgraph with its schema as read from its file. */
export interface SubgraphSchema extends SubgraphDefinition {
  readonly sdl: string;
  /** For messages. */
  readonly file: string;
}

/** Composes a supergraph. All findings are gathered. Throws {@link CompositionFailure}. */
export function compose(subgraphs: readonly SubgraphSchema[]): Supergraph {
  const sources = new Map<Source, SubgraphSchema>();
  const findings: CompositionFinding[] = [];
  const services: { name: string; url: string; typeDefs: DocumentNode }[] = [];
  for (const subgraph of subgraphs) {
    const source = new Source(subgraph.sdl, subgraph.file);
    sources.set(source, subgraph);
    try {
      services.push({ name: subgraph.name, url: subgraph.url, typeDefs: parse(source) });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      findings.push(finding(error, sources));
    }
  }
  if (findings.length > 0) throw new CompositionFailure(findings);
  const result = composeServices(services);
  if (result.errors !== undefined) throw new CompositionFailure(result.errors.map((error) => finding(error, sources)));
  const schemas = new Map(subgraphs.map(({ name, sdl }) => [name, sdl]));
  return { sdl: result.supergraphSdl, origin: 'composed', subgraphs, schemas };
}

function finding(error: GraphQLError, sources: ReadonlyMap<Source, SubgraphSchema>): CompositionFinding {
  const places = (error.nodes ?? []).flatMap((node) => nodePlace(node, sources) ?? []);
  const code = error.extensions['code'];
  return {
    code: typeof code === 'string' ? code : 'INVALID_GRAPHQL',
    // Apollo puts the subgraph before some messages; the place says it.
    message: error.message.replace(/^\[[^\]]*\] /, ''),
    places: places.length > 0 ? places : errorPlace(error, sources),
  };
}

function nodePlace(node: ASTNode, sources: ReadonlyMap<Source, SubgraphSchema>): SchemaPlace | undefined {
  const { loc } = node;
  const subgraph = loc === undefined ? undefined : sources.get(loc.source);
  if (loc === undefined || subgraph === undefined) return undefined;
  const { line, column } = loc.startToken;
  return { subgraph: subgraph.name, file: subgraph.file, line, column, start: loc.start, end: loc.end };
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
