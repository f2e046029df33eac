import { graphSchema } from '../../src/gateway/2-plan/graph-schema.ts';
import { subgraphSchema } from '../../src/gateway/2-plan/subgraph-schema.ts';
import { systemCrypto } from '../../src/gateway/platform/crypto.ts';
import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { Budget } from '../../src/runtime/budget.ts';
import { Body } from '../../src/runtime/context/body.ts';
import type { Context } from '../../src/runtime/context/context.ts';
import type { ApiFacts, SubscriptionFacts } from '../../src/runtime/context/facts.ts';
import { HeaderMap, RequestHeaders } from '../../src/runtime/context/headers.ts';
import { Response } from '../../src/runtime/context/message.ts';
import { Url } from '../../src/runtime/context/url.ts';
import { Variables } from '../../src/runtime/context/variables.ts';
import type { X509Certificate2 } from '../../src/runtime/dotnet/security/x509/certificate.ts';
import { Exchange, type ExchangePorts, type PolicyServices } from '../../src/runtime/exchange.ts';
import type { Scope } from '../../src/runtime/handler.ts';
import type { Clock } from '../../src/runtime/ports/clock.ts';
import { CredentialError, type CredentialRequest, Secret, type Token } from '../../src/runtime/ports/credential-source.ts';
import type { Schemas } from '../../src/runtime/ports/schemas.ts';
import { type OutgoingRequest, SendFailure } from '../../src/runtime/ports/send.ts';
import type { TraceEntry } from '../../src/runtime/ports/trace.ts';
import { encodeUtf8 } from '../../src/runtime/utf8.ts';

/** What an exchange of a test starts from. */
export interface Given {
  readonly scope?: Scope;
  readonly method?: string;
  readonly url?: string;
  readonly originalUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly forwardHeaders?: readonly string[];
  /** Default: 203.0.113.7. */
  readonly ipAddress?: string;
  /** The client's certificate. */
  readonly certificate?: X509Certificate2;
  readonly body?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What the backend answers. */
  readonly response?: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };
  /** What requests of policies' own get, one after the other; without one left nothing can be reached. */
  readonly answers?: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }[];
  /** In place of services where nothing is configured. */
  readonly services?: Partial<PolicyServices>;
  /** The GraphQL schema that requests are held against. */
  readonly schema?: string;
  readonly clock?: Clock;
  readonly subscription?: SubscriptionFacts;
  /** Access tokens by `provider/connection`. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Of these tokens; 1 without it. */
  readonly generation?: number;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Waiting for a token happens, as when it is not cached. */
  readonly slowTokens?: boolean;
  /** What expressions may spend. */
  readonly budget?: Budget;
}

/** An exchange with recorded surroundings. */
export interface Recorded {
  readonly x: Exchange;
  readonly traces: readonly TraceEntry[];
  /** How often the backend was called. */
  readonly forwarded: () => number;
  /** Requests that policies sent of their own. */
  readonly requests: readonly OutgoingRequest[];
}

/** An exchange without network and clock: what handlers run on in tests. */
export function recordedExchange(given: Given = {}): Recorded {
  const traces: TraceEntry[] = [];
  const requests: OutgoingRequest[] = [];
  const answers = [...(given.answers ?? [])];
  const clock = given.clock ?? stoppedClock;
  let forwarded = 0;
  const ports: ExchangePorts = {
    credentials: {
      peek: (request) => (given.slowTokens ? undefined : token(given, request)),
      get: async (request) => token(given, request) ?? unavailable(request),
    },
    trace: (entry) => void traces.push(entry),
    ...bareServices(clock),
    ...(given.schema === undefined ? {} : { schemas: schemasOf(given.schema) }),
    ...given.services,
    send: async (request) => {
      requests.push(request);
      const answer = answers.shift();
      if (answer === undefined) throw new SendFailure('unreachable', 'the connection was refused');
      const headers = Object.entries(answer.headers ?? {});
      return { status: answer.status, reason: '', headers, body: encodeUtf8(answer.body ?? '') };
    },
    forward: async (x) => {
      forwarded++;
      x.context.response = response(given);
    },
  };
  const x = new Exchange(given.scope ?? 'subgraph', context(given, clock, traces), ports, undefined);
  if (given.response !== undefined) x.context.response = response(given);
  return { x, traces, forwarded: () => forwarded, requests };
}

