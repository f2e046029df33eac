import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, any, definePolicy, idAttribute, text, variableName } from '../define.ts';
import { ChosenCache, cacheDocs, cachingType, valueKey } from './chosen-cache.ts';

const policy = definePolicy({
  name: 'cache-lookup-value',
  summary: 'Reads a value from the cache into a variable.',
  docs: `The variable receives the value with the C# type that it was stored with: texts, numbers, dates, bytes, JSON and XML, collections of them, and responses. When there is none it receives \`default-value\`, or is not set. ${cacheDocs}\n\nKeys are shared by all who use the same cache, as in API Management: a value that belongs to one caller needs a key that says so.`,
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      key: text({ required: true, docs: 'The key.' }),
      'default-value': any({ docs: 'What the variable receives when there is no value.' }),
      'variable-name': variableName({ required: true, expression: false, docs: 'The variable.' }),
      'caching-type': cachingType,
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Compute once, then read',
      xml: '<cache-lookup-value key="rate" variable-name="rate" /><choose><when condition="@(!context.Variables.ContainsKey(&quot;rate&quot;))"><set-variable name="rate" value="@(1.25m)" /><cache-store-value key="rate" value="@((decimal)context.Variables[&quot;rate&quot;])" duration="60" /></when></choose><cache-lookup-value key="rate" variable-name="cached" /><set-header name="X-Rate"><value>@(((decimal)context.Variables["cached"] * 2).ToString())</value></set-header>',
      expect: { sent: { 'X-Rate': '2.50' } },
    },
    {
      title: 'Read with a default',
      xml: '<cache-lookup-value key="limit" default-value="@(10)" variable-name="limit" />',
      expect: { variables: { limit: 10 } },
    },
  ],
});
export default policy;

/** Reference: cache-lookup-value. A miss without a default leaves the variable as it is. */
export async function run(
  x: Exchange,
  { key, defaultValue, variableName: variable, cachingType: type }: Args<typeof policy>,
): Promise<void> {
  const cache = new ChosenCache(x, type, 'cache-lookup-value');
  const kept = await cache.get(valueKey(key));
  const found = kept === undefined ? undefined : cache.read(kept);
  if (found !== undefined) x.context.variables.set(variable, found.value);
  else if (defaultValue !== undefined) x.context.variables.set(variable, defaultValue);
}
