import type { ForwardHeaders } from '../../config/config.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { subscriptionKeyNames } from '../subscription-key-names.ts';

/** Picks from the client's headers those that a backend may be sent. `seen` is what `global.xml` made of `client`. */
export type ClientHeaderFilter = (seen: HeaderMap, client: HeaderMap) => HeaderMap;

/** They describe a body, a range or a cached answer of the client's own exchange, and would be wrong about ours. */
const ownToTheCall: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
]);

/** Headers of one connection (RFC 9110 §7.6.1): what goes out has its own, whoever wrote one. */
export const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The client's credentials, also those for the gateway itself: only their own names let them through, never `all`. */
const credentials: ReadonlySet<string> = new Set(['authorization', 'cookie', subscriptionKeyNames.header.toLowerCase()]);

/** What proxies say of a client (RFC 7239). A backend that believes it believes whoever sent it, so it must be named as well. */
const saidOfClients = /^(?:forwarded|x-forwarded-.*|x-real-ip|x-original-(?:for|host|proto))$/;

const mustBeNamed = (name: string): boolean => credentials.has(name) || saidOfClients.test(name);

/**
 * Prepares the filter of one backend. Nothing passes that `forwardHeaders` does not name; Host and connection headers never do. A
 * header passes with the value that `global.xml` left it with; one that the client did not send stays behind, whoever wrote it.
 */
export function clientHeaderFilter({ kind, names }: ForwardHeaders): ClientHeaderFilter {
  const named = new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== 'host' && !connectionHeaders.has(name)));
  if (kind === 'all') return (seen, client) => pick(seen, client, (name) => named.has(name) || passesWithAll(name));
  if (named.size === 0) return HeaderMap.empty;
  return (seen, client) => pick(seen, client, (name) => named.has(name));
}

/**
 * The same for a plain API, whose answer is the client's own: with `all` what describes the body, a range or a cached answer passes as well,
 * as in API Management. Credentials must still be named.
 */
export function apiHeaderFilter({ kind, names }: ForwardHeaders): ClientHeaderFilter {
  const named = new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== 'host' && !connectionHeaders.has(name)));
  const passes = (name: string): boolean => named.has(name) || passesToApi(name, kind);
  return (seen, client) => pick(seen, client, passes);
}

/** Without these a backend could not tell what the body is, whichever other headers it may see. */
const ofTheBody: ReadonlySet<string> = new Set(['content-type', 'content-encoding', 'content-language']);

const passesToApi = (name: string, kind: ForwardHeaders['kind']): boolean =>
  ofTheBody.has(name) ||
  (kind === 'all' && name !== 'host' && !connectionHeaders.has(name) && !mustBeNamed(name) && !name.startsWith('proxy-'));

function pick(seen: HeaderMap, client: HeaderMap, passes: (lowerCaseName: string) => boolean): HeaderMap {
  const passed = HeaderMap.empty();
  const hopByHop = new Set(client.get('connection')?.flatMap((value) => value.toLowerCase().split(/\s*,\s*/)));
  for (const [name, values] of seen.entries()) {
    const key = name.toLowerCase();
    if (passes(key) && client.has(key) && !hopByHop.has(key)) passed.set(name, values);
  }
  return passed;
}

const passesWithAll = (name: string): boolean =>
  name !== 'host' && !connectionHeaders.has(name) && !ownToTheCall.has(name) && !mustBeNamed(name) && !name.startsWith('proxy-');
