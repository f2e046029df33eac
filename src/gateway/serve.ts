import type { EgressRule, IntrospectionRule } from '../config/config.ts';
import type { DeploymentFacts } from '../runtime/context/facts.ts';
import type { PolicyServices } from '../runtime/exchange.ts';
import type { HandlerSource } from '../runtime/handler.ts';
import type { Cache } from '../runtime/ports/cache.ts';
import type { Certificates } from '../runtime/ports/certificates.ts';
import type { Clock } from '../runtime/ports/clock.ts';
import type { Crypto } from '../runtime/ports/crypto.ts';
import type { Log } from '../runtime/ports/log.ts';
import type { Random } from '../runtime/ports/random.ts';
import type { Trace } from '../runtime/ports/trace.ts';
import { type GatewayMeter, noMeter } from '../telemetry/gateway-meter.ts';
import type { MetricsPage } from '../telemetry/metrics-page.ts';
import { type Callers, noCallers } from './1-accept/callers/callers.ts';
import { openDoor, type Routes } from './1-accept/door.ts';
import { Front, type FrontTls } from './1-accept/front.ts';
import type { HostNames } from './1-accept/host-names.ts';
import { InFlight } from './1-accept/in-flight.ts';
import { Allowance } from './1-accept/operations/allowance.ts';
import { digestOf, longestText, type PersistedQueries, persistedQueries } from './1-accept/operations/persisted-queries.ts';
import type { Safelist } from './1-accept/operations/safelist.ts';
import { type TlsSettings, tlsIdentity } from './1-accept/tls.ts';
import { apolloEngine } from './2-plan/apollo-engine.ts';
import type { ComposedSupergraph, SubgraphSchema } from './2-plan/compose.ts';
import { DocumentForms } from './2-plan/document-form.ts';
import type { OpenEngine } from './2-plan/engine.ts';
import type { GraphqlSettings } from './2-plan/graphql-endpoint.ts';
import { openSnapshot, type Snapshot } from './2-plan/snapshot.ts';
import { Snapshots } from './2-plan/snapshots.ts';
import { readSupergraph } from './2-plan/supergraph.ts';
import { type ApiDefinition, apiFacts } from './3-fetch/api.ts';
import { openSender } from './3-fetch/send.ts';
import type { BreakerReading } from './3-fetch/traffic/subgraph-traffic.ts';
import { drain } from './4-respond/drain.ts';
import { bareHandlers, noCredentials } from './bare.ts';
import type { GatewayCredentials, Limits, Parts } from './parts.ts';
import { HandedTokens } from './record/handed-tokens.ts';
import { KeptTraces, traceBounds } from './record/kept-traces.ts';
import { nobodyLooks, type Observers } from './record/observers.ts';
import { bareServices } from './services/bare-services.ts';
import { deploymentCertificates } from './services/deployment-certificates.ts';
import { memoryCache } from './services/memory-cache.ts';

/** What the graph is made of: schemas to be composed, or what another composed (then the URLs stand in it). */
export type SchemaSource =
  | { readonly kind: 'subgraphs'; readonly subgraphs: readonly SubgraphSchema[] }
  | { readonly kind: 'supergraph'; readonly sdl: string; readonly file: string };

export interface ServeOptions {
  /** Port 0 takes any free one. */
  readonly listen: { readonly host: string; readonly port: number; readonly tls?: TlsSettings; readonly proxies?: readonly string[] };
  /**
   * A gateway of this process whose place it will take: it gets the open port, whatever `listen` says of host and port, and what is known of backends. The
   * one before it goes on answering until `enter`.
   */
  readonly after?: Pick<RunningGateway, 'estate'>;
  readonly schema: SchemaSource;
  /** Plain HTTP APIs beside the graph. */
  readonly apis?: readonly ApiDefinition[];
  /** Without it every call is sent as it is. */
  readonly handlers?: HandlerSource;
  /** Without it no connection is available. */
  readonly credentials?: GatewayCredentials;
  /** Who clients are. Without it nobody is known. */
  readonly callers?: Callers;
  /** What policies use of the outside. Without it caches and counts live in memory, and nothing else is there. */
  readonly services?: PolicyServices;
  /** Secret named values. */
  readonly namedValue?: (name: string) => string;
  /** Hosts beside those of the subgraphs that policies may send requests to. */
  readonly egress: readonly EgressRule[];
  /** Origins beside those of the subgraphs that the configuration names, and requests may go to. */
  readonly origins?: readonly string[];
  readonly limits: Limits;
  /** Who may ask for the schema. */
  readonly introspection: IntrospectionRule;
  /** The only operations that run. Without it any may. */
  readonly safelist?: Safelist;
  /** Automatic persisted queries; without it operations are sent whole. */
  readonly persistedQueries?: { readonly ttlMs: number };
  /** Whether equal queries of one caller that are in progress at the same time are one; not without it. */
  readonly shareQueries?: boolean;
  /** Where the names by which it may be called are limited: those beside the names of this machine. */
  readonly names?: HostNames;
  /** `context.Deployment`. */
  readonly deployment?: Partial<DeploymentFacts>;
  /** Further routes on the same port. */
  readonly routes?: readonly Routes[];
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly trace: Trace;
  /** What counts; nothing without it. */
  readonly meter?: GatewayMeter;
  /** Who looks at what happens in a request; nobody without it. */
  readonly observers?: Observers;
  /** `GET /metrics`; not there without it. */
  readonly metrics?: MetricsPage;
  /** Another engine than Apollo's. */
  readonly openEngine?: OpenEngine;
}

