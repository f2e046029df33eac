import type { Exchange } from '../../runtime/exchange.ts';
import type { CountRequest } from '../../runtime/ports/counter.ts';
import { type Args, bool, definePolicy, idAttribute, int, text, valueNow } from '../define.ts';
import { counted } from './count.ts';
import { checkWindow, longWindow, refuse, reportingAttributes, tellLeft } from './rate.ts';

const policy = definePolicy({
  name: 'rate-limit-by-key',
  summary: 'Lets only so many calls through in any stretch of time, for each key.',
  docs: 'The window slides: at no moment do the last `renewal-period` seconds hold more calls than the limit. Calls of one key and period count together wherever the policy stands, in all gateways that share a Redis as `cache`. In a subgraph document it counts calls to the subgraph, in `global.xml` requests of clients. Where `increment-condition` or `increment-count` is an expression, it is evaluated when the answer is known, and the refusal can come one call late. When the counter cannot be reached, calls are refused with 503.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      calls: int({ min: 1 })({ required: true, docs: 'How many calls are let through.' }),
      'renewal-period': int({ min: 1 })({ required: true, docs: 'The length of the window in seconds.' }),
      'counter-key': text({ required: true, docs: 'What is counted together.' }),
      'increment-condition': bool({ fallback: true, lazy: true, docs: 'Whether the call counts.' }),
      'increment-count': int({ min: 0 })({ fallback: 1, lazy: true, docs: 'As how many calls it counts.' }),
      'increment-after-response': bool({ fallback: false, expression: false, docs: 'Whether it is counted when the answer is known.' }),
      'flexible-retry-window': bool({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      ...reportingAttributes,
      id: idAttribute,
    },
  },
  messages: { longWindow },
  check: checkWindow,
  examples: [
    {
      title: 'Ten calls a minute for each address',
      xml: '<rate-limit-by-key calls="10" renewal-period="60" counter-key="@(context.Request.IpAddress)" remaining-calls-variable-name="left" />',
      expect: { variables: { left: 9 } },
    },
    {
      title: 'Only what went well counts',
      xml: '<rate-limit-by-key calls="10" renewal-period="60" counter-key="all" increment-condition="@(context.Response.StatusCode == 200)" remaining-calls-variable-name="left" />',
      expect: { variables: { left: 10 } },
    },
  ],
});
export default policy;

/** Reference: rate-limit-by-key. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const { calls, renewalPeriod, counterKey, incrementCondition, incrementCount, incrementAfterResponse } = args;
  const request = (amount: number): CountRequest => ({
    key: `rate-limit-by-key ${renewalPeriod} ${counterKey}`,
    window: { kind: 'sliding', ms: renewalPeriod * 1000 },
    amount,
    limit: calls,
  });
  const later = incrementAfterResponse || typeof incrementCondition === 'function' || typeof incrementCount === 'function';
  const amount = later || !valueNow(x, incrementCondition) ? 0 : valueNow(x, incrementCount);
  const count = await counted(x, 'rate-limit-by-key', 'take', request(amount));
  if (!count.granted || (amount === 0 && count.total >= calls)) refuse(x, 'rate-limit-by-key', count, args);
  tellLeft(x, calls, count, args);
  if (!later) return;
  x.atEnd(async () => {
    if (valueNow(x, incrementCondition)) await counted(x, 'rate-limit-by-key', 'add', request(valueNow(x, incrementCount)));
  });
}
