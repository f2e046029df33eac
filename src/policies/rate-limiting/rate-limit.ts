import type { Exchange } from '../../runtime/exchange.ts';
import type { Count } from '../../runtime/ports/counter.ts';
import { type Args, definePolicy, idAttribute, int, many } from '../define.ts';
import { counted } from './count.ts';
import { checkWindow, longWindow, refuse, reportingAttributes, tellLeft } from './rate.ts';
import { applicable, checkTargets, noTarget, targetAttributes } from './subscription-limits.ts';

const limits = {
  calls: int({ min: 1 })({ required: true, expression: false, docs: 'How many calls are let through.' }),
  'renewal-period': int({ min: 1 })({ required: true, expression: false, docs: 'The length of the window in seconds.' }),
};
const operation = many({ attributes: { ...targetAttributes, ...limits } }, 'A limit for one operation.');

const policy = definePolicy({
  name: 'rate-limit',
  summary: 'Lets only so many calls of a subscription through in any stretch of time.',
  docs: 'The window slides. Calls without a subscription key are not counted: use rate-limit-by-key for those. Limits inside it, for single APIs (here: subgraphs) and operations, count by themselves. In a subgraph document it counts calls to the subgraph, in `global.xml` requests of clients.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  oncePerSection: true,
  element: {
    attributes: { ...limits, ...reportingAttributes, id: idAttribute },
    children: {
      api: many({ attributes: { ...targetAttributes, ...limits }, children: { operation } }, 'A limit for one API.'),
      operation,
    },
  },
  messages: { longWindow, noTarget },
  check(element, report) {
    checkWindow(element, report);
    checkTargets(element, report);
  },
  examples: [
    {
      title: 'A hundred calls a minute for each subscription; without one nothing is counted',
      xml: '<rate-limit calls="100" renewal-period="60" remaining-calls-variable-name="left" />',
      expect: { outcome: 'completed', forwarded: true },
    },
  ],
});
export default policy;

/** Reference: rate-limit. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const { subscription } = x.context;
  if (subscription === null) return;
  const take = async (key: string, calls: number, seconds: number): Promise<Count> => {
    const window = { kind: 'sliding', ms: seconds * 1000 } as const;
    const count = await counted(x, 'rate-limit', 'take', {
      key: `rate-limit ${subscription.id} ${key} ${seconds}`,
      window,
      amount: 1,
      limit: calls,
    });
    if (!count.granted) refuse(x, 'rate-limit', count, args);
    return count;
  };
  for (const { limit, key } of applicable(x, args)) await take(key, limit.calls, limit.renewalPeriod);
  tellLeft(x, args.calls, await take('', args.calls, args.renewalPeriod), args);
}
