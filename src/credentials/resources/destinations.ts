import { tokenClient } from '../grants/token-client.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import { effectiveParameters } from '../providers/parameters.ts';
import type { ConnectionSettings, ProviderSettings } from '../settings.ts';

const NO_CONNECTION: ConnectionSettings = { id: '', parameters: {}, accessPolicies: [] };

/**
 * Everything that decides where secrets and refresh tokens are sent, as one text to compare. Whoever may write a resource but not read
 * its secret must not get it by sending it elsewhere.
 */
export function destinationsOf(provider: ProviderSettings, options: CheckOptions, connection: ConnectionSettings = NO_CONNECTION): string {
  const definition = catalogue.get(provider.identityProvider);
  if (definition === undefined) return '';
  const parameters = effectiveParameters(definition, provider, connection);
  const { endpoints } = tokenClient(definition, parameters, options);
  return JSON.stringify([
    definition.id,
    endpoints,
    parameters.read('proxy') ?? parameters.secret('proxy')?.reveal(),
    parameters.read('hosts'),
  ]);
}
