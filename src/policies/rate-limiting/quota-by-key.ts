import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, int, literal, text, valueNow } from '../define.ts';
import { checkVolume, countLater, quotaWindow, renewalPeriod, useQuota, volumeAttributes, volumeMessages } from './quota-volume.ts';

const badStart = message(
  'quota-by-key/first-period-start',
  'error',
  '`{value}` is no date and time',
  'write it as in 2024-01-01T00:00:00Z',
);

const policy = definePolicy({
  name: 'quota-by-key',
  summary: 'Lets only a volume of calls or bytes through in each period, for each key.',
  docs: 'Periods follow each other from `first-period-start`; a period of 0 never ends. Calls of one key count together wherever the policy stands with the same period, in all gateways that share a Redis as `cache`. Bytes are those of request and response bodies. In a subgraph document it counts calls to the subgraph, in `global.xml` requests of clients. Where `increment-condition` or `increment-count` is an expression, it is evaluated when the answer is known, and the refusal can come one call late.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      ...volumeAttributes,
      'renewal-period': renewalPeriod,
      'counter-key': text({ required: true, docs: 'What is counted together.' }),
      'increment-condition': bool({ fallback: true, lazy: true, docs: 'Whether the call counts.' }),
      'increment-count': int({ min: 0 })({ fallback: 1, lazy: true, docs: 'As how many calls it counts.' }),
      'first-period-start': text({
        fallback: '0001-01-01T00:00:00Z',
        expression: false,
        docs: 'When the first period begins, in ISO 8601.',
      }),
      id: idAttribute,
    },
  },
  messages: { ...volumeMessages, badStart },
  check(element, report) {
    checkVolume(element, report, 300);
    const start = literal(element, 'first-period-start');
    if (start !== undefined && !start.includes('{') && startOf(start) === undefined)
      report(badStart, element.attributes.get('first-period-start')?.value.span ?? element.nameSpan, { value: start });
  },
  examples: [
    {
      title: 'Ten thousand calls an hour for each address',
      xml: '<quota-by-key calls="10000" renewal-period="3600" counter-key="@(context.Request.IpAddress)" />',
      expect: { outcome: 'completed', forwarded: true },
    },
  ],
});
export default policy;

/** Milliseconds since 1970. A text without a zone is UTC. */
function startOf(text: string): number | undefined {
  const match = /^\s*(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)?(Z|[+-]\d{2}:\d{2})?\s*$/.exec(text);
  if (match === null) return undefined;
  const ms = Date.parse(`${match[1] ?? ''}${match[2] ?? 'T00:00:00'}${match[3] ?? 'Z'}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Reference: quota-by-key. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const { incrementCondition, incrementCount } = args;
  const quota = {
    source: 'quota-by-key',
    key: `quota-by-key ${args.counterKey}`,
    calls: args.calls,
    bandwidth: args.bandwidth,
    window: quotaWindow(args.renewalPeriod, startOf(args.firstPeriodStart) ?? 0),
  };
  const later = typeof incrementCondition === 'function' || typeof incrementCount === 'function';
  const amount = later || !valueNow(x, incrementCondition) ? 0 : valueNow(x, incrementCount);
  await useQuota(x, quota, amount, () => valueNow(x, incrementCondition));
  if (!later) return;
  x.atEnd(async () => {
    if (valueNow(x, incrementCondition)) await countLater(x, quota, valueNow(x, incrementCount));
  });
}
