import type { Exchange } from '../../runtime/exchange.ts';
import type { SubgraphError } from '../4-respond/subgraph-error.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Parts } from '../parts.ts';
import type { Forwarded } from './forward.ts';
import { sentTokens } from './refused-tokens.ts';

/**
 * Completes errors that say a token has too few scopes: with its connection, and for whom that connection belongs to with the page where he can grant
 * them. Never rejects.
 */
export async function withScopeOffers(
  { credentials }: Pick<Parts, 'credentials'>,
  { answer }: Pick<ClientRequest, 'answer'>,
  { x, forwarded }: { readonly x: Exchange; readonly forwarded: Forwarded | undefined },
  errors: readonly SubgraphError[],
): Promise<readonly SubgraphError[]> {
  const [sent] = sentTokens(x, forwarded);
  if (sent === undefined || sent.ofMachine === true) return errors;
  const { provider, connection, asker } = sent;
  const completed: SubgraphError[] = [];
  for (const error of errors) {
    const lacking = error.extensions.missingScopes;
    if (lacking === undefined) completed.push(error);
    else {
      const offer = asker === undefined ? undefined : await credentials.offer({ provider, connection, asker }, lacking);
      if (offer !== undefined) answer.personal = true;
      completed.push({ ...error, extensions: { ...error.extensions, provider, connection, ...offer } });
    }
  }
  return completed;
}
