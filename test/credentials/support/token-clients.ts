import { createDiscovery } from '../../../src/credentials/grants/discovery.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { type LocatedClient, locate } from '../../../src/credentials/grants/locate.ts';
import type { CallTools } from '../../../src/credentials/grants/token-call.ts';
import { type TokenClient, tokenClient } from '../../../src/credentials/grants/token-client.ts';
import { catalogue } from '../../../src/credentials/providers/catalogue.ts';
import { effectiveParameters } from '../../../src/credentials/providers/parameters.ts';
import type { ParameterValues, ProviderSettings } from '../../../src/credentials/settings.ts';
import { testClock } from './clock.ts';
import { random } from './random.ts';

/** What a token call works with, over the real network. */
export function callToolsFor(over: Partial<CallTools> = {}): CallTools {
  const clock = over.clock ?? testClock();
  const transport = over.transport ?? httpTransport;
  return { transport, discovery: createDiscovery(transport, clock), clock, random, timeoutMs: 2_000, ...over };
}

/** The client of the first connection of a provider. */
export function clientOf(provider: ProviderSettings, more: ParameterValues = {}): TokenClient {
  const definition = catalogue.get(provider.identityProvider);
  const connection = provider.connections[0];
  if (definition === undefined || connection === undefined) throw new Error('bad settings');
  const merged = { ...provider, parameters: { ...provider.parameters, ...more } };
  return tokenClient(definition, effectiveParameters(definition, merged, connection), {});
}

/** The client with its servers, where they are known. */
export const located = (client: TokenClient): Promise<LocatedClient> => locate(callToolsFor().discovery, client, 2_000);