function schemasOf(text: string): Schemas {
  const schema = graphSchema(subgraphSchema(text));
  return { ...bareServices(stoppedClock).schemas, graph: () => schema };
}

function token(given: Given, { provider, connection }: CredentialRequest): Token | undefined {
  const text = given.tokens?.[`${provider}/${connection}`];
  return text === undefined
    ? undefined
    : { accessToken: new Secret(text), claims: { token_type: 'Bearer' }, expiresAt: 0, generation: given.generation ?? 1 };
}

function unavailable({ provider, connection }: CredentialRequest): never {
  throw new CredentialError('CONNECTION_UNAVAILABLE', `the connection \`${provider}/${connection}\` cannot be used`, {
    provider,
    connection,
  });
}

function response({ response: given }: Given): Response {
  const body = given?.body === undefined ? null : Body.text(given.body);
  return new Response(given?.status ?? 200, 'OK', HeaderMap.from(Object.entries(given?.headers ?? {})), body);
}

const api = (url: Url): ApiFacts => ({
  id: 'crm',
  name: 'crm',
  path: 'graphql',
  protocols: ['https'],
  serviceUrl: url,
  isCurrentRevision: true,
  revision: '1',
  version: null,
  subscriptionKeyHeader: 'Ocp-Apim-Subscription-Key',
  subscriptionKeyQuery: 'subscription-key',
});

/** 2024-03-15T10:20:30Z, for ever. */
const stoppedClock: Clock = { now: () => Date.UTC(2024, 2, 15, 10, 20, 30), elapsed: () => 0 };

function context(given: Given, clock: Clock, traces: TraceEntry[]): Context {
  const url = Url.parse(given.url ?? 'https://crm.example/graphql') ?? Url.parse('https://crm.example/graphql');
  if (url === undefined) throw new Error('the url of the test is none');
  const client = HeaderMap.from(Object.entries(given.headers ?? {}));
  const forwarded = HeaderMap.empty();
  for (const name of given.forwardHeaders ?? []) {
    const values = client.get(name);
    if (values !== undefined) forwarded.set(name, values);
  }
  const variables = new Variables();
  for (const [name, value] of Object.entries(given.variables ?? {})) variables.set(name, value);
  return {
    host: {
      clock,
      random: { bytes: (count) => new Uint8Array(count).fill(7), next: () => 0.5 },
      crypto: systemCrypto,
      budget: given.budget ?? new Budget(),
    },
    api: api(url.copy()),
    operation: { id: 'Sample', method: 'POST', name: 'Sample', urlTemplate: '/graphql' },
    deployment: {
      gatewayId: 'self-hosted',
      instanceId: 'test',
      isManaged: false,
      region: 'test',
      serviceId: 'fedpass',
      serviceName: 'fedpass',
    },
    product: null,
    subscription: given.subscription ?? null,
    user: null,
    request: {
      method: given.method ?? 'POST',
      url,
      originalUrl: Url.parse(given.originalUrl ?? '') ?? url.copy(),
      headers: RequestHeaders.over(client, forwarded),
      body: given.body === undefined ? null : Body.text(given.body),
      ipAddress: given.ipAddress ?? '203.0.113.7',
      matchedParameters: new Map(),
      certificate: given.certificate ?? null,
    },
    response: null,
    variables,
    lastError: null,
    requestId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    timestamp: BigInt(Date.UTC(2024, 2, 15, 10, 20, 30)) * 10_000n,
    elapsed: () => 12.5,
    tracing: false,
    namedValue: (name) => given.secrets?.[name] ?? '',
    trace: (message) => void traces.push({ source: 'context.Trace', severity: 'verbose', message, metadata: [], at: '' }),
  };
}
