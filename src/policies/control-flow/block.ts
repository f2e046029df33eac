import type { Exchange } from '../../runtime/exchange.ts';
import type { Flow, Section } from '../../runtime/handler.ts';
import { type Args, definePolicy, idAttribute } from '../define.ts';

const policy = definePolicy({
  name: 'block',
  summary: 'Holds policies together.',
  docs: 'The policies inside run one after the other, as if they stood there without it. Only in the published schema of API Management.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'block',
  effect: 'async',
  element: { attributes: { id: idAttribute }, policies: true },
  examples: [
    {
      title: 'Two headers that belong together',
      xml: '<block><set-header name="X-Team"><value>blue</value></set-header><set-header name="X-Ring"><value>stable</value></set-header></block>',
      expect: { sent: { 'X-Team': 'blue', 'X-Ring': 'stable' } },
    },
  ],
});
export default policy;

/** Reference: block. */
export async function run(x: Exchange, _args: Args<typeof policy>, body: Section): Promise<Flow> {
  return body(x);
}
