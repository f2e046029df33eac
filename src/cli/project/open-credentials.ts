import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { issuerSettings, providerSettings, signInSettings } from '../../config/credential-settings.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { webhookEndpoints } from '../../config/webhook-endpoints.ts';
import type { Actor } from '../../credentials/audit/entry.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import { httpTransport } from '../../credentials/grants/http-transport.ts';
import { createCredentialManager } from '../../credentials/manager.ts';
import { anchorFile } from '../../credentials/restored/anchor.ts';
import { openStore } from '../../credentials/store/open-store.ts';
import type { Store } from '../../credentials/store/store.ts';
import { createVault } from '../../credentials/vault/vault.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { connectUri, redirectUri, signInRedirectUri } from '../../management/consent-routes.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { exit, UsageError } from '../exit.ts';
import { ageWarning, openRing } from './open-ring.ts';
import { ProjectRefused } from './refused.ts';
import { rotateItself, rotatesItself } from './rotate-itself.ts';
import { openReferences } from './secret-references.ts';
import { settingsFindings } from './settings-findings.ts';
import { watchSecrets } from './watch-secrets.ts';

export interface CredentialPlaces {
  readonly publicUrl: string;
  /** In place of the configuration's. */
  readonly storeFile: string | undefined;
  readonly keyFile: string | undefined;
  /** Who works with it, for the audit log; absent: the gateway itself. */
  readonly actor?: Actor;
  readonly log: Log;
}

export interface OpenCredentials {
  readonly manager: CredentialManager;
  close(): Promise<void>;
}

/** Opens store, keys and manager. Rejects with StoreError, VaultError or UsageError, one sentence each, or with ProjectRefused; nothing is overwritten then. */
export async function openCredentials(config: Config, secrets: SecretReader, places: CredentialPlaces): Promise<OpenCredentials> {
  const { providers, missing } = providerSettings(config, secrets);
  const signIn = signInSettings(config, secrets, signInRedirectUri(places.publicUrl));
  const perUser = providers.find((provider) => provider.perUser !== undefined);
  if (perUser !== undefined && config.identity.signIn === undefined)
    throw new UsageError(
      `provider \`${perUser.id}\` has connections per user, and users sign in nowhere`,
      'add `identity.signIn` with an issuer, a client id and its secret',
    );
  const [first] = [...missing, ...signIn.missing, ...webhookEndpoints(config, secrets).missing];
  if (first !== undefined) throw new UsageError(`${first.path.join('.')}: \`${first.name}\` ${first.problem}`, 'set it, and start again');
  const issuers = issuerSettings(config);
  const refused = settingsFindings(config, { providers, issuers });
  if (refused.length > 0) throw new ProjectRefused(refused, 1, exit.usage);
  const keyFile = places.keyFile ?? config.keys.file;
  const location = storeLocation(config, places.storeFile);
  const isNew = location.kind === 'file' && !existsSync(location.path);
  const store = await openStore(location.url);
  const named = openReferences(config, secrets);
  try {
    const empty = isNew || (await store.list('')).keys.length === 0;
    const ring = await openRing(config, secrets, { keyFile: places.keyFile, whenAbsent: empty ? 'create' : 'refuse' });
    const automatic = places.actor === undefined && rotatesItself(config, places);
    const old = automatic ? undefined : await ageWarning(ring, config.keys.rotateEvery);
    if (old !== undefined) places.log.warn({}, old);
    const manager = await createCredentialManager({
      store,
      vault: createVault(ring),
      providers,
      ...(config.identity.gateway === undefined ? {} : { identity: config.identity.gateway }),
      issuers,
      ...(signIn.settings === undefined ? {} : { signIn: signIn.settings }),
      redirectUri: (provider) => redirectUri(places.publicUrl, provider),
      connectUri: connectUri(places.publicUrl),
      transport: httpTransport,
      clock: systemClock,
      random: systemRandom,
      log: places.log,
      ...(places.actor === undefined ? {} : { actor: places.actor }),
      webhooks: () => webhookEndpoints(config, secrets).endpoints,
      anchor: anchorFile(join(dirname(keyFile), 'store-seen.json'), places.log),
      spillFolder: join(dirname(keyFile), 'unsaved'),
      limits: {
        callTimeoutMs: config.limits.tokenTimeout,
        callsAtOnce: config.limits.tokenCalls,
        perMinute: config.limits.authorizationsPerMinute,
      },
      references: named.references,
      reach: { hosts: config.management.kind === 'on' ? config.management.providerHosts : [] },
    });
    const watching = watchSecrets(config, secrets, manager, places.log);
    const rotation = automatic ? rotateItself(config, secrets, { store, ring, log: places.log }) : undefined;
    return {
      manager,
      async close() {
        watching.stop();
        await rotation?.stop();
        await closeAll(manager, store);
        await named.close();
      },
    };
  } catch (error) {
    await store.close();
    await named.close();
    throw error;
  }
}

async function closeAll(manager: CredentialManager, store: Store): Promise<void> {
  await manager.stop();
  await store.close();
}

/** Where the credential store is: in a file, or in Redis. */
export function storeLocation(
  config: Config,
  override: string | undefined,
): { readonly kind: 'file' | 'redis'; readonly path: string; readonly url: string } {
  if (override !== undefined) return { kind: 'file', path: override, url: `file:${override}` };
  return config.store.kind === 'file'
    ? { kind: 'file', path: config.store.path, url: `file:${config.store.path}` }
    : { kind: 'redis', path: '', url: config.store.url.reveal() };
}
