import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, text } from '../define.ts';
import { ChosenCache, cacheDocs, cachingType, valueKey } from './chosen-cache.ts';

const policy = definePolicy({
  name: 'cache-remove-value',
  summary: 'Removes a value from the cache.',
  docs: `A key that is not there is no failure. With \`fail-on-cache-removal-error\` a cache that cannot be reached runs on-error. ${cacheDocs}`,
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      key: text({ required: true, docs: 'The key.' }),
      'fail-on-cache-removal-error': bool({ fallback: false, docs: 'Whether a cache that fails is an error.' }),
      'caching-type': cachingType,
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Forget a value',
      xml: '<cache-store-value key="k" value="v" duration="60" /><cache-remove-value key="k" /><cache-lookup-value key="k" variable-name="found" default-value="gone" />',
      expect: { variables: { found: 'gone' } },
    },
  ],
});
export default policy;

/** Reference: cache-remove-value. Throws PolicyFailure only when that was asked for. */
export async function run(x: Exchange, { key, failOnCacheRemovalError, cachingType: type }: Args<typeof policy>): Promise<void> {
  const removed = await new ChosenCache(x, type, 'cache-remove-value').delete(valueKey(key));
  if (!removed && failOnCacheRemovalError)
    throw new PolicyFailure('cache-remove-value', null, 500, 'the value could not be removed from the cache');
}
