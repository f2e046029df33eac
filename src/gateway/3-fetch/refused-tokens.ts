import type { Exchange, HandedToken } from '../../runtime/exchange.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Parts } from '../parts.ts';
import type { Forwarded } from './forward.ts';

/**
 * Tokens of an exchange that the backend answered with 401: those that stand in what was sent. A 401 to a request without one says
 * nothing about our tokens.
 */
export const refusedTokens = (x: Exchange, forwarded: Forwarded | undefined): readonly HandedToken[] =>
  forwarded?.status === 401 ? sentTokens(x, forwarded) : [];

/** Tokens of an exchange that stand in what was sent. */
export function sentTokens(x: Exchange, forwarded: Forwarded | undefined): readonly HandedToken[] {
  if (forwarded === undefined) return [];
  return x.tokens.filter(({ token }) => {
    const text = token.accessToken.reveal();
    return text !== '' && forwarded.headers.some(([, value]) => value.includes(text));
  });
}

/** Drops them, so that the next attempt gets others. `backend`: the subgraph or API, for the log. Never rejects. */
export async function dropTokens(
  { credentials, services, log }: Parts,
  client: ClientRequest,
  backend: string,
  refused: readonly HandedToken[],
): Promise<void> {
  for (const each of refused) {
    const fields = { requestId: client.id, subgraph: backend, provider: each.provider, connection: each.connection };
    log.info(fields, 'the backend refused the token; another is asked for, and the call is made once more');
    try {
      if (each.ofMachine === true) services.managedIdentity.drop(each.token);
      else await credentials.invalidate(each);
    } catch (error) {
      log.warn({ ...fields, error: error instanceof Error ? error.name : 'unknown' }, 'the refused token could not be dropped');
    }
  }
}
