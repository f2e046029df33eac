import type { CredentialManager } from '../../credentials/credential-manager.ts';

/** A connection as a start-up report shows it. */
export interface ConnectionView {
  readonly provider: string;
  readonly connection: string;
  /** `waiting`: nobody has given consent yet. `broken`: it must be given again. `unknown`: the store does not say. */
  readonly status: 'connected' | 'waiting' | 'broken' | 'unknown';
}

export async function connectionViews(manager: CredentialManager): Promise<readonly ConnectionView[]> {
  const statuses = { unauthorized: 'waiting', broken: 'broken', unknown: 'unknown', ready: 'connected', refreshing: 'connected' } as const;
  return (await manager.list()).map(({ provider, connection, state }) => ({ provider, connection, status: statuses[state.phase] }));
}

/** The page where the operator gives consent, once: for his eyes. Undefined where nobody consents. */
export async function connectUrl(manager: CredentialManager, provider: string, connection: string): Promise<string | undefined> {
  const link = await manager.consentUrl(provider, connection);
  return link.kind === 'link' ? link.url.reveal() : undefined;
}
