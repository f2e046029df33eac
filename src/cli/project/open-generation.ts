import type { Config } from '../../config/config.ts';
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
import { exit } from '../exit.ts';
import { createLibrary } from '../library.ts';
import { compositionFindings } from './composition-findings.ts';
import { credentialRoutes } from './credential-routes.ts';
import { projectFacts } from './facts.ts';
import { freePort } from './free-port.ts';
import type { HandlerLoader } from './handler-loader.ts';
import { HandlerStore } from './handler-store.ts';
import { misplaced } from './misplaced.ts';
import { namedValue } from './named-value.ts';
import { type Overridden, restartFindings } from './needs-restart.ts';
import { openCallers } from './open-callers.ts';
import { type OpenCredentials, openCredentials } from './open-credentials.ts';
import { openManagement } from './open-management.ts';
import type { OpenServices } from './open-services.ts';
import type { ProjectRequest } from './project-request.ts';
import { readDocuments } from './read-documents.ts';
import { readSafelist, type SafelistPlace } from './read-safelist.ts';
import { readSchemas } from './read-schemas.ts';
import { ProjectRefused } from './refused.ts';
import { ProjectReload } from './reload-project.ts';
import { resolverFields } from './resolver-fields.ts';
import { watchSafelist } from './watch-safelist.ts';

/** A configuration that is served, or will be once it has entered. */
export interface Generation {
  readonly config: Config;
  readonly gateway: RunningGateway;
  readonly handlers: HandlerStore;
  readonly credentials: OpenCredentials | undefined;
  readonly management: RunningManagement | undefined;
  readonly services: OpenServices;
  /** Of its documents and schemas. */
  readonly reload: ProjectReload;
  /** Takes the place of the one before it, in one step. */
  enter(): void;
}

/** Whatever has to be closed, in the order in which it was opened. */
export type Opened = (() => Promise<void> | void)[];

/** The port that was found free was taken before the gateway could open it; another will do. */
export class FreePortTaken extends Error {
  declare readonly cause: GatewayStartError;

  constructor(cause: GatewayStartError) {
    super(cause.message, { cause });
    this.name = 'FreePortTaken';
  }
}

/** A configuration that can be read, with the warnings in it. */
export interface LoadedConfig {
  readonly config: Config;
  readonly findings: readonly Diagnostic[];
}

/** Reads the configuration. Throws ProjectRefused. */
export function loadProject({ config: file, env, cwd, adjust }: ProjectRequest): LoadedConfig {
  const { config, findings } = loadConfig(file, env, 'check', cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  return { config: adjust?.(config) ?? config, findings };
}

/** What generations of one process share. */
export interface Lineage {
  /** Handlers that did not change are not imported again. */
  readonly loader: HandlerLoader;
  /** The generation whose place it will take. */
  readonly before: Generation | undefined;
}

/**
 * Opens everything that a configuration asks for: schemas, documents, credentials, services, gateway. Rejects with ProjectRefused, or with the error of the part
 * that failed; `opened` is what must be closed, then and later.
 */
export async function openGeneration(
  request: ProjectRequest,
  { config, findings }: LoadedConfig,
  { loader, before }: Lineage,
  opened: Opened,
): Promise<Generation> {
  if (before !== undefined) {
    const fixed = restartFindings(before.config, config, overridden(request));
    if (fixed.length > 0) throw new ProjectRefused([...findings, ...fixed], 1, exit.usage);
  }
  const { schemas, findings: missing } = readSchemas(config, request.cwd);
  if (missing.length > 0) throw new ProjectRefused([...findings, ...missing], 1, exit.usage);

  const listed = safelistOf(config, request);
  const list = listed && readSafelist(listed, request.cwd);
  if (list?.kind === 'refused') throw new ProjectRefused([...findings, ...list.findings], 1, exit.usage);

  const handlers = await openHandlers(config, { schemas, findings, loader }, request);
  const secrets = new SecretReader({ env: request.env, files: diskFiles, folder: config.folder, clock: systemClock });
  // Addresses must be known before anything listens.
  const wanted = request.port ?? config.listen.port;
  const port = before?.gateway.port ?? (wanted || (await (request.freePort ?? freePort)()));
  const publicUrl =
    request.publicUrl ?? config.listen.publicUrl ?? `${config.listen.tls === undefined ? 'http' : 'https'}://localhost:${port}`;
  const hasProviders = Object.keys(config.providers).length > 0 || config.management.kind === 'on';
  const places = { publicUrl, storeFile: request.storeFile, keyFile: request.keyFile, log: request.log };
  const credentials = hasProviders ? await openCredentials(config, secrets, places) : undefined;
  if (credentials !== undefined) opened.push(() => credentials.close());
  // The costly part of a start: not loaded for what fails before.
  const { serve } = await import('../../gateway/serve.ts');
  const { openServices } = await import('./open-services.ts');
  const outside = await openServices(config, { secrets, keyFile: request.keyFile, clock: systemClock, log: request.log }, before?.services);
  const { services, telemetry } = outside;
  opened.push(() => outside.close());
  const gateway = await serve({
    listen: listenOf(config, port),
    ...(before === undefined ? {} : { after: before.gateway }),
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
  const management =
    credentials === undefined
      ? undefined
      : await openManagement(config, credentials.manager, { publicUrl, log: request.log, after: before?.management });
  if (management !== undefined) opened.push(() => management.close());
  const told = telemetry.reloads;
  const reload = new ProjectReload(
    { config, cwd: request.cwd, handlers, gateway, schemas, log: request.log },
    {
      onReload(refresh) {
        told('documents', refresh.broken.length > 0 ? 'refused' : 'served');
        request.onReload?.(refresh);
      },
      onSchemas(came) {
        told('schemas', came.kind);
        request.onSchemas?.(came);
      },
    },
  );
  if (listed !== undefined) {
    const lists = watchSafelist({ ...listed, cwd: request.cwd, gateway }, (came) => {
      told('safelist', came.kind);
      request.onSafelist?.(came);
    });
    opened.push(() => lists.stop());
  }
  return {
    config,
    gateway,
    handlers,
    credentials,
    management,
    services: outside,
    reload,
    enter() {
      gateway.enter();
      management?.enter();
      telemetry.watchSubgraphs(gateway);
      if (credentials !== undefined) telemetry.watch(credentials.manager);
    },
  };
}

/** What the request says in place of the configuration. */
const overridden = ({ port, storeFile, keyFile }: ProjectRequest): Overridden => ({
  port: port !== undefined,
  store: storeFile !== undefined,
  keys: keyFile !== undefined,
});

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

/** Compiles the documents. */
async function openHandlers(
  config: Config,
  {
    schemas,
    findings,
    loader,
  }: { readonly schemas: readonly SubgraphSchema[]; readonly findings: readonly Diagnostic[]; readonly loader: HandlerLoader },
  request: ProjectRequest,
): Promise<HandlerStore> {
  const handlers = new HandlerStore(loader, projectFacts(config, createLibrary()));
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
