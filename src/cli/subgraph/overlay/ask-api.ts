import type { IntrospectionQuery } from 'graphql';
import type { ProjectDocument } from '../../../compiler/compile-project.ts';
import type { Config } from '../../../config/config.ts';
import { diskFiles } from '../../../config/load.ts';
import { SecretReader } from '../../../config/secret-reader.ts';
import { systemClock } from '../../../gateway/platform/clock.ts';
import { systemCrypto } from '../../../gateway/platform/crypto.ts';
import { systemRandom } from '../../../gateway/platform/random.ts';
import { serve } from '../../../gateway/serve.ts';
import type { HandlerSource } from '../../../runtime/handler.ts';
import { pinoLog } from '../../../telemetry/pino-log.ts';
import { exit, UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import { createLibrary } from '../../library.ts';
import { projectFacts } from '../../project/facts.ts';
import { makeHandlerFolder } from '../../project/handler-folder.ts';
import { HandlerLoader } from '../../project/handler-loader.ts';
import { HandlerStore } from '../../project/handler-store.ts';
import { namedValue } from '../../project/named-value.ts';
import { openCredentials } from '../../project/open-credentials.ts';
import { openServices } from '../../project/open-services.ts';
import { ProjectRefused } from '../../project/refused.ts';
import { introspectionOf, introspectionOverlay, overlayQuestion } from './introspection.ts';

export interface Question {
  readonly name: string;
  readonly url: string;
  /** With the subgraph in it. */
  readonly config: Config;
  /** Those of the project, with one for the subgraph. */
  readonly documents: readonly ProjectDocument[];
}

const megabyte = 1024 * 1024;

/**
 * Asks an API for its schema as the gateway would call it: a gateway of this one subgraph, with its documents, credentials and egress
 * rules, lives for the one question. `global.xml` is about clients and does not run. Rejects with UsageError or ProjectRefused.
 */
export async function askApi(question: Question, io: Io): Promise<IntrospectionQuery> {
  const opened: (() => Promise<void> | void)[] = [];
  try {
    return await ask(question, io, opened);
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

async function ask(
  { name, url, config, documents }: Question,
  io: Io,
  opened: (() => Promise<void> | void)[],
): Promise<IntrospectionQuery> {
  const log = pinoLog({ level: 'warn', stream: { write: io.err } });
  const secrets = new SecretReader({ env: io.env, files: diskFiles, folder: config.folder, clock: systemClock });
  const handlers = await handlersOf(documents, config, opened);
  const places = {
    publicUrl: config.listen.publicUrl ?? `http://localhost:${config.listen.port}`,
    storeFile: undefined,
    keyFile: undefined,
    log,
  };
  // Without a connection that its document names there is no store to open.
  const uses = handlers.current().subgraph(name).meta.connections.length > 0;
  const credentials = uses ? await openCredentials(config, secrets, places) : undefined;
  if (credentials !== undefined) opened.push(() => credentials.close());
  const { services, telemetry, close } = await openServices(config, { secrets, keyFile: undefined, clock: systemClock, log });
  opened.push(close);
  const { limits } = config;
  const gateway = await serve({
    listen: { host: '127.0.0.1', port: 0 },
    schema: {
      kind: 'subgraphs',
      subgraphs: [
        {
          name,
          kind: 'graphql',
          url,
          sdl: introspectionOverlay,
          file: 'introspection',
          forwardHeaders: { kind: 'named', names: [] },
          timeoutMs: 60_000,
        },
      ],
    },
    handlers: withoutGlobal(handlers),
    ...(credentials === undefined ? {} : { credentials: credentials.manager }),
    services,
    namedValue: (id) => namedValue(config, secrets, id),
    egress: config.egress.allow,
    limits: {
      ...limits,
      requestBody: megabyte,
      responseBody: 64 * megabyte,
      requestTimeout: 90_000,
      queryTokens: 100_000,
      operation: { ...limits.operation, depth: 100, aliases: 100, rootFields: 10, directives: 10, cost: Number.MAX_SAFE_INTEGER },
    },
    introspection: { kind: 'nobody' },
    clock: systemClock,
    random: systemRandom,
    crypto: systemCrypto,
    log,
    trace: telemetry.trace,
  });
  opened.push(() => gateway.close());
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: overlayQuestion }),
  });
  const answer = (await response.json()) as Answer;
  const found = introspectionOf(answer);
  if (found !== undefined) return found;
  throw refusal(name, answer.errors?.[0]);
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly Problem[];
}

interface Problem {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly status?: number; readonly provider?: string; readonly connection?: string };
}

const withoutGlobal = (handlers: HandlerSource): HandlerSource => ({ current: () => ({ ...handlers.current(), global: undefined }) });

async function handlersOf(
  documents: readonly ProjectDocument[],
  config: Config,
  opened: (() => Promise<void> | void)[],
): Promise<HandlerStore> {
  const folder = makeHandlerFolder();
  opened.push(() => folder.remove());
  const handlers = new HandlerStore(new HandlerLoader(folder.path), projectFacts(config, createLibrary()));
  const { broken, findings } = await handlers.refresh(documents);
  if (broken.length > 0) throw new ProjectRefused(findings, documents.length, exit.findings);
  return handlers;
}

/** What to do when the API did not tell. */
function refusal(name: string, problem: Problem | undefined): UsageError {
  const { code = '', status, provider, connection } = problem?.extensions ?? {};
  const id = `${provider}/${connection}`;
  if (code === 'CONNECTION_REQUIRED')
    return new UsageError(`\`${id}\` is not connected yet`, `run \`fedpass connections login ${id}\`, then this again`);
  if (provider !== undefined)
    return new UsageError(problem?.message ?? `\`${id}\` gave no token`, `\`fedpass connections test ${id}\` says which step fails`);
  if (status === 401 || status === 403)
    return new UsageError(
      `the API refused the question for its schema with status ${status}`,
      `name a connection with --connection, write policies/subgraphs/${name}.xml, or try with --header 'Authorization: Bearer \${env.TOKEN}'`,
    );
  return new UsageError(
    `the API did not tell its schema: ${problem?.message ?? 'it answered something else'}`,
    'where introspection is off, give its SDL or the answer of an introspection query with --schema',
  );
}
