import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { issuerSettings } from '../../config/credential-settings.ts';
import { tokenVerifier } from '../../credentials/access/verify-token.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import { httpTransport } from '../../credentials/grants/http-transport.ts';
import { refusingBlocked } from '../../credentials/kill-switch/blocks.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { GatewayStartError } from '../../gateway/start-error.ts';
import { armApi } from '../../management/arm/arm-api.ts';
import { redirectUri } from '../../management/consent-routes.ts';
import { openManagementServer, type RunningManagement, type ServerIdentity } from '../../management/management-server.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { UsageError } from '../exit.ts';

/** Opens the management API on its own port, unless it is off. `after` has that port already, and answers there until this one enters. Rejects with UsageError. */
export async function openManagement(
  config: Config,
  credentials: CredentialManager,
  { publicUrl, log, after }: { readonly publicUrl: string; readonly log: Log; readonly after: RunningManagement | undefined },
): Promise<RunningManagement | undefined> {
  const { management } = config;
  if (management.kind === 'off') return undefined;
  const { subscription, resourceGroup, service, audience, roles, listen } = management;
  const verify = refusingBlocked(tokenVerifier(issuerSettings(config), httpTransport, systemClock, { audience, roles: roles.claim }), () =>
    credentials.blocks(),
  );
  const tls = listen.tls && renewedPair(config, listen.tls);
  try {
    const routes = (url: () => string) =>
      armApi({
        credentials,
        names: { subscription, resourceGroup, service },
        verify,
        roles,
        publicUrl: () => management.publicUrl ?? url(),
        gatewayUrl: publicUrl,
        redirectUri: (provider) => redirectUri(publicUrl, provider),
        postLoginRedirectUrls: management.postLoginRedirectUrls,
        configuration: config.source.file,
        log,
      });
    return await openManagementServer({ ...listen, tls }, routes, after);
  } catch (error) {
    const code = codeOf(error instanceof GatewayStartError ? error.cause : error);
    throw new UsageError(
      `the management API cannot listen on ${listen.host}:${listen.port} (${code})`,
      'set `management.listen` to an address and a port that are free, with a certificate and its key',
    );
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'it does not start');

/** Milliseconds between two looks at the files of the certificate. */
const LOOK_MS = 1_000;

/** The certificate and its key, read again while it runs. Throws UsageError when they cannot be read. */
function renewedPair(config: Config, { certificate, key }: { readonly certificate: string; readonly key: string }): () => ServerIdentity {
  const read = (): ServerIdentity => ({
    certificate: pem(config, certificate, 'management.listen.tls.certificate'),
    key: pem(config, key, 'management.listen.tls.key'),
  });
  let last = { pair: read(), at: systemClock.elapsed() };
  return () => {
    if (systemClock.elapsed() - last.at >= LOOK_MS) last = { pair: read(), at: systemClock.elapsed() };
    return last.pair;
  };
}

function pem(config: Config, path: string, setting: string): string {
  try {
    return readFileSync(resolve(config.folder, path), 'utf8');
  } catch {
    throw new UsageError(`${setting}: \`${path}\` cannot be read`, 'name a PEM file; it is taken from the folder of the configuration');
  }
}
