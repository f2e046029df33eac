import type { Target } from '../connections/target.ts';
import { DiscoveryError } from '../grants/discovery.ts';
import { type LocatedClient, locate } from '../grants/locate.ts';
import type { ConsentTools } from './consent-tools.ts';

/** Where people consent to a connection; or, for the operator, why that cannot be found out now. */
export async function findServers({ renewal }: ConsentTools, { client }: Target): Promise<LocatedClient | { readonly detail: string }> {
  try {
    return await locate(renewal.discovery, client, renewal.limits.callTimeoutMs);
  } catch (error) {
    if (error instanceof DiscoveryError) return { detail: error.message };
    throw error;
  }
}
