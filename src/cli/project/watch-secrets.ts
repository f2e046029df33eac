import { createHash } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import { providerSettings } from '../../config/credential-settings.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import type { ProviderSettings } from '../../credentials/settings.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import type { Log } from '../../runtime/ports/log.ts';

/** Milliseconds between two looks. A mounted secret changes without any event that every platform reports. */
const lookEvery = 2000;

/**
 * Gives the credential manager new settings when a secret that they refer to has changed: replacing a client secret needs no restart.
 * While a reference has no value the old settings stay.
 */
export function watchSecrets(config: Config, secrets: SecretReader, manager: CredentialManager, log: Log): { stop(): void } {
  let known = digest(providerSettings(config, secrets).providers);
  const timer = setInterval(() => {
    // What resources name is looked at as often.
    void manager.resources.refreshSecrets();
    const { providers, missing } = providerSettings(config, secrets);
    if (missing.length > 0) return;
    const now = digest(providers);
    if (now === known) return;
    known = now;
    try {
      manager.reload(providers);
      log.info({}, 'secrets of credential providers have changed and are in use');
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'changed secrets cannot be used; the old ones stay');
    }
  }, lookEvery);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Tells settings apart without keeping what they hold. */
function digest(providers: readonly ProviderSettings[]): string {
  // JSON would show a Secret as [secret], and all of them would look the same.
  const open = providers.map((provider) => ({
    ...provider,
    parameters: opened(provider.parameters),
    connections: provider.connections.map((connection) => ({ ...connection, parameters: opened(connection.parameters) })),
  }));
  return createHash('sha256').update(JSON.stringify(open)).digest('hex');
}

const opened = (parameters: ProviderSettings['parameters']): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]));
