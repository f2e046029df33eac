import type { Config } from '../../config/config.ts';
import { issuerSettings } from '../../config/credential-settings.ts';
import { tokenVerifier } from '../../credentials/access/verify-token.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import { httpTransport } from '../../credentials/grants/http-transport.ts';
import type { Routes } from '../../gateway/1-accept/door.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { consentRoutes } from '../../management/consent-routes.ts';
import { tokenRoutes } from '../../management/token-endpoint.ts';
import type { Log } from '../../runtime/ports/log.ts';

/** What the gateway's own port offers of credentials: the consent pages, and the token endpoint unless it is off. */
export function credentialRoutes(
  config: Config,
  credentials: CredentialManager,
  { publicUrl, log }: { readonly publicUrl: string; readonly log: Log },
): readonly Routes[] {
  const pages = consentRoutes({ credentials, publicUrl, log });
  if (config.tokenEndpoint.kind === 'off') return [pages];
  const { audience } = config.tokenEndpoint;
  const verify = tokenVerifier(issuerSettings(config), httpTransport, systemClock, { audience });
  return [pages, tokenRoutes({ credentials, verify, log })];
}
