import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, any, definePolicy, idAttribute, int, text } from '../define.ts';
import { ChosenCache, cacheDocs, cachingType, valueKey } from './chosen-cache.ts';

const policy = definePolicy({
  name: 'cache-store-value',
  summary: 'Keeps a value in the cache.',
  docs: `The value keeps its C# type: what can be kept are texts, numbers, dates, bytes, JSON and XML, collections of them, and responses. What belongs to the exchange itself (the context, a token, a lazy sequence) is traced and not kept; nor is a value larger than \`limits.cacheEntry\`. ${cacheDocs}\n\nAPI Management does not say which types survive its cache.`,
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      key: text({ required: true, docs: 'The key.' }),
      value: any({ required: true, docs: 'The value.' }),
      duration: int()({ required: true, docs: 'Seconds that it is kept. 0 removes what is there.' }),
      'caching-type': cachingType,
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Keep a document',
      xml: '<cache-store-value key="settings" value="@(new JObject(new JProperty(&quot;a&quot;, 1)))" duration="300" /><cache-lookup-value key="settings" variable-name="found" /><set-header name="X-A"><value>@(((JObject)context.Variables["found"])["a"].ToString())</value></set-header>',
      expect: { sent: { 'X-A': '1' } },
    },
  ],
});
export default policy;

/** Reference: cache-store-value. Never fails because of the cache or the value. */
export async function run(x: Exchange, { key, value, duration, cachingType: type }: Args<typeof policy>): Promise<void> {
  const cache = new ChosenCache(x, type, 'cache-store-value');
  const text = cache.write(value);
  if (text !== undefined) await cache.set(valueKey(key), text, duration);
}
