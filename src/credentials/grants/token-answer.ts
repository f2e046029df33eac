import { processGenericTokenEndpointResponse } from 'oauth4webapi';
import { describeForPeople } from './description.ts';
import { lifetimeOf } from './lifetime.ts';
import type { BadAnswer, GrantOutcome } from './outcome.ts';
import { serverAt, type TokenClient } from './token-client.ts';
import type { TokenHttpResponse } from './transport.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads what a token endpoint answered. `sent` are our secrets of this request, which an error description may repeat. */
export async function readTokenAnswer(
  client: TokenClient,
  answer: TokenHttpResponse,
  at: { readonly sentAt: number; readonly now: number; readonly sent: readonly string[] },
): Promise<GrantOutcome> {
  const { status } = answer;
  const bad = (reason: BadAnswer): GrantOutcome => ({ kind: 'bad-answer', status, reason });
  if (status >= 300 && status < 400) return bad('redirect');
  const body = parse(answer.body);
  if (status === 429 || status >= 500)
    return { kind: 'overloaded', status, retryAfterMs: retryAfter(answer.headers['retry-after'], at.now) };
  // Some providers (GitHub) answer errors with status 200.
  if (typeof body === 'object' && typeof body['error'] === 'string' && (status >= 400 || body['access_token'] === undefined)) {
    const code = body['error'];
    if (/^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/.test(code) && !at.sent.includes(code))
      return { kind: 'oauth-error', code, status, description: describeForPeople(body['error_description'], at.sent) };
  }
  if (status !== 200 && status !== 201) return bad('unexpected-status');
  return typeof body === 'string' ? bad(body) : ((await accept(client, body, at.sentAt)) ?? bad(whyNoToken(body)));
}

function parse(text: string): Fields | Exclude<BadAnswer, 'redirect'> {
  if (text.trim() === '') return 'empty';
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : 'not-an-object';
  } catch {
    return text.trimStart().startsWith('<') ? 'html' : 'not-json';
  }
}

/** Token types whose tokens are no use to whoever merely holds them (RFC 9449 and others). Unknown ones are handed on as they are. */
const BOUND = new Set(['dpop', 'pop', 'mac']);

const typeOf = (body: Fields): string => (typeof body['token_type'] === 'string' ? body['token_type'].toLowerCase() : 'bearer');

const whyNoToken = (body: Fields): BadAnswer => (BOUND.has(typeOf(body)) ? 'bound-token' : 'no-access-token');

/**
 * Puts what oauth4webapi is strict about and providers are not into order (an absent type, a lifetime as text, an empty refresh token),
 * and lets it check the rest. `id_token` is kept out of its sight: nobody's identity is taken from it, it is only handed on.
 */
async function accept(client: TokenClient, body: Fields, sentAt: number): Promise<GrantOutcome | undefined> {
  const type = typeOf(body);
  const accessToken = body['access_token'];
  // Visible ASCII, RFC 6749 appendix A.12: anything else could not stand in a header.
  if (BOUND.has(type) || typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) return undefined;
  const given = body['refresh_token'];
  const refreshToken = typeof given === 'string' && given !== '' ? given : undefined;
  const orderly = {
    access_token: accessToken,
    token_type: type,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  };
  const options = { recognizedTokenTypes: { [type]: () => undefined } };
  try {
    await processGenericTokenEndpointResponse(serverAt(client, 'token'), client.client, Response.json(orderly), options);
  } catch {
    return undefined;
  }
  const lifetimeS = lifetimeOf(body['expires_in']);
  return { kind: 'token', token: { accessToken, refreshToken, lifetimeS, claims: claimsOf(body), sentAt } };
}

/** The answer without its tokens, also where a provider hides some deeper down. */
function claimsOf(body: Fields): Fields {
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(without);
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([name]) => name !== 'access_token' && name !== 'refresh_token');
    return Object.fromEntries(kept.map(([name, inner]) => [name, without(inner)]));
  };
  return without(body) as Fields;
}

/** RFC 9110 §10.2.3: seconds or a date; at most an hour is believed. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 3_600_000);
}
