import { Budget } from '../runtime/budget.ts';
import type { Context } from '../runtime/context/context.ts';
import type {
  ApiFacts,
  DeploymentFacts,
  GraphqlFacts,
  LastError,
  OperationFacts,
  ProductFacts,
  SubscriptionFacts,
  UserFacts,
} from '../runtime/context/facts.ts';
import type { Request, Response } from '../runtime/context/message.ts';
import type { Variables } from '../runtime/context/variables.ts';
import { Exchange, type ExchangePorts } from '../runtime/exchange.ts';
import type { Scope } from '../runtime/handler.ts';
import type { Host } from '../runtime/host.ts';
import { CredentialError, type CredentialRequest, type CredentialSource, type Token } from '../runtime/ports/credential-source.ts';
import type { Metrics } from '../runtime/ports/metrics.ts';
import type { Trace } from '../runtime/ports/trace.ts';
import { traceparent } from '../telemetry/trace-context.ts';
import { holding } from './3-fetch/token-hosts.ts';
import { scrub } from './4-respond/scrub.ts';
import type { ClientRequest } from './client-request.ts';
import type { Parts } from './parts.ts';
import { WatchedExchange, type Watching } from './record/watched-exchange.ts';
import { watchedPorts } from './record/watched-ports.ts';

/** What differs from one exchange to the next. */
export interface ExchangeFacts {
  readonly scope: Scope;
  readonly api: ApiFacts;
  readonly operation: OperationFacts;
  readonly request: Request;
  readonly variables: Variables;
  /** Of resolvers alone. */
  readonly graphql?: GraphqlFacts;
}

/** Makes an exchange of a client's request: the client's own in the global scope, one for each call to a backend. */
export function openExchange(parts: Parts, client: ClientRequest, facts: ExchangeFacts, forward: ExchangePorts['forward']): Exchange {
  const { services } = parts;
  const { snapshot, disclosed, bound } = client;
  const { schemas } = snapshot;
  const send = holding(bound, snapshot.send);
  const watching = watchingOf(client, facts);
  const credentials = disclosing(parts, client, watching);
  const trace = scrubbing(parts.trace, disclosed);
  const metrics = scrubbingMetrics(services.metrics, disclosed);
  const context = new GatewayContext(parts, client, facts);
  const ports: ExchangePorts = { ...services, credentials, trace, metrics, send, schemas, forward };
  const x =
    watching === undefined
      ? new Exchange(facts.scope, context, ports, client.signal)
      : new WatchedExchange(facts.scope, context, watchedPorts(ports, watching), client.signal, watching);
  if (facts.scope !== 'global') tellBackend(client, facts.api.name, x);
  context.exchange = x;
  return x;
}

/** What an expression needs that is worked out ahead of its exchange: a context and nothing else, so it can neither send nor get anything. */
export type PlaceAhead = Pick<Exchange, 'at' | 'context'>;

/** Makes one that finds what an exchange with these facts would find at its beginning. */
export function placeAhead(parts: Parts, client: ClientRequest, facts: ExchangeFacts): PlaceAhead {
  const context = new GatewayContext(parts, client, facts);
  const at = (): Context => {
    context.host.budget.begin();
    return context;
  };
  return { context, at };
}

/** Undefined for a request that nobody looks at. */
function watchingOf({ recorder, traceRole }: ClientRequest, { scope, api }: ExchangeFacts): Watching | undefined {
  const record = recorder?.exchange(scope, api.name);
  return recorder === undefined || record === undefined ? undefined : { recorder, record, traceRole };
}

/** Deny by default: a trace's id tells requests of one person apart, so a backend is told of it where the configuration says so. */
function tellBackend({ traceRole }: ClientRequest, backend: string, x: Exchange): void {
  if (traceRole?.tells(backend) === true) x.transport.traceparent = traceparent(traceRole);
}