/** What a gateway leaves to the one that takes its place. */
export interface Estate {
  readonly front: Front;
  readonly address: { readonly url: string; readonly port: number };
  /** The schema that it serves, with what is known of its backends. */
  readonly snapshots: Pick<Snapshots, 'current'>;
  readonly memory: GatewayMemory;
  /** What it composed; undefined where that came from elsewhere. */
  composed(): ComposedSupergraph | undefined;
}

/** What it keeps of its clients' requests in the memory of the process. */
interface GatewayMemory {
  readonly texts: Cache;
  readonly traces: Cache;
}

/** A gateway that answers, or will once it has entered. */
export interface RunningGateway {
  /** Where it can be called from this machine, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /**
   * Serves another schema. Requests under way keep theirs; on rejection (CompositionFailure, or what the engine refuses) nothing
   * has changed.
   */
  reload(schema: SchemaSource): Promise<void>;
  /** The same up to the moment of the swap, which is what it resolves to. A later call does nothing. */
  prepare(schema: SchemaSource): Promise<() => void>;
  /** How the subgraphs are doing at the moment. */
  breakers(): Iterable<BreakerReading>;
  /** Lets other operations run from the next request on; needs a gateway that was started with a safelist. */
  admit(safelist: Safelist): void;
  /** Takes the requests that come from now on, in place of the gateway that it comes after; those under way end there. A gateway that comes after none has entered. */
  enter(): void;
  /** For the gateway that takes its place. */
  readonly estate: Estate;
  /**
   * Takes no more requests, lets those in flight end within the grace, then cancels them; where another has taken its place, they have the time of any request.
   * The port is closed by whoever answers at that time. May be called twice.
   */
  close(): Promise<void>;
  /** The process stops: what is still in flight has the grace from now on, whatever it had before. */
  hurry(): void;
}

/**
 * Starts the gateway. Rejects with CompositionFailure or GatewayStartError, and nothing is left open then.
 *
 *     client ─▶ 1-accept ─▶ 2-plan ─▶ 3-fetch { handler ─▶ call ─▶ handler } ─▶ 4-respond ─▶ client
 */
