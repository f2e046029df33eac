import { randomUUID } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { createCacheSeal } from '../../credentials/vault/cache-seal.ts';
import { Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import { egressCheck, named, orPublic, unlisted } from '../../gateway/3-fetch/egress.ts';
import { openSender } from '../../gateway/3-fetch/send.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { systemSleep } from '../../gateway/platform/sleep.ts';
import { openBackends } from '../../gateway/services/backends.ts';
import { bareServices } from '../../gateway/services/bare-services.ts';
import { openCertificates } from '../../gateway/services/certificates.ts';
import { CertificateError } from '../../gateway/services/client-certificate.ts';
import { openKeyvCache } from '../../gateway/services/keyv-cache.ts';
import { openManagedIdentity } from '../../gateway/services/managed-identity.ts';
import { memoryCache } from '../../gateway/services/memory-cache.ts';
import { openMessageBus } from '../../gateway/services/message-bus.ts';
import { openRedisCounter } from '../../gateway/services/redis-counter.ts';
import { openSigningKeys } from '../../gateway/services/signing-keys.ts';
import type { PolicyServices } from '../../runtime/exchange.ts';
import type { Cache, Caches } from '../../runtime/ports/cache.ts';
import type { Certificates } from '../../runtime/ports/certificates.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { exit } from '../exit.ts';
import { openRing } from './open-ring.ts';
import { type OpenTelemetry, openTelemetry } from './open-telemetry.ts';
import { ProjectRefused } from './refused.ts';

/** What services are made of, beside the configuration. */
export interface ServiceTools {
  readonly secrets: SecretReader;
  /** In place of the configuration's. */
  readonly keyFile: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OpenServices {
  readonly config: Pick<Config, 'cache' | 'limits'>;
  readonly services: PolicyServices;
  readonly telemetry: OpenTelemetry;
  /** After the gateway has closed: requests under way still use them. */
  close(): Promise<void>;
}

/** Sees to it that a service is closed with the others. */
type Keep = <T extends { close(): Promise<void> }>(opening: Promise<T>) => Promise<T>;

/** Of an answer to a request of a service's own: key sets, metadata, tokens. */
const mostBytes = 1024 * 1024;

/** Where the configuration itself says that requests go. */
function origins({ subgraphs, apis, identity }: Config): readonly string[] {
  const urls = [
    ...Object.values(subgraphs).flatMap(({ url }) => url ?? []),
    ...Object.values(apis).map(({ url }) => url),
    ...identity.issuers.map(({ issuer }) => issuer),
  ];
  return urls.flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []));
}

/**
 * Opens what policies use of the outside, as the configuration says. `before`: those of the configuration before; what is kept in memory goes on where its rules are
 * the same. Rejects with ProjectRefused or VaultError; nothing stays open then.
 */
export async function openServices(config: Config, tools: ServiceTools, before?: OpenServices): Promise<OpenServices> {
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.splice(0).reverse()) await each();
  };
  const kept: Keep = async (opening) => {
    const service = await opening;
    opened.push(() => service.close());
    return service;
  };
  try {
    const sender = openSender(mostBytes);
    opened.push(() => sender.close());
    // Where the services themselves send: to addresses that the configuration names, and keys from anywhere public.
    const send = sender.port(() => ({ kind: 'named' }));
    const egress = egressCheck(origins(config), config.egress.allow);
    // One line a service; what has none is as in a gateway where nothing is configured.
    const bare = bareServices(tools.clock);
    const managedIdentity = openManagedIdentity(config.managedIdentity, {
      sendTo: (origin) => sender.port((url) => (url.origin === origin ? named : unlisted)),
      secrets: tools.secrets,
      clock: tools.clock,
      sleep: systemSleep,
    });
    const telemetry = openTelemetry(config, { ...tools, random: systemRandom, send, before: before?.telemetry });
    opened.push(() => telemetry.close());
    const services: PolicyServices = {
      ...bare,
      ...keptCounts(config, before),
      managedIdentity,
      backends: openBackends(config.backends),
      caches: await cachesOf(config, tools, kept, keptCache(config, before)),
      ...(config.cache.kind === 'redis'
        ? { counter: await kept(openRedisCounter(config.cache.url.reveal(), `cache ${config.cache.place}`, { unique: randomUUID })) }
        : {}),
      certificates: certificatesOf(config, tools),
      bus: openMessageBus(config.messaging, { ...tools, identity: managedIdentity, send }),
      metrics: telemetry.metrics,
      schemas: { ...bare.schemas, ...(await schemasOf(config)) },
      signingKeys: openSigningKeys({ send: sender.port(orPublic(egress)), clock: tools.clock, log: tools.log }),
    };
    return { config, services, telemetry, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The validator is costly to load, and most configurations name no schema. */
async function schemasOf(config: Config): Promise<Partial<Pick<PolicyServices['schemas'], 'validate'>>> {
  if (Object.keys(config.schemas).length === 0) return {};
  return (await import('./open-schemas.ts')).openSchemas(config);
}

/** What is counted in this process, and what is under way. Counts in Redis are there anyway. */
const keptCounts = ({ cache }: Config, before: OpenServices | undefined): Partial<Pick<PolicyServices, 'counter' | 'slots'>> => ({
  ...(before === undefined ? {} : { slots: before.services.slots }),
  ...(before?.config.cache.kind === 'memory' && cache.kind === 'memory' ? { counter: before.services.counter } : {}),
});

const keptCache = ({ limits }: Config, before: OpenServices | undefined): Cache | undefined =>
  before?.config.limits.cacheMemory === limits.cacheMemory && before.config.limits.cacheEntry === limits.cacheEntry
    ? before.services.caches.internal
    : undefined;

/** The memory of this process, and Redis where the configuration names one: sealed with the key ring, which is made if there is none. */
async function cachesOf(config: Config, tools: ServiceTools, kept: Keep, own: Cache | undefined): Promise<Caches> {
  const { cacheEntry, cacheMemory } = config.limits;
  const internal = own ?? memoryCache(tools.clock, { bytes: cacheMemory, entryBytes: cacheEntry });
  if (config.cache.kind === 'memory') return { internal, external: undefined };
  const ring = await openRing(config, tools.secrets, { keyFile: tools.keyFile, whenAbsent: 'create' });
  const { url, place } = config.cache;
  const opening = openKeyvCache({ ...tools, url: url.reveal(), place, seal: createCacheSeal(ring), mostBytes: cacheEntry });
  return { internal, external: await kept(opening) };
}

const unusable = message(
  'config/certificate-unusable',
  'error',
  'the certificate `{id}` cannot be used: {why}',
  'put a certificate there that can be read, with its key and the right password',
);

function certificatesOf(config: Config, tools: ServiceTools): Certificates {
  try {
    return openCertificates(config.certificates, tools);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const findings = new Findings();
    const id = error.id ?? '';
    findings.reporter(config.source)(unusable, config.keyAt(['certificates', id]), { id, why: error.message });
    throw new ProjectRefused(findings.all, 1, exit.usage);
  }
}
