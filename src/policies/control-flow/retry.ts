import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import type { Flow, Section } from '../../runtime/handler.ts';
import { type Args, bool, type CheckedElement, definePolicy, idAttribute, int, valueNow } from '../define.ts';

const waitInside = message(
  'retry/wait',
  'error',
  '<wait> cannot stand in <retry>',
  'put the <retry> around what must be repeated, inside the <wait>',
);
const deltaAlone = message(
  'retry/max-interval-alone',
  'info',
  '`max-interval` has no effect without `delta`: every wait takes `interval` seconds',
  'add delta to wait longer each time, or remove max-interval',
);

/** Retries after the first run that are made at most (reference: retry, count). */
const mostRetries = 50;

const policy = definePolicy({
  name: 'retry',
  summary: 'Runs the policies inside, and again while the condition is true.',
  docs: 'The policies run once before the condition is first evaluated. With `interval` alone every wait takes as long; with `delta` each wait is longer by it; with `max-interval` as well the waits double, give or take a fifth, up to it. An error inside is not repeated: it goes to on-error. A count above 50 counts as 50. Waits end when the request does.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'block',
  // What is inside sends the body again.
  touches: { requestBody: true },
  effect: 'async',
  element: {
    attributes: {
      condition: bool({ required: true, lazy: true, docs: 'Whether to run again; evaluated after each run.' }),
      count: int({ min: 1, max: mostRetries })({ required: true, docs: 'How often it is repeated at most.' }),
      interval: int({ min: 0 })({ required: true, docs: 'Seconds to wait.' }),
      'max-interval': int({ min: 0 })({ docs: 'The longest wait, in seconds.' }),
      delta: int({ min: 0 })({ docs: 'Seconds by which the wait grows.' }),
      'first-fast-retry': bool({ fallback: false, docs: 'Whether the first repetition comes without a wait.' }),
      id: idAttribute,
    },
    policies: true,
  },
  messages: { waitInside, deltaAlone },
  check(element, report) {
    for (const wait of waitsIn(element)) report(waitInside, wait.nameSpan, {});
    const longest = element.attributes.get('max-interval');
    if (longest !== undefined && !element.attributes.has('delta')) report(deltaAlone, longest.nameSpan, {});
  },
  examples: [
    {
      title: 'Once more when the service is busy',
      section: 'backend',
      xml: '<retry condition="@(context.Response.StatusCode == 503)" count="1" interval="0"><forward-request /></retry>',
      given: { response: { status: 503 } },
      expect: { forwarded: true, response: { status: 503 } },
    },
  ],
});
export default policy;

const waitsIn = (element: CheckedElement): readonly CheckedElement[] =>
  element.children.flatMap((child) => (child.name === 'wait' ? [child] : waitsIn(child)));

/** Reference: retry. */
export async function run(x: Exchange, args: Args<typeof policy>, body: Section): Promise<Flow> {
  const most = Math.min(args.count, mostRetries);
  const { site } = x;
  for (let retries = 0; ; retries++) {
    const flow = await body(x);
    x.on(site);
    if (flow !== 'next' || retries >= most || !valueNow(x, args.condition)) return flow;
    const ms = args.firstFastRetry && retries === 0 ? 0 : 1000 * waitOf(args, retries + 1, x.context.host.random.next());
    if (ms > 0) await x.ports.sleep(ms, x.signal);
  }
}

/** Seconds before the nth repetition, from 1. `chance` is in [0, 1). */
export function waitOf(
  { interval, delta, maxInterval }: Pick<Args<typeof policy>, 'interval' | 'delta' | 'maxInterval'>,
  n: number,
  chance: number,
): number {
  if (delta === undefined) return interval;
  if (maxInterval === undefined) return interval + (n - 1) * delta;
  return Math.min(maxInterval, interval + 2 ** (n - 1) * delta * (0.8 + 0.4 * chance));
}
