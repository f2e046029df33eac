import type { ForwardHeaders } from '../../config/config.ts';
import type { ApiFacts } from '../../runtime/context/facts.ts';
import { Url } from '../../runtime/context/url.ts';
import { subscriptionKeyNames } from '../subscription-key-names.ts';
import { apiHeaderFilter, type ClientHeaderFilter } from './forward-headers.ts';

/** A plain HTTP API as it is configured. */
export interface ApiDefinition {
  readonly name: string;
  /** The prefix under which it is offered, such as `/files`. */
  readonly path: string;
  /** The base that calls go to. */
  readonly url: string;
  readonly forwardHeaders: ForwardHeaders;
  /** Milliseconds until the headers of an answer must be there. */
  readonly timeoutMs: number;
}

/** An API as calls need it. */
export interface Api {
  readonly name: string;
  readonly path: string;
  /** Never changed; each call gets a copy. */
  readonly url: Url;
  /** For the egress check. */
  readonly origin: string;
  readonly timeoutMs: number;
  readonly clientHeaders: ClientHeaderFilter;
  readonly facts: ApiFacts;
}

/** Works out an API's facts. Throws when its URL is no http or https URL. */
export function apiFacts({ name, path, url: text, forwardHeaders, timeoutMs }: ApiDefinition): Api {
  const url = Url.parse(text);
  if (url === undefined || !URL.canParse(text)) throw new TypeError(`the URL of API \`${name}\` is no absolute http or https URL`);
  return {
    name,
    path,
    url,
    origin: new URL(text).origin,
    timeoutMs,
    clientHeaders: apiHeaderFilter(forwardHeaders),
    facts: {
      id: name,
      name,
      path: path.slice(1),
      protocols: [url.scheme],
      serviceUrl: url,
      isCurrentRevision: true,
      revision: '1',
      version: null,
      subscriptionKeyHeader: subscriptionKeyNames.header,
      subscriptionKeyQuery: subscriptionKeyNames.query,
    },
  };
}

/**
 * The address at the backend for what a client called: the base with whatever follows the prefix. Undefined for a path that a backend could
 * take to lead out of its base.
 */
export function backendUrl({ path: prefix, url: base }: Pick<Api, 'path' | 'url'>, called: Url): Url | undefined {
  if (called.path !== prefix && !called.path.startsWith(`${prefix}/`)) return undefined;
  const rest = called.path.slice(prefix.length);
  if (rest.split('/').some(leadsUp)) return undefined;
  const url = base.copy();
  url.path = rest === '' ? base.path : `${base.path.replace(/\/$/, '')}${rest}`;
  const { query: key } = subscriptionKeyNames;
  // A key for the gateway is nothing to the backend. Names of parameters ignore case.
  for (const [name, values] of called.query.entries()) if (name.toLowerCase() !== key) url.query.append(name, values);
  return url;
}

/**
 * A dot segment, however it is written: also one that only some servers take for one, because they split at a backslash or an encoded slash,
 * decode twice, or leave out what follows a semicolon.
 */
const leadsUp = (segment: string): boolean => {
  const plain = segment
    .replace(/%(?:25)*2e/gi, '.')
    .replace(/%(?:25)*(?:2f|5c)/gi, '/')
    .replace(/%(?:25)*3b/gi, ';')
    .replaceAll('\\', '/');
  return plain.split('/').some((part) => /^\.\.?(?:;|$)/.test(part));
};
