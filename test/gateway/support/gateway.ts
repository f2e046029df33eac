import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { systemCrypto } from '../../../src/gateway/platform/crypto.ts';
import { systemRandom } from '../../../src/gateway/platform/random.ts';
import { type RunningGateway, type SchemaSource, type ServeOptions, serve } from '../../../src/gateway/serve.ts';
import type { HandlerModule, HandlerSet, HandlerSource, Section } from '../../../src/runtime/handler.ts';
import { forward, handlerVersion, next } from '../../../src/runtime/handler.ts';
import type { Log } from '../../../src/runtime/ports/log.ts';
import type { TraceEntry } from '../../../src/runtime/ports/trace.ts';
import type { TestSubgraph } from './subgraph.ts';

/** A line of the log. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface TestGateway extends RunningGateway {
  readonly log: LogLine[];
  readonly traces: TraceEntry[];
  /** Everything that was logged, as one text. */
  readonly logText: () => string;
}

export const limits = {
  requestBody: 64 * 1024,
  queryTokens: 1_000,
  operation: { depth: 10, aliases: 20, rootFields: 20, directives: 20, cost: 1_000 },
  planningTime: 10_000,
  batch: 0,
  responseBody: 256 * 1024,
  requestTimeout: 10_000,
  shutdownGrace: 5_000,
  expressionSteps: 1_000_000,
  expressionData: 1_000_000,
  expressionTime: 5_000,
};

type Settings = Partial<Omit<ServeOptions, 'schema' | 'limits'>> & {
  readonly schema?: SchemaSource;
  readonly limits?: Partial<ServeOptions['limits']>;
  readonly forwardHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly timeoutMs?: number;
};

/** A gateway over test subgraphs, on a free port. */
export async function openGateway(
  subgraphs: readonly Pick<TestSubgraph, 'name' | 'kind' | 'sdl' | 'url'>[],
  settings: Settings = {},
): Promise<TestGateway> {
  const log: LogLine[] = [];
  const traces: TraceEntry[] = [];
  const { forwardHeaders, timeoutMs, limits: someLimits, ...rest } = settings;
  const gateway = await serve({
    listen: { host: '127.0.0.1', port: 0 },
    schema: schemaOf(subgraphs, { forwardHeaders, timeoutMs }),
    egress: [],
    introspection: { kind: 'everyone' },
    clock: systemClock,
    random: systemRandom,
    crypto: systemCrypto,
    log: memoryLog(log),
    trace: (entry) => traces.push(entry),
    ...rest,
    limits: { ...limits, ...someLimits },
  });
  return { ...gateway, log, traces, logText: () => JSON.stringify(log) };
}

export function schemaOf(
  subgraphs: readonly Pick<TestSubgraph, 'name' | 'kind' | 'sdl' | 'url'>[],
  { forwardHeaders, timeoutMs }: { forwardHeaders?: Settings['forwardHeaders'] | undefined; timeoutMs?: number | undefined } = {},
): SchemaSource {
  return {
    kind: 'subgraphs',
    subgraphs: subgraphs.map(({ name, kind = 'federation', sdl, url }) => {
      const names = forwardHeaders?.[name] ?? [];
      return {
        name,
        kind,
        sdl,
        url,
        file: `subgraphs/${name}/schema.graphql`,
        forwardHeaders: names.includes('all') ? { kind: 'all', names: names.filter((each) => each !== 'all') } : { kind: 'named', names },
        timeoutMs: timeoutMs ?? 5_000,
      };
    }),
  };
}

export function memoryLog(lines: LogLine[]): Log {
  const at =
    (level: LogLine['level']) =>
    (fields: LogLine['fields'], message: string): void => {
      lines.push({ level, fields, message });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const forwardOnly: Section = async (x) => {
  await forward(x);
  return next;
};

/** A handler as a compiler would write it; `backend` forwards unless it says otherwise. */
export function handler(
  sections: { inbound?: Section; backend?: Section; outbound?: Section; onError?: Section },
  document = '',
): HandlerModule {
  return {
    meta: {
      version: handlerVersion,
      scope: 'subgraph',
      document,
      sites: [],
      reads: { requestBody: false, responseBody: false },
      connections: [],
    },
    backend: forwardOnly,
    ...sections,
  };
}

/** Handlers by subgraph; `global` is the global one; others are bare. */
export function handlers(by: Readonly<Record<string, HandlerModule>>): HandlerSource {
  const bare = handler({});
  const set: HandlerSet = {
    global: by['global'],
    subgraph: (name) => by[name] ?? bare,
    api: (name) => by[`apis/${name}`] ?? bare,
    resolver: (subgraph, field) => by[`resolvers/${subgraph}/${field}`],
  };
  return { current: () => set };
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** Asks a gateway. */
export async function ask(
  gateway: { readonly url: string },
  query: string,
  { headers = {}, variables, signal }: { headers?: Record<string, string>; variables?: object; signal?: AbortSignal } = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const body = text.startsWith('{') ? (JSON.parse(text) as Partial<GraphqlAnswer>) : {};
  return { status: response.status, headers: response.headers, text, data: body.data, errors: body.errors ?? [] };
}
