import { allowInsecureRequests, customFetch, revocationRequest } from 'oauth4webapi';
import { prove } from './client-authentication.ts';
import { DiscoveryError } from './discovery.ts';
import { locate } from './locate.ts';
import { retryAfter } from './retry-after.ts';
import { type CallTools, unguessable } from './token-call.ts';
import type { TokenClient } from './token-client.ts';
import { type TokenHttpResponse, TransportError } from './transport.ts';

/** How a request to forget a token ended. */
export type RevocationOutcome =
  /** The provider has forgotten it, or never knew it. */
  | { readonly kind: 'revoked' }
  /** The provider takes nothing back. */
  | { readonly kind: 'no-endpoint' }
  /** To be tried again. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs: number | undefined }
  /** It will not, however often it is asked (RFC 7009 §2.2.1). */
  | { readonly kind: 'refused'; readonly reason: string };

/** Asks a provider to forget a token, by RFC 7009. Never rejects for what a server or the network does. */
export async function revoke(
  tools: CallTools,
  client: TokenClient,
  token: string,
  hint: 'refresh_token' | 'access_token',
): Promise<RevocationOutcome> {
  try {
    const answer = await ask(tools, client, token, hint);
    return answer === undefined ? { kind: 'no-endpoint' } : readAnswer(answer, tools.clock.now());
  } catch (error) {
    if (error instanceof TransportError) return { kind: 'failed', reason: error.reason, retryAfterMs: undefined };
    if (error instanceof DiscoveryError) return { kind: 'failed', reason: error.message, retryAfterMs: undefined };
    throw error;
  }
}

async function ask(tools: CallTools, client: TokenClient, token: string, hint: string): Promise<TokenHttpResponse | undefined> {
  const { endpoints } = await locate(tools.discovery, client, tools.timeoutMs);
  const { revocation } = endpoints;
  if (revocation === undefined) return undefined;
  const { clock, random, transport, timeoutMs } = tools;
  const issuer = endpoints.issuer?.id;
  const moment = { now: clock.now(), id: unguessable(random), tokenEndpoint: endpoints.token, issuer };
  let answer: TokenHttpResponse | undefined;
  await revocationRequest(
    { issuer: issuer ?? new URL(revocation).origin, revocation_endpoint: revocation },
    { client_id: client.clientId },
    prove(client.authentication, moment),
    token,
    {
      additionalParameters: { token_type_hint: hint },
      [allowInsecureRequests]: client.mayBePlain(revocation),
      [customFetch]: async (url, { headers, body }) => {
        const route = client.route === undefined ? {} : { route: client.route };
        answer = await transport({ method: 'POST', url, headers, body: String(body), timeoutMs, ...route });
        return new Response();
      },
    },
  );
  return answer;
}

function readAnswer({ status, headers, body }: TokenHttpResponse, now: number): RevocationOutcome {
  if (status >= 200 && status < 300) return { kind: 'revoked' };
  if (status === 429 || status >= 500)
    return { kind: 'failed', reason: `status ${status}`, retryAfterMs: retryAfter(headers['retry-after'], now) };
  const error = errorOf(body);
  if (error === 'invalid_token') return { kind: 'revoked' };
  if (status === 400 && error !== undefined && error !== 'invalid_client') return { kind: 'refused', reason: error };
  return { kind: 'failed', reason: error ?? `status ${status}`, retryAfterMs: undefined };
}

function errorOf(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === 'string' && /^[\w.-]{1,64}$/.test(error) ? error : undefined;
  } catch {
    return undefined;
  }
}
