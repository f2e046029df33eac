import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute, many, text } from '../define.ts';
import { checkVolume, quotaWindow, renewalPeriod, useQuota, volumeAttributes, volumeMessages } from './quota-volume.ts';
import { applicable, checkTargets, noTarget, targetAttributes } from './subscription-limits.ts';

const inner = {
  ...targetAttributes,
  ...volumeAttributes,
  'renewal-period': text({ expression: false, docs: 'The length of a window; that of the quota around it without it.' }),
};
const operation = many({ attributes: inner }, 'A quota for one operation.');

const policy = definePolicy({
  name: 'quota',
  summary: 'Lets only a volume of calls or bytes of a subscription through in each period.',
  docs: 'Periods follow each other from the start of the subscription; a period of 0 never ends. Calls without a subscription key are not counted: use quota-by-key for those. Quotas inside it, for single APIs (here: subgraphs) and operations, count by themselves. In a subgraph document it counts calls to the subgraph, in `global.xml` requests of clients.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  oncePerSection: true,
  element: {
    attributes: { ...volumeAttributes, 'renewal-period': renewalPeriod, id: idAttribute },
    children: { api: many({ attributes: inner, children: { operation } }, 'A quota for one API.') },
  },
  messages: { ...volumeMessages, noTarget },
  check(element, report) {
    checkVolume(element, report, 0);
    checkTargets(element, report);
  },
  examples: [
    {
      title: 'A hundred thousand calls a week for each subscription; without one nothing is counted',
      xml: '<quota calls="100000" renewal-period="604800" />',
      expect: { outcome: 'completed', forwarded: true },
    },
  ],
});
export default policy;

/** Reference: quota. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const { subscription } = x.context;
  if (subscription === null) return;
  const start = subscription.startDate ?? subscription.createdDate;
  const use = (key: string, { calls, bandwidth }: Pick<typeof args, 'calls' | 'bandwidth'>, period: string): Promise<void> =>
    useQuota(
      x,
      { source: 'quota', key: `quota ${subscription.id} ${key}`, calls, bandwidth, window: quotaWindow(period, start) },
      1,
      () => true,
    );
  for (const { limit, key } of applicable(x, args)) await use(key, limit, limit.renewalPeriod ?? args.renewalPeriod);
  await use('', args, args.renewalPeriod);
}
