import type { Exchange } from '../../runtime/exchange.ts';
import { isQuery, jsonOf } from './graphql-query.ts';
import { digest, isPrivate, requestIdentity } from './request-identity.ts';

/** What a response is told apart by. */
export interface Variation {
  readonly byDeveloper: boolean;
  readonly byDeveloperGroups: boolean;
  readonly allowPrivate: boolean;
  readonly headers: readonly string[];
  /** Lists of names with semicolons between; empty for all parameters. */
  readonly queryParameters: readonly string[];
}

/** The key of the response to a request, or why it has none. */
export type ResponseKey =
  | { readonly kind: 'key'; readonly key: string; readonly identity: string }
  | { readonly kind: 'none'; readonly why: string };

/** Parameters of GraphQL over HTTP: they say what is asked, whatever the author names. */
const graphqlParameters: ReadonlySet<string> = new Set(['query', 'operationname', 'variables', 'extensions']);

/** Works out the key. Everything in it is digested: it may hold personal data, and parts of it are credentials. */
export function responseKey(x: Exchange, variation: Variation): ResponseKey {
  const why = uncacheable(x);
  if (why !== undefined) return { kind: 'none', why };
  if (isPrivate(x) && !variation.allowPrivate)
    return {
      kind: 'none',
      why: 'the request carries an Authorization that is not of a connection; allow-private-response-caching="true" keeps its response, for that Authorization alone',
    };
  const identity = requestIdentity(x);
  const { request, api, user, subscription } = x.context;
  const parts = [
    x.scope,
    api?.id ?? null,
    request.method,
    `${request.url.origin}${request.url.path}`,
    parameters(x, variation.queryParameters),
    variation.headers.map((name) => [name.toLowerCase(), request.headers.visible.get(name) ?? null]),
    variation.byDeveloper ? [user?.id ?? null, subscription?.id ?? null] : null,
    variation.byDeveloperGroups ? (user?.groups.map(({ id }) => id).sort() ?? []) : null,
    x.scope === 'api' || request.body === null ? null : bodyText(x),
    identity,
  ];
  return { kind: 'key', key: `response ${digest(x, JSON.stringify(parts))}`, identity };
}

/** API Management caches GET alone. A call to a subgraph is always a POST, so what counts there is that its operation is a query. */
function uncacheable(x: Exchange): string | undefined {
  const { method, body } = x.context.request;
  if (method === 'GET') return undefined;
  if (x.scope === 'api') return `only responses to GET are cached, and this is ${method}`;
  if (method !== 'POST' || body === null) return 'the request is no GraphQL operation';
  if (body.consumed) return 'the request body was read without preserveContent: true';
  return isQuery(jsonOf(body)) ? undefined : 'the operation is no query';
}

function parameters(x: Exchange, lists: readonly string[]): readonly unknown[] {
  const named = new Set(lists.flatMap((list) => list.split(';')).map((name) => name.trim().toLowerCase()));
  named.delete('');
  const counts = (name: string): boolean => named.size === 0 || named.has(name) || (x.scope !== 'api' && graphqlParameters.has(name));
  return [...x.context.request.url.query.entries()]
    .map(([name, values]) => [name.toLowerCase(), values] as const)
    .filter(([name]) => counts(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const bodyText = (x: Exchange): string => JSON.stringify(x.context.request.body === null ? null : jsonOf(x.context.request.body));
