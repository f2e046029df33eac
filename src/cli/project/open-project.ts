import type { Config, IntrospectionRule } from '../../config/config.ts';
import { diskFiles, loadConfig } from '../../config/load.ts';
import { SecretReader } from '../../config/secret-reader.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isLoopback } from '../../gateway/1-accept/host-names.ts';
import type { SubgraphSchema } from '../../gateway/2-plan/compose.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemCrypto } from '../../gateway/platform/crypto.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import type { RunningGateway, ServeOptions } from '../../gateway/serve.ts';
import { GatewayStartError } from '../../gateway/start-error.ts';
import type { RunningManagement } from '../../management/management-server.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { exit } from '../exit.ts';
import { createLibrary } from '../library.ts';
import { compositionFindings } from './composition-findings.ts';
import { credentialRoutes } from './credential-routes.ts';
import { projectFacts } from './facts.ts';
import { freePort } from './free-port.ts';
import { makeHandlerFolder } from './handler-folder.ts';
import { HandlerLoader } from './handler-loader.ts';
import { HandlerStore, type Refresh } from './handler-store.ts';
import { misplaced } from './misplaced.ts';
import { openCallers } from './open-callers.ts';
import { type OpenCredentials, openCredentials } from './open-credentials.ts';
import { openManagement } from './open-management.ts';
import { readDocuments } from './read-documents.ts';
import { readSafelist, type SafelistPlace } from './read-safelist.ts';
import { readSchemas } from './read-schemas.ts';
import { ProjectRefused } from './refused.ts';
import { ProjectReload, type SchemaReload } from './reload-project.ts';
import { resolverFields } from './resolver-fields.ts';
import { watchFiles } from './watch-files.ts';
import { watchFolder } from './watch-folder.ts';
import { type SafelistReload, watchSafelist } from './watch-safelist.ts';

export interface ProjectRequest {
  /** The configuration, absolute. */
  readonly config: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each in place of what the configuration says. A port of 0 takes any free one. */
  readonly port?: number;
  /** Finds a free port in another way, for tests. */
  readonly freePort?: () => Promise<number>;
  readonly publicUrl?: string;
  readonly storeFile?: string;
  readonly keyFile?: string;
  /** Changes the configuration before anything is opened, for who only looks. */
  readonly adjust?: (config: Config) => Config;
  /** A list of the operations that run, absolute, in place of the configuration's. */
  readonly safelist?: string;
  /** Who may ask for the schema where the configuration does not say. */
  readonly introspection: IntrospectionRule['kind'] & ('everyone' | 'nobody');
  readonly log: Log;
  /** Policy documents changed on disk and were compiled again. */
  readonly onReload?: (refresh: Refresh) => void;
  /** Schemas changed on disk. */
  readonly onSchemas?: (reload: SchemaReload) => void;
  /** The list of operations changed on disk. */
  readonly onSafelist?: (reload: SafelistReload) => void;
  /** Findings that stop nothing. */
  readonly onWarnings?: (findings: readonly Diagnostic[]) => void;
}

/** A project that is being served. */
export interface OpenProject {
  readonly config: Config;
  readonly gateway: RunningGateway;
  readonly handlers: HandlerStore;
  /** Undefined when the configuration has no provider, and nobody could make one. */
  readonly credentials: OpenCredentials | undefined;
  /** Undefined when it is off. */
  readonly management: RunningManagement | undefined;
  close(): Promise<void>;
}

/**
 * Opens a project and serves it: configuration, schemas, documents and the watch over them, credentials, gateway. Rejects with
 * ProjectRefused, or with the error of the part that failed; nothing is left open then.
 */
export async function openProject(request: ProjectRequest): Promise<OpenProject> {
  for (let attempt = 1; ; attempt++) {
    const opened: (() => Promise<void> | void)[] = [];
    const close = async (): Promise<void> => {
      for (const closePart of opened.splice(0).reverse()) await closePart();
    };
    try {
      return { ...(await open(request, opened)), close };
    } catch (error) {
      await close();
      if (!(error instanceof FreePortTaken)) throw error;
      if (attempt === mostAttempts) throw error.cause;
    }
  }
}

