import type { Exchange } from '../../runtime/exchange.ts';
import { encodeUtf8 } from '../../runtime/utf8.ts';

/** Headers that say how an answer shall look or which call it belongs to, not who it is for. */
const impersonal: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'b3',
  'baggage',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'correlation-context',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'pragma',
  'request-id',
  'traceparent',
  'tracestate',
  'user-agent',
  'x-correlation-id',
  'x-request-id',
]);

/** The client's own headers, in `global.xml`, where nothing is sent on yet; browsers and proxies add more of them than anybody reads. */
const incidental =
  /^(?:accept-language$|apollo|dnt$|forwarded$|origin$|priority$|referer$|sec-|upgrade-insecure-requests$|via$|x-apollo|x-b3-|x-forwarded-|x-real-ip$)/;

/** What remains of `Bearer <token>` without its token. */
const scheme = /^(?:bearer|dpop|token)?$/i;

/**
 * Who the answer to the request would be for, as a digest: the connections whose tokens were handed out, every header that goes along
 * and may identify somebody, the certificate. Tokens count by connection and generation, never by their text, so it does not matter
 * whether one already stands in its header.
 */
export function requestIdentity(x: Exchange): string {
  const tokens = x.tokens.map(({ provider, connection, token }) => JSON.stringify([provider, connection, token.generation]));
  const parts = [[...new Set(tokens)].sort(), headersOf(x).sort(), x.transport.certificate?.info.thumbprint ?? null, callerOf(x)];
  return digest(x, JSON.stringify(parts));
}

/**
 * Who calls, where everything that the gateway does for him is still to come: what stands around subgraphs may go by the caller, without
 * any header saying so. Elsewhere only what is sent decides what a backend answers.
 */
function callerOf(x: Exchange): readonly unknown[] | null {
  if (x.scope !== 'global') return null;
  const { user, subscription, request, host } = x.context;
  const shown = request.certificate === null ? null : [...request.certificate.thumbprint(host)];
  return [user === null ? null : [user.id, user.identities], subscription?.id ?? null, shown];
}

function headersOf(x: Exchange): string[] {
  const found: string[] = [];
  for (const [name, values] of x.context.request.headers.sent.entries()) {
    const key = name.toLowerCase();
    if (impersonal.has(key) || (x.scope === 'global' && incidental.test(key))) continue;
    const rest = values.map((value) => withoutTokens(x, value)).filter((value) => value !== undefined);
    if (rest.length > 0) found.push(JSON.stringify([key, rest]));
  }
  return found;
}

/** What a header says beside a token of the exchange; undefined when that is all. */
function withoutTokens(x: Exchange, value: string): string | undefined {
  let rest = value;
  for (const { token } of x.tokens) {
    const secret = token.accessToken.reveal();
    if (secret !== '') rest = rest.replaceAll(secret, '');
  }
  return rest !== value && scheme.test(rest.trim()) ? undefined : rest;
}

/** Whether the request goes out with an `Authorization` that no connection of ours accounts for: the client's, or a policy's own. */
export function isPrivate(x: Exchange): boolean {
  const values = x.context.request.headers.sent.get('authorization') ?? [];
  return values.some((value) => withoutTokens(x, value) !== undefined);
}

/** A digest in hexadecimal. What goes in may hold credentials; what comes out may stand in a key. */
export function digest(x: Exchange, text: string): string {
  const bytes = x.context.host.crypto.digest('SHA256', encodeUtf8(text));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
