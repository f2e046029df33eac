import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, any, definePolicy, idAttribute, text } from '../define.ts';

const policy = definePolicy({
  name: 'set-variable',
  summary: 'Keeps a value under a name for later policies.',
  docs: 'A literal becomes a string; an expression keeps its C# type. A variable that a subgraph document sets lives for that call only; variables of `global.xml` can be read by every subgraph document.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      name: text({ required: true, expression: false, docs: 'The name in `context.Variables`.' }),
      value: any({ required: true, docs: 'The value.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Compute once, use twice',
      xml: '<set-variable name="short" value="@(context.Request.Headers.GetValueOrDefault(&quot;X-Trace&quot;, &quot;none&quot;).ToUpper())" />',
      given: { headers: { 'X-Trace': 'abc' } },
      expect: { variables: { short: 'ABC' } },
    },
  ],
});
export default policy;

/** Reference: set-variable. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  x.context.variables.set(args.name, args.value);
}
