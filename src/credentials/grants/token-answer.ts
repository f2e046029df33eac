import { decodeJwt } from 'jose';
import { processGenericTokenEndpointResponse } from 'oauth4webapi';
import type { AnswerStyle } from '../providers/provider.ts';
import { describeForPeople, repeatsSecret } from './description.ts';
import { lifetimeOf } from './lifetime.ts';
import type { BadAnswer, GrantOutcome } from './outcome.ts';
import { retryAfter } from './retry-after.ts';
import { scopesIn } from './scope.ts';
import type { SentSecrets } from './secrets-in-request.ts';
import type { TokenClient } from './token-client.ts';
import type { TokenHttpResponse } from './transport.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads what a token endpoint answered. `sent` are our secrets of this request, which an error description may repeat. */
export async function readTokenAnswer(
  client: TokenClient,
  answer: TokenHttpResponse,
  at: { readonly sentAt: number; readonly now: number; readonly sent: SentSecrets },
): Promise<GrantOutcome> {
  const { status } = answer;
  const bad = (reason: BadAnswer): GrantOutcome => ({ kind: 'bad-answer', status, reason });
  if (status >= 300 && status < 400) return bad('redirect');
  const body = parse(answer.body);
  if (status === 429 || status >= 500)
    return { kind: 'overloaded', status, retryAfterMs: retryAfter(answer.headers['retry-after'], at.now) };
  // Some providers (GitHub, Slack) answer errors with status 200.
  if (typeof body === 'object' && typeof body['error'] === 'string' && (status >= 400 || body['access_token'] === undefined)) {
    const error = oauthError(body['error'], body['error_description'], client.answer, at.sent);
    if (error !== undefined) return { kind: 'oauth-error', status, ...error };
  }
  if (status !== 200 && status !== 201) return bad('unexpected-status');
  return typeof body === 'string'
    ? bad(body)
    : ((await accept(client, body, at.sentAt)) ?? bad(whyNoToken(tokenPart(body, client.answer))));
}

/** Words with something between them. RFC 6749 §5.2 allows more, and what looks like a token is none of the codes there are. */
const ERROR_CODE = /^[a-z][a-z0-9]{0,31}(?:[_.-][a-z0-9]{1,32})*$/i;

/** RFC 6749 §5.2. Words of the provider's own are told in the standard's, and kept as the description where it gave none. */
function oauthError(
  code: string,
  description: unknown,
  { errorCodes = {} }: AnswerStyle,
  sent: SentSecrets,
): { readonly code: string; readonly description: string | undefined } | undefined {
  if (code.length > 64 || !ERROR_CODE.test(code) || repeatsSecret(code, sent)) return undefined;
  const meant = Object.hasOwn(errorCodes, code) ? errorCodes[code] : undefined;
  const said = describeForPeople(description, sent);
  return meant === undefined ? { code, description: said } : { code: meant, description: said ?? code };
}

function parse(text: string): Fields | Exclude<BadAnswer, 'redirect'> {
  if (text.trim() === '') return 'empty';
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : 'not-an-object';
  } catch {
    return text.trimStart().startsWith('<') ? 'html' : 'not-json';
  }
}

/** Token types whose tokens are no use to whoever merely holds them (RFC 9449 and others). Unknown ones are handed on as they are. */
const BOUND = new Set(['dpop', 'pop', 'mac']);

const typeOf = (body: Fields): string => (typeof body['token_type'] === 'string' ? body['token_type'].toLowerCase() : 'bearer');

const whyNoToken = (body: Fields): BadAnswer => (BOUND.has(typeOf(body)) ? 'bound-token' : 'no-access-token');

/** Where the tokens are: at the top of the answer or in one of its members. At the top of the latter kind is somebody else's token. */
function tokenPart(body: Fields, { tokenIn }: AnswerStyle): Fields {
  if (tokenIn === undefined) return body;
  const inner = Object.hasOwn(body, tokenIn.member) ? body[tokenIn.member] : undefined;
  if (typeof inner === 'object' && inner !== null && 'access_token' in inner) return inner as Fields;
  return body['token_type'] === tokenIn.typeAtTop ? body : {};
}

/**
 * Puts what oauth4webapi is strict about and providers are not into order (an absent type, a lifetime as text, an empty refresh token),
 * and lets it check the rest. `id_token` is kept out of its sight: nobody's identity is taken from it, it is only handed on.
 */
async function accept(client: TokenClient, body: Fields, sentAt: number): Promise<GrantOutcome | undefined> {
  const part = tokenPart(body, client.answer);
  const type = typeOf(part);
  const accessToken = part['access_token'];
  // Visible ASCII, RFC 6749 appendix A.12: anything else could not stand in a header.
  if (BOUND.has(type) || typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) return undefined;
  const given = part['refresh_token'];
  const refreshToken = typeof given === 'string' && given !== '' ? given : undefined;
  const orderly = {
    access_token: accessToken,
    token_type: type,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  };
  const options = { recognizedTokenTypes: { [type]: () => undefined } };
  try {
    const server = { issuer: 'https://server.invalid' };
    await processGenericTokenEndpointResponse(server, { client_id: client.clientId }, Response.json(orderly), options);
  } catch {
    return undefined;
  }
  const lifetimeS =
    lifetimeOf(part['expires_in']) ?? (client.answer.lifetimeFromJwt === true ? lifetimeInside(accessToken, sentAt) : undefined);
  return {
    kind: 'token',
    token: { accessToken, refreshToken, lifetimeS, scopes: scopesIn(part['scope']), claims: claimsOf(body), sentAt },
  };
}

/** Seconds until the `exp` of a token that is a JWT. Not verified: it only tells when to ask for the next one. */
function lifetimeInside(accessToken: string, sentAt: number): number | undefined {
  try {
    const { exp } = decodeJwt(accessToken);
    return exp === undefined ? undefined : lifetimeOf(exp - sentAt / 1_000);
  } catch {
    return undefined;
  }
}

/** Nobody needs more, and what walks through them later must come to an end. */
const DEEPEST = 20;

/** The answer without its tokens, also where a provider hides some deeper down. */
function claimsOf(body: Fields): Fields {
  const without = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return null;
    if (Array.isArray(value)) return value.map((item) => without(item, depth + 1));
    const kept = Object.entries(value).filter(([name]) => name !== 'access_token' && name !== 'refresh_token');
    return Object.fromEntries(kept.map(([name, inner]) => [name, without(inner, depth + 1)]));
  };
  return without(body, 0) as Fields;
}
