import { readConnection } from '../connections/connection-records.ts';
import { missingScopes } from '../connections/missing-scopes.ts';
import type { RenewalTools } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import { isBesideAccess, scopesIn } from '../grants/scope.ts';
import { over, type TokenClient } from '../grants/token-client.ts';

/**
 * The client as it asks for a consent now: for the missing scopes alone, where there are some and the provider adds them to those it
 * granted before; else for all that are configured. Rejects with StoreError or VaultError.
 */
export async function askingClient({ records }: RenewalTools, target: Target): Promise<TokenClient> {
  const { client } = target;
  const { incremental, separator } = client.scopeStyle;
  if (incremental === undefined) return client;
  const missing = missingScopes(target, (await readConnection(records, target.id)).record);
  if (missing.length === 0) return client;
  const asked = scopesIn(client.scope)?.filter((scope) => missing.includes(scope) || isBesideAccess(scope)) ?? [];
  return {
    ...client,
    scope: asked.join(separator === 'verbatim' ? ' ' : separator),
    authorizationParameters: over(client.authorizationParameters, Object.entries(incremental)),
  };
}
