import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { GrantOutcome } from './outcome.ts';
import { scopeOf } from './scope.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import type { ExchangeFacts, TokenClient } from './token-client.ts';

/** RFC 8693 §2.1: the caller's token for one of the provider's. The answer's refresh token, if any, is not kept by anyone. */
export async function tokenExchange(tools: CallTools, client: TokenClient, subject: Secret): Promise<GrantOutcome> {
  const { exchange } = client;
  const outcome = await tokenCall(tools, client, {
    grant: 'tokenExchange',
    parameters: () => [
      ['subject_token', subject.reveal()],
      ['subject_token_type', exchange.subjectTokenType],
      ...(exchange.requestedTokenType === undefined ? [] : [['requested_token_type', exchange.requestedTokenType] as const]),
      ...(exchange.actor === undefined
        ? []
        : ([
            ['actor_token', exchange.actor.token.reveal()],
            ['actor_token_type', exchange.actor.type],
          ] as const)),
      ...scopeOf(client),
    ],
  });
  if (outcome.kind !== 'token' || isWanted(exchange, outcome.token.claims)) return outcome;
  return { kind: 'bad-answer', status: 200, reason: 'other-token-type' };
}

/** Kinds of token that stand in a request to an API. */
const USUAL = new Set(['urn:ietf:params:oauth:token-type:access_token', 'urn:ietf:params:oauth:token-type:jwt']);

/**
 * §2.2.1: `issued_token_type` is required. Servers that leave it out are believed to have given what was asked for. `N_A` as token type
 * means that what came is no access token, which nobody asked for who asked for nothing else.
 */
function isWanted({ requestedTokenType }: ExchangeFacts, claims: Readonly<Record<string, unknown>>): boolean {
  const { issued_token_type: issued, token_type: type } = claims;
  if (issued !== undefined && typeof issued !== 'string') return false;
  if (requestedTokenType !== undefined) return issued === undefined || issued === requestedTokenType;
  const bare = typeof type === 'string' && type.toLowerCase() === 'n_a';
  return !bare && (issued === undefined || USUAL.has(issued));
}
