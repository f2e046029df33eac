import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, int, text } from '../define.ts';
import { ChosenCache, cacheDocs } from './chosen-cache.ts';
import { hasErrors } from './graphql-query.ts';
import { announce, writeKept } from './kept-response.ts';
import { requestIdentity } from './request-identity.ts';

const policy = definePolicy({
  name: 'cache-store',
  summary: 'Keeps the response in the cache.',
  docs: `The response is kept as it is at this place, under the key of the \`cache-lookup\` before it; without one, or where it found that the request has no key, nothing is kept. Only a status of 200 is, and around the graph and its subgraphs only a GraphQL response without errors, unless \`cache-response\` is true. \`Set-Cookie\` and the headers of the delivery itself are not kept. What was attached after the lookup and may say who asks, a token or a header, keeps the response out of the cache, and that is traced. ${cacheDocs}`,
  sections: ['outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  oncePerSection: true,
  resumes: true,
  touches: { responseBody: true },
  element: {
    attributes: {
      duration: int()({ required: true, docs: 'Seconds that the response is kept.' }),
      'cache-response': bool({ fallback: false, docs: 'Whether it is kept whatever its status and its errors.' }),
      'caching-mode': text({ docs: 'Accepted; only in the published schema.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Without a lookup nothing is kept',
      xml: '<cache-store duration="60" />',
      given: { response: { status: 200, body: '{"data":{}}' } },
      expect: { outcome: 'completed', traces: ['nothing was stored: no <cache-lookup> gave the response a key'] },
    },
  ],
});
export default policy;

/** Reference: cache-store. Never fails because of the cache. */
export async function run(x: Exchange, { duration, cacheResponse }: Args<typeof policy>): Promise<void> {
  const { lookup } = x;
  const { response } = x.context;
  x.replay = false;
  if (lookup?.hit === true || response === null) return;
  const cache = new ChosenCache(x, lookup?.cachingType ?? 'prefer-external', 'cache-store');
  if (lookup === undefined) {
    cache.trace('nothing was stored: no <cache-lookup> gave the response a key', 'information');
    return;
  }
  if (!cacheResponse && (response.statusCode !== 200 || (x.scope !== 'api' && hasErrors(response.body)))) return;
  if (x.personal) {
    cache.trace('nothing was stored: the response tells its caller how to connect something of his own', 'information');
    return;
  }
  if (response.body?.consumed === true) {
    cache.trace('nothing was stored: the response body was read without preserveContent: true');
    return;
  }
  if (requestIdentity(x) !== lookup.identity) {
    cache.trace(
      'nothing was stored: the request went out with headers or tokens that <cache-lookup> did not see; put it behind the policies that attach them',
    );
    return;
  }
  const text = duration > 0 ? writeKept(x, cache, response, duration) : undefined;
  if (text === undefined || !(await cache.set(lookup.key, text, duration))) return;
  announce(x, lookup, duration);
}