const mostAttempts = 5;

/** The port that was found free was taken before the gateway could open it; another will do. */
class FreePortTaken extends Error {
  declare readonly cause: GatewayStartError;

  constructor(cause: GatewayStartError) {
    super(cause.message, { cause });
    this.name = 'FreePortTaken';
  }
}

async function open(request: ProjectRequest, opened: (() => Promise<void> | void)[]): Promise<Omit<OpenProject, 'close'>> {
  const { config: written, findings } = loadConfig(request.config, request.env, 'check', request.cwd);
  if (written === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const config = request.adjust?.(written) ?? written;
  const { schemas, findings: missing } = readSchemas(config, request.cwd);
  if (missing.length > 0) throw new ProjectRefused([...findings, ...missing], 1, exit.usage);

  const listed = safelistOf(config, request);
  const list = listed && readSafelist(listed, request.cwd);
  if (list?.kind === 'refused') throw new ProjectRefused([...findings, ...list.findings], 1, exit.usage);

  const watch = watchProject(config);
  opened.push(() => watch.stop());
  const handlers = await openHandlers(config, schemas, findings, request, opened);
  const secrets = new SecretReader({ env: request.env, files: diskFiles, folder: config.folder, clock: systemClock });
  // Addresses must be known before anything listens.
  const wanted = request.port ?? config.listen.port;
  const port = wanted || (await (request.freePort ?? freePort)());
  const publicUrl =
    request.publicUrl ?? config.listen.publicUrl ?? `${config.listen.tls === undefined ? 'http' : 'https'}://localhost:${port}`;
  const hasProviders = Object.keys(config.providers).length > 0 || config.management.kind === 'on';
  const places = { publicUrl, storeFile: request.storeFile, keyFile: request.keyFile, log: request.log };
  const credentials = hasProviders ? await openCredentials(config, secrets, places) : undefined;
  if (credentials !== undefined) opened.push(() => credentials.close());
  // The costly part of a start: not loaded for what fails before.
  const { serve } = await import('../../gateway/serve.ts');
  const { openServices } = await import('./open-services.ts');
  const { services, telemetry, close } = await openServices(config, {
    secrets,
    keyFile: request.keyFile,
    clock: systemClock,
    log: request.log,
  });
  opened.push(close);
  if (credentials !== undefined) telemetry.watch(credentials.manager);
  const gateway = await serve({
    listen: listenOf(config, port),
    schema: { kind: 'subgraphs', subgraphs: schemas },
    apis: Object.entries(config.apis).map(([name, { timeout, ...api }]) => ({ name, ...api, timeoutMs: timeout })),
    handlers,
    ...(credentials === undefined ? {} : { credentials: credentials.manager }),
    services,
    callers: openCallers(config, secrets, request.log, () => credentials?.manager.blocks() ?? []),
    namedValue: (name) => namedValue(config, secrets, name),
    egress: config.egress.allow,
    origins: backendOrigins(config),
    limits: config.limits,
    ...(isLoopback(config.listen.host) ? { names: { more: [new URL(publicUrl).hostname] } } : {}),
    shareQueries: config.listen.shareQueries,
    introspection: config.graph.introspection ?? { kind: request.introspection },
    ...(list === undefined ? {} : { safelist: list.safelist }),
    ...(config.graph.persistedQueries.automatic ? { persistedQueries: { ttlMs: config.graph.persistedQueries.ttl } } : {}),
    routes: credentials === undefined ? [] : credentialRoutes(config, credentials.manager, { publicUrl, log: request.log }),
    clock: systemClock,
    random: systemRandom,
    crypto: systemCrypto,
    log: request.log,
    trace: telemetry.trace,
    observers: telemetry.observers,
    ...(telemetry.meter === undefined ? {} : { meter: telemetry.meter }),
    ...(telemetry.page === undefined ? {} : { metrics: telemetry.page }),
  }).catch((error: unknown) => {
    if (wanted === 0 && error instanceof GatewayStartError && error.kind === 'port-in-use') throw new FreePortTaken(error);
    if (!(error instanceof CompositionFailure)) throw error;
    throw new ProjectRefused(compositionFindings(error, schemas), schemas.length, exit.usage);
  });
  opened.push(() => gateway.close());
  telemetry.watchSubgraphs(gateway);
  const management =
    credentials === undefined
      ? undefined
      : await openManagement(config, credentials.manager, { publicUrl, log: request.log, after: undefined });
  if (management !== undefined) opened.push(() => management.close());
  const reload = new ProjectReload(
    { config, cwd: request.cwd, handlers, gateway, schemas, log: request.log },
    { onReload: (refresh) => request.onReload?.(refresh), onSchemas: (came) => request.onSchemas?.(came) },
  );
  watch.follow(reload);
  // Before what it would be reloaded into is closed.
  opened.push(() => watch.stop());
  if (listed !== undefined) {
    const lists = watchSafelist({ ...listed, cwd: request.cwd, gateway }, (reload) => request.onSafelist?.(reload));
    opened.push(() => lists.stop());
  }
  return { config, gateway, handlers, credentials, management };
}

const listenOf = ({ listen: { host, tls, trustedProxies } }: Config, port: number): ServeOptions['listen'] => ({
  host,
  port,
  proxies: trustedProxies,
  ...(tls === undefined ? {} : { tls }),
});

/** Where the list of operations is, if there is one. */
function safelistOf({ graph: { safelist } }: Config, { safelist: file }: ProjectRequest): SafelistPlace | undefined {
  return file === undefined ? safelist : { file, requireId: safelist?.requireId ?? false };
}

interface ProjectWatch {
  /** From now on changes are reloaded, those that came before among them. */
  follow(reload: ProjectReload): void;
  /** Ends when nothing is being reloaded any more. May be called twice. */
  stop(): Promise<void>;
}

/** Watches documents and schemas from before the first look at them, so that no change falls in between. */
function watchProject({ policies, subgraphs }: Config): ProjectWatch {
  let follower: ProjectReload | undefined;
  let hasChanged = false;
  let working: Promise<void> | undefined;
  const changed = (): void => {
    hasChanged = true;
    working = follower?.ask();
  };
  const files = Object.values(subgraphs).map(({ schema }) => schema);
  const schemas = watchFiles(files, async () => changed());
  const documents = watchFolder(policies, changed);
  return {
    follow(reload) {
      follower = reload;
      if (hasChanged) changed();
    },
    async stop() {
      documents.stop();
      await schemas.stop();
      await working;
    },
  };
}

/** Compiles the documents. */
async function openHandlers(
  config: Config,
  schemas: readonly SubgraphSchema[],
  findings: readonly Diagnostic[],
  request: ProjectRequest,
  opened: (() => Promise<void> | void)[],
): Promise<HandlerStore> {
  const folder = makeHandlerFolder();
  opened.push(() => folder.remove());
  const handlers = new HandlerStore(new HandlerLoader(folder.path), projectFacts(config, createLibrary()));
  const { documents, strays } = readDocuments(config.policies, request.cwd);
  const first = await handlers.refresh(documents);
  if (first.broken.length > 0) throw new ProjectRefused([...findings, ...first.findings], documents.length, exit.findings);
  const unused = [...misplaced([...documents, ...strays], config), ...resolverFields(documents, schemas)];
  request.onWarnings?.([...findings, ...first.findings, ...unused]);
  return handlers;
}

/** Where the backends of the configuration are. */
const backendOrigins = ({ backends }: Config): readonly string[] =>
  Object.values(backends).flatMap((entry) => (entry.kind === 'address' ? [new URL(entry.url).origin] : []));

/** The text of a secret named value at this moment. What it says on failure holds no value. */
export function namedValue(config: Config, secrets: SecretReader, name: string): string {
  const found = Object.hasOwn(config.namedValues, name) ? config.namedValues[name] : undefined;
  if (found?.kind !== 'secret') return found?.value ?? '';
  const answer = secrets.read(found.secret);
  if (answer.kind === 'missing') throw new Error(`the named value ${name} has no text now: ${answer.name} ${answer.problem}`);
  return answer.secret.reveal();
}
