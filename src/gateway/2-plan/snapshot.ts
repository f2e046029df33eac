import { createHash } from 'node:crypto';
import type { EgressRule } from '../../config/config.ts';
import type { Schemas } from '../../runtime/ports/schemas.ts';
import type { Send } from '../../runtime/ports/send.ts';
import type { CallRoom } from '../3-fetch/call.ts';
import { egressCheck } from '../3-fetch/egress.ts';
import type { Sender } from '../3-fetch/send.ts';
import { type Subgraph, subgraphFacts } from '../3-fetch/subgraph.ts';
import { ReadsOnly } from '../3-fetch/traffic/reads-only.ts';
import { SubgraphTraffic } from '../3-fetch/traffic/subgraph-traffic.ts';
import { callError } from '../4-respond/subgraph-error.ts';
import type { Parts } from '../parts.ts';
import { callerOf } from './caller.ts';
import type { CallSubgraph, OpenEngine } from './engine.ts';
import { graphSchemas } from './graph-schemas.ts';
import { type GraphqlEndpoint, type GraphqlSettings, openGraphqlEndpoint } from './graphql-endpoint.ts';
import { sharingQueries } from './shared-queries.ts';
import type { Supergraph } from './supergraph.ts';
import { warmUp } from './warm-up.ts';

/** One supergraph at work. A request keeps the one that it began with; a reload makes another beside it. */
export interface Snapshot {
  /** Digest of the supergraph's SDL. */
  readonly id: string;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  /** Of all configured backends, sorted. */
  readonly origins: readonly string[];
  readonly graphql: GraphqlEndpoint;
  /** What calls to backends work with. */
  readonly calls: CallRoom;
  /** Where policies send requests of their own: to configured backends, and to what `egress.allow` lists. */
  readonly send: Send;
  /** The schemas that policies look at. */
  readonly schemas: Schemas;
}

/** What all snapshots of a gateway share. */
export interface SnapshotRoom {
  readonly parts: Parts;
  readonly sender: Sender;
  readonly openEngine: OpenEngine;
  readonly settings: GraphqlSettings;
  /** Origins beside those of the subgraphs that the configuration names. */
  readonly origins: readonly string[];
  /** Hosts beside them that requests may go to. */
  readonly allow: readonly EgressRule[];
}

/** Puts a supergraph to work. `before` is the one that it follows. Rejects when the engine cannot read it; nothing stays open then, and nothing has changed. */
export async function openSnapshot(
  supergraph: Supergraph,
  { parts, sender, openEngine, settings, origins: others, allow }: SnapshotRoom,
  before?: Snapshot,
): Promise<Snapshot> {
  const subgraphs = new Map(supergraph.subgraphs.map((definition) => [definition.name, subgraphFacts(definition)]));
  const origins = [...new Set([...[...subgraphs.values()].flatMap(({ origin }) => origin ?? []), ...others])].sort();
  const room: CallRoom = {
    parts,
    sender,
    // Another gateway's may allow other hosts.
    egress: before?.calls.parts === parts && String(before.origins) === String(origins) ? before.calls.egress : egressCheck(origins, allow),
    traffic: (before?.calls.traffic ?? new SubgraphTraffic({ sender, parts })).successor(subgraphs.values(), { sender, parts }),
    readsOnly: before?.calls.readsOnly ?? new ReadsOnly(),
  };
  const callers = new Map([...subgraphs.values()].map((subgraph) => [subgraph.name, callerOf(room, subgraph, supergraph)]));
  const callSubgraph: CallSubgraph = async (name, request, client) => {
    const caller = callers.get(name);
    if (caller !== undefined) return caller(request, client);
    parts.log.error({ requestId: client.id, subgraph: name }, 'the plan names a subgraph that is not configured');
    return { data: null, errors: [callError('SUBGRAPH_UNREACHABLE', name)] };
  };
  const engine = await openEngine(supergraph, callSubgraph, warmUp(parts, subgraphs));
  const schemas = graphSchemas(parts.services.schemas, engine.schema, supergraph.schemas);
  const endpoint = await openGraphqlEndpoint(engine, settings, parts.log);
  const graphql = settings.shareQueries ? sharingQueries(endpoint) : endpoint;
  return {
    id: createHash('sha256').update(supergraph.sdl).digest('hex').slice(0, 16),
    subgraphs,
    origins,
    graphql,
    calls: room,
    send: sender.port(room.egress),
    schemas,
  };
}