export async function serve({ after, ...options }: ServeOptions): Promise<RunningGateway> {
  // Nothing that lives on may hold `after`: each gateway would keep all those before it.
  let safelist = options.safelist;
  const memory = after?.estate.memory ?? emptyMemory(options.clock);
  const parts = partsOf(options, () => safelist, memory);
  const supergraph = await firstSupergraph(options.schema, after);
  const sender = openSender(options.limits.responseBody);
  const apis = (options.apis ?? []).map(apiFacts);
  const room = {
    parts,
    sender,
    openEngine: options.openEngine ?? apolloEngine(options.log, options.limits.planningTime),
    settings: graphqlSettings(options),
    origins: [...(options.origins ?? []), ...apis.map(({ origin }) => origin)],
    allow: options.egress,
  };
  let stopping: Promise<void> | undefined;
  // Work in the background still sends when no request is left.
  const opened: (() => Promise<void>)[] = [() => sender.close(), () => parts.services.background.drain(options.limits.shutdownGrace)];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const snapshots = new Snapshots(await openSnapshot(supergraph, room, after?.estate.snapshots.current), options.log);
    opened.push(() => snapshots.close());
    const inFlight = new InFlight();
    const handlers = options.handlers ?? bareHandlers;
    const { tls } = options.listen;
    const { certificates } = parts.services;
    const front = after?.estate.front ?? new Front(tls && frontTls(tls, certificates));
    const app = await openDoor({
      parts,
      snapshots,
      handlers,
      inFlight,
      apis,
      routes: options.routes ?? [],
      names: options.names,
      tls,
      proxies: options.listen.proxies ?? [],
      metrics: options.metrics,
      // One whose place was taken stops nothing for its clients: their connections go on.
      draining: () => stopping !== undefined && seat.isCurrent,
    });
    const seat = front.seat(app, tls && (() => tlsIdentity(tls, certificates)));
    const { shutdownGrace, requestTimeout } = options.limits;
    // Nobody waits for the end of one whose place was taken: its requests may take as long as ever.
    opened.push(() => drain(seat, inFlight, seat.isCurrent ? shutdownGrace : Math.max(shutdownGrace, requestTimeout)));
    if (after === undefined) seat.enter();
    const address = after?.estate.address ?? (await front.listen(options.listen));

    // One at a time and in order, so that the schema asked for last is the one that stays.
    let serving = supergraph.origin === 'composed' ? supergraph : undefined;
    let preparing: Promise<unknown> = Promise.resolve();
    const prepare = async (schema: SchemaSource): Promise<() => void> => {
      const next =
        schema.kind === 'subgraphs'
          ? await (await import('./2-plan/compose-apart.ts')).composeApart(schema.subgraphs, serving)
          : given(schema);
      if (next === serving) return () => undefined;
      let ready: Snapshot | undefined = await openSnapshot(next, room, snapshots.current);
      return () => {
        if (ready === undefined) return;
        snapshots.swap(ready);
        ready = undefined;
        serving = next.origin === 'composed' ? next : undefined;
      };
    };
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const done = preparing.then(work);
      preparing = done.catch(() => undefined);
      return done;
    };
    return {
      ...address,
      estate: { front, address, snapshots, memory, composed: () => serving },
      enter: () => seat.enter(),
      reload: (schema) => inTurn(async () => (await prepare(schema))()),
      prepare: (schema) => inTurn(() => prepare(schema)),
      breakers: () => snapshots.current.calls.traffic.breakers(),
      admit(next) {
        if (safelist === undefined) throw new Error('a gateway without a safelist cannot be given another');
        safelist = next;
      },
      close() {
        stopping ??= closeAll();
        return stopping;
      },
      hurry() {
        setTimeout(() => inFlight.abort(), shutdownGrace).unref();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const graphqlSettings = ({ introspection, shareQueries, limits }: ServeOptions): GraphqlSettings => ({
  introspection,
  shareQueries: shareQueries ?? false,
  mostTokens: limits.queryTokens,
  most: limits.operation,
  mostCost: limits.operation.cost,
});

const frontTls = (tls: TlsSettings, certificates: Certificates): FrontTls => ({
  identity: tlsIdentity(tls, certificates),
  asksClients: tls.clientCertificates !== 'none',
});

const emptyMemory = (clock: Clock): GatewayMemory => ({
  texts: memoryCache(clock, keptInMemory),
  traces: memoryCache(clock, traceBounds),
});

async function firstSupergraph(schema: SchemaSource, after: ServeOptions['after']) {
  if (schema.kind === 'supergraph') return given(schema);
  // What composes is loaded where something is composed.
  if (after !== undefined) return (await import('./2-plan/compose-apart.ts')).composeApart(schema.subgraphs, after.estate.composed());
  // Nothing is served yet, so nothing waits for it.
  return (await import('./2-plan/compose.ts')).compose(schema.subgraphs);
}

const given = ({ sdl, file }: Extract<SchemaSource, { kind: 'supergraph' }>) => readSupergraph(sdl, file);

/** Texts that clients sent: in memory, more than any client has; a longer one than that is sent whole each time. */
const keptInMemory = { entries: 10_000, bytes: 16 * 1024 * 1024, entryBytes: longestText };

/** Characters that one gateway adds to a shared cache in the time that they are kept: the cache may be the Redis of the store, which has no room to lose. */
const keptInShared = 64 * 1024 * 1024;

function persistedIn(
  { shared, own }: { readonly shared: Cache | undefined; readonly own: Cache },
  ttlMs: number,
  { clock, log }: Pick<ServeOptions, 'clock' | 'log'>,
): PersistedQueries {
  if (shared === undefined) return persistedQueries(own, { ttlMs, log });
  return persistedQueries(shared, { ttlMs, log, allowance: new Allowance(clock, keptInShared, ttlMs) });
}

function partsOf(options: ServeOptions, safelist: () => Safelist | undefined, memory: GatewayMemory): Parts {
  const {
    clock,
    random,
    crypto,
    log,
    trace,
    meter,
    limits,
    credentials,
    callers,
    services,
    namedValue,
    deployment,
    persistedQueries: byDigest,
    observers,
  } = options;
  const used = services ?? bareServices(clock);
  return {
    clock,
    random,
    crypto,
    log,
    trace,
    meter: meter ?? noMeter,
    limits,
    credentials: credentials ?? noCredentials,
    callers: callers ?? noCallers,
    services: used,
    namedValue: namedValue ?? unknownNamedValue,
    operations: {
      safelist,
      // Each level of fields may have brackets of arguments beside its own.
      forms: new DocumentForms({ tokens: limits.queryTokens, brackets: 100 + 2 * limits.operation.depth }, digestOf),
      persisted: byDigest && persistedIn({ shared: used.caches.external, own: memory.texts }, byDigest.ttlMs, { clock, log }),
    },
    observers: observers ?? nobodyLooks,
    handed: new HandedTokens(clock),
    traces: new KeptTraces(used.caches.external ?? memory.traces, random),
    deployment: {
      gatewayId: 'fedpass',
      instanceId: 'fedpass',
      isManaged: false,
      region: 'local',
      serviceId: 'fedpass',
      serviceName: 'fedpass',
      certificates: () => deploymentCertificates(used.certificates),
      ...deployment,
    },
  };
}

function unknownNamedValue(name: string): never {
  throw new Error(`there is no named value ${name}`);
}
