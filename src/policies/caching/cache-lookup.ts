import type { Exchange } from '../../runtime/exchange.ts';
import { answered, type Flow, next } from '../../runtime/handler.ts';
import { type Args, bool, definePolicy, idAttribute, many, text, word } from '../define.ts';
import { ChosenCache, cacheDocs, cachingType } from './chosen-cache.ts';
import { announce, readKept } from './kept-response.ts';
import { responseKey } from './response-key.ts';

const policy = definePolicy({
  name: 'cache-lookup',
  summary: 'Answers from the cache when a response lies there.',
  docs: `A hit takes the place of the rest of \`inbound\` and of \`backend\`; \`outbound\` goes on behind the \`cache-store\` that the response was kept by, as in API Management. A miss is remembered, so that \`cache-store\` keeps the response.

API Management caches responses to GET. A call to a subgraph is a POST, so here the operation decides: queries are cached, with the whole body as a part of the key; mutations and subscriptions never are. The same holds in \`global.xml\` for the client’s operation. APIs beside the graph keep the rule of GET.

Responses are told apart by who they are for, whatever the attributes say: by the connections whose tokens were handed out (a token that was renewed counts as another), by every header that goes along and may identify somebody, and by the client certificate that is shown to the backend; in \`global.xml\` by the caller as well: user, subscription and the certificate that he showed. The lookup must therefore stand behind the policies that attach a credential: what was looked up before is traced and not kept. An \`Authorization\` that no connection accounts for, such as the client’s own, needs \`allow-private-response-caching="true"\`; its responses are kept for that \`Authorization\` alone.

${cacheDocs}`,
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'gate',
  effect: 'async',
  oncePerSection: true,
  element: {
    attributes: {
      'vary-by-developer': bool({ required: true, docs: 'Whether each user and subscription has responses of its own.' }),
      'vary-by-developer-groups': bool({ required: true, docs: 'Whether each set of groups has.' }),
      'allow-private-response-caching': bool({
        fallback: false,
        docs: 'Whether responses to requests with another `Authorization` than that of a connection are cached.',
      }),
      'downstream-caching-type': word(['none', 'private', 'public'])({
        fallback: 'none',
        docs: 'What `Cache-Control` tells the client. Around a subgraph it has no effect: the client gets the answer of the graph.',
      }),
      'must-revalidate': bool({ fallback: true, docs: 'Whether `Cache-Control` says `must-revalidate`.' }),
      'caching-type': cachingType,
      id: idAttribute,
    },
    children: {
      'vary-by-header': many({ text: text({ docs: 'Its name.' }) }, 'A header of the request that tells responses apart.'),
      'vary-by-query-parameter': many(
        { text: text({ docs: 'Names, with semicolons between.' }) },
        'Parameters of the URL that tell responses apart; all without any. Those of GraphQL always do.',
      ),
    },
  },
  examples: [
    {
      title: 'A miss goes on',
      xml: '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false"><vary-by-header>Accept-Language</vary-by-header></cache-lookup>',
      given: { body: '{"query":"{ me { id } }"}', response: { status: 200, body: '{"data":{"me":{"id":"1"}}}' } },
      expect: { forwarded: true, outcome: 'completed', traces: [] },
    },
    {
      title: 'A mutation is never cached',
      xml: '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />',
      given: { body: '{"query":"mutation { add { id } }"}', response: { status: 200, body: '{"data":{}}' } },
      expect: { forwarded: true, traces: ['nothing was looked up: the operation is no query'] },
    },
  ],
});
export default policy;

/** Reference: cache-lookup. Never fails because of the cache. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<Flow> {
  const cache = new ChosenCache(x, args.cachingType, 'cache-lookup');
  x.lookup = undefined;
  const found = responseKey(x, {
    byDeveloper: args.varyByDeveloper,
    byDeveloperGroups: args.varyByDeveloperGroups,
    allowPrivate: args.allowPrivateResponseCaching,
    headers: args.varyByHeader.filter((name) => name !== undefined),
    queryParameters: args.varyByQueryParameter.filter((name) => name !== undefined),
  });
  if (found.kind === 'none') {
    cache.trace(`nothing was looked up: ${found.why}`, 'information');
    return next;
  }
  const lookup = {
    key: found.key,
    identity: found.identity,
    cachingType: args.cachingType,
    downstream: args.downstreamCachingType,
    mustRevalidate: args.mustRevalidate,
    hit: false,
  };
  x.lookup = lookup;
  const text = await cache.get(found.key);
  const kept = text === undefined ? undefined : readKept(x, cache, text);
  if (kept === undefined) return next;
  x.lookup = { ...lookup, hit: true };
  x.replay = true;
  x.context.response = kept.response;
  announce(x, lookup, kept.secondsLeft);
  return answered;
}