/** Notes every token that is handed out, and counts who asked for one. */
function disclosing(
  { credentials: source, meter, clock, handed }: Parts,
  { disclosed, bound, answer }: ClientRequest,
  watching: Watching | undefined,
): CredentialSource {
  const noted = (token: Token, { provider, connection }: CredentialRequest, outcome: 'cached' | 'obtained'): Token => {
    meter.credential(provider, connection, outcome);
    disclosed.add(token.accessToken.reveal());
    if (token.hosts !== undefined) bound.set(token, { provider, connection });
    return token;
  };
  const recorded = ({ provider, connection }: CredentialRequest, outcome: string, begun: number): void =>
    watching?.recorder.credential(watching.record, provider, connection, outcome, begun);
  return {
    peek(request) {
      const token = source.peek(request);
      if (token === undefined) return undefined;
      if (watching !== undefined) recorded(request, 'cached', clock.elapsed());
      return noted(token, request, 'cached');
    },
    async get(request, signal) {
      const begun = clock.elapsed();
      try {
        const token = await source.get(request, signal);
        recorded(request, handed.provenance(token, begun), begun);
        return noted(token, request, 'obtained');
      } catch (error) {
        recorded(request, error instanceof CredentialError ? error.code : 'failed', begun);
        if (error instanceof CredentialError) {
          meter.credential(error.provider, error.connection, error.code);
          if (error.offer !== undefined) answer.personal = true;
        }
        throw error;
      }
    },
  };
}

/** What policies trace goes to a log: an author who traces a token must not put it there. */
const scrubbing =
  (trace: Trace, disclosed: ReadonlySet<string>): Trace =>
  (entry) =>
    trace({
      ...entry,
      message: scrub(disclosed, entry.message),
      metadata: entry.metadata.map(([name, value]) => [name, scrub(disclosed, value)] as const),
    });

/** Metrics are kept for long and read by many: no token may be a dimension. */
const scrubbingMetrics =
  (metrics: Metrics, disclosed: ReadonlySet<string>): Metrics =>
  (measurement) =>
    metrics({
      ...measurement,
      dimensions: measurement.dimensions.map(([name, value]) => [scrub(disclosed, name), scrub(disclosed, value)] as const),
    });

class GatewayContext implements Context {
  readonly host: Host;
  readonly api: ApiFacts;
  readonly operation: OperationFacts;
  readonly deployment: DeploymentFacts;
  readonly product: ProductFacts | null;
  readonly subscription: SubscriptionFacts | null;
  readonly user: UserFacts | null;
  readonly request: Request;
  response: Response | null = null;
  readonly variables: Variables;
  lastError: LastError | null = null;
  readonly graphql: GraphqlFacts | null;
  readonly requestId: string;
  readonly timestamp: bigint;
  readonly tracing: boolean;
  /** Set as soon as there is one; `trace` needs to know where it stands. */
  exchange: Exchange | undefined;
  readonly #begun: number;
  readonly #parts: Parts;
  readonly #disclosed: Set<string>;

  constructor(parts: Parts, client: ClientRequest, facts: ExchangeFacts) {
    const { clock, random, crypto, limits } = parts;
    this.#parts = parts;
    this.#disclosed = client.disclosed;
    this.#begun = clock.elapsed();
    const budget = new Budget(limits.expressionSteps, limits.expressionData, { clock, ms: limits.expressionTime });
    this.host = { clock, random, crypto, budget };
    this.api = facts.api;
    this.operation = facts.operation;
    this.deployment = parts.deployment;
    this.product = client.caller.product;
    this.subscription = client.caller.subscription;
    this.user = client.caller.user;
    this.request = facts.request;
    this.variables = facts.variables;
    this.graphql = facts.graphql ?? null;
    this.requestId = client.id;
    this.tracing = client.recorder?.changes === true;
    this.timestamp = BigInt(Math.round(clock.now() * 10_000));
  }

  elapsed(): number {
    return this.#parts.clock.elapsed() - this.#begun;
  }

  namedValue(name: string): string {
    const value = this.#parts.namedValue(name);
    this.#disclosed.add(value);
    return value;
  }

  trace(message: string): void {
    const at = this.exchange?.place ?? '';
    this.exchange?.ports.trace({ source: 'context.Trace', severity: 'verbose', message, metadata: [], at });
  }
}
