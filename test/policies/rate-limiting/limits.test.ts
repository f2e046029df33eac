import { describe, expect, it } from 'vitest';
import { memoryCounter } from '../../../src/gateway/services/memory-counter.ts';
import { periodSeconds, spanText } from '../../../src/policies/rate-limiting/count.ts';
import type { SubscriptionFacts } from '../../../src/runtime/context/facts.ts';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import type { Clock } from '../../../src/runtime/ports/clock.ts';
import { type Given, recordedExchange } from '../../support/exchange.ts';
import { findingsIn } from '../findings.ts';
import { handlerOf } from '../running.ts';

const noon = Date.UTC(2024, 2, 15, 12);

/** Several calls of one handler that count together, and a clock that only the test moves. */
async function calls(inbound: string, given: Given = {}) {
  const handler = await handlerOf({ inbound });
  let now = noon;
  const clock: Clock = { now: () => now, elapsed: () => now };
  const counter = memoryCounter(clock);
  return {
    pass(ms: number) {
      now += ms;
    },
    async one(more: Given = {}) {
      const recorded = recordedExchange({ response: { status: 200, body: 'okay' }, ...given, ...more, clock, services: { counter } });
      const outcome = await runHandler(handler, recorded.x);
      const { response, lastError, variables } = recorded.x.context;
      const header = (name: string) => response?.headers.get(name)?.join(',') ?? null;
      return { ...recorded, outcome: outcome.kind, status: response?.statusCode, lastError, variables, header };
    },
    async statuses(count: number, more: Given = {}) {
      const found: (number | undefined)[] = [];
      for (let i = 0; i < count; i++) found.push((await this.one(more)).status);
      return found;
    },
  };
}

const subscription: SubscriptionFacts = {
  id: 'sub-1',
  name: null,
  key: '',
  primaryKey: '',
  secondaryKey: '',
  createdDate: noon - 1_000,
  startDate: null,
  endDate: null,
};

describe('rate-limit-by-key', () => {
  it('refuses the call over the limit, says when to come back, and lets the window slide', async () => {
    const limited = await calls('<rate-limit-by-key calls="2" renewal-period="60" counter-key="k" />');
    expect(await limited.statuses(1)).toEqual([200]);
    limited.pass(20_000);
    expect(await limited.statuses(1)).toEqual([200]);
    const refused = await limited.one();
    expect([refused.status, refused.header('Retry-After'), refused.forwarded()]).toEqual([429, '40', 0]);
    expect(refused.lastError).toMatchObject({
      source: 'rate-limit-by-key',
      reason: 'RateLimitExceeded',
      message: 'Rate limit is exceeded. Try again in 40 seconds.',
      section: 'inbound',
    });
    limited.pass(40_000);
    expect(await limited.statuses(2)).toEqual([200, 429]);
  });

  it('counts each key by itself', async () => {
    const limited = await calls(
      '<rate-limit-by-key calls="1" renewal-period="60" counter-key="@(context.Request.Headers.GetValueOrDefault(&quot;X-Who&quot;, &quot;&quot;))" />',
    );
    expect(await limited.statuses(2, { headers: { 'X-Who': 'a' } })).toEqual([200, 429]);
    expect(await limited.statuses(2, { headers: { 'X-Who': 'b' } })).toEqual([200, 429]);
  });

  it('tells what is left in headers and variables of its author’s choice', async () => {
    const names =
      'retry-after-header-name="X-Wait" retry-after-variable-name="wait" remaining-calls-header-name="X-Left" remaining-calls-variable-name="left" total-calls-header-name="X-Total"';
    const limited = await calls(`<rate-limit-by-key calls="2" renewal-period="60" counter-key="k" ${names} />`);
    const first = await limited.one();
    expect([first.header('X-Left'), first.header('X-Total'), first.variables.get('left')]).toEqual(['1', '2', 1]);
    await limited.one();
    const refused = await limited.one();
    expect([refused.status, refused.header('X-Wait'), refused.header('Retry-After'), refused.variables.get('wait')]).toEqual([
      429,
      '60',
      null,
      60,
    ]);
  });

  it.each([
    ['not at all when the condition is false', 'increment-condition="false"', [200, 200, 200]],
    ['as many calls', 'increment-count="2"', [200, 429, 429]],
    ['as a computed number of calls, once the answer is known', 'increment-count="@(context.Response.StatusCode / 100)"', [200, 429, 429]],
    ['only after the answer', 'increment-after-response="true"', [200, 200, 429]],
    ['what the answer decides', 'increment-condition="@(context.Response.StatusCode == 200)"', [200, 200, 429]],
  ])('counts %s', async (_how, attributes, statuses) => {
    const limited = await calls(`<rate-limit-by-key calls="2" renewal-period="60" counter-key="k" ${attributes} />`);
    expect(await limited.statuses(3)).toEqual(statuses);
  });

  it('does not count an answer that its condition leaves out', async () => {
    const limited = await calls(
      '<rate-limit-by-key calls="1" renewal-period="60" counter-key="k" increment-condition="@(context.Response.StatusCode == 200)" />',
    );
    expect(await limited.statuses(3, { response: { status: 404 } })).toEqual([404, 404, 404]);
  });

  it('takes computed limits', async () => {
    const limited = await calls('<rate-limit-by-key calls="@(1 + 0)" renewal-period="@(30 * 2)" counter-key="k" />');
    expect(await limited.statuses(2)).toEqual([200, 429]);
  });

  it('lets nothing through that it cannot count', async () => {
    const handler = await handlerOf({ inbound: '<rate-limit-by-key calls="1" renewal-period="60" counter-key="k" />' });
    const broken = { take: () => Promise.reject(new Error('down')), add: () => Promise.reject(new Error('down')) };
    const { x, forwarded } = recordedExchange({ services: { counter: broken } });
    await runHandler(handler, x);
    expect([x.context.response?.statusCode, x.context.lastError?.reason, forwarded()]).toEqual([503, 'CounterUnavailable', 0]);
  });

  it.each([
    ['<rate-limit-by-key calls="1" renewal-period="301" counter-key="k" />', ['warning rate-limit/long-window 301']],
    ['<rate-limit-by-key calls="0" renewal-period="60" counter-key="k" />', ['error value/type 0']],
    ['<rate-limit-by-key calls="1" renewal-period="60" />', ['error attribute/missing rate-limit-by-key']],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});

describe('rate-limit', () => {
  const nested =
    '<rate-limit calls="3" renewal-period="60"><api name="crm" calls="2" renewal-period="60"><operation id="Sample" calls="1" renewal-period="60" /></api></rate-limit>';

  it('counts nothing without a subscription', async () => {
    expect(await (await calls('<rate-limit calls="1" renewal-period="60" />')).statuses(3)).toEqual([200, 200, 200]);
  });

  it('counts each subscription by itself', async () => {
    const limited = await calls('<rate-limit calls="1" renewal-period="60" />');
    expect(await limited.statuses(2, { subscription })).toEqual([200, 429]);
    expect(await limited.statuses(2, { subscription: { ...subscription, id: 'sub-2' } })).toEqual([200, 429]);
  });

  it('has limits for single APIs and operations', async () => {
    const limited = await calls(nested, { subscription });
    const refused = [await limited.one(), await limited.one()];
    expect(refused.map(({ status }) => status)).toEqual([200, 429]);
    expect(refused[1]?.lastError?.source).toBe('rate-limit');
    const other = await calls(nested.replace('crm', 'billing'), { subscription });
    expect(await other.statuses(4)).toEqual([200, 200, 200, 429]);
  });

  it.each([
    ['<rate-limit calls="1" renewal-period="60"><api calls="1" renewal-period="60" /></rate-limit>', ['error rate-limit/no-target api']],
    ['<rate-limit calls="@(1)" renewal-period="60" />', ['error attribute/expression @(1)']],
    ['<rate-limit calls="1" renewal-period="60" /><rate-limit calls="1" renewal-period="60" />', ['error policy/repeated rate-limit']],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});

describe('quota-by-key', () => {
  it('renews at the end of its period', async () => {
    const limited = await calls(
      '<quota-by-key calls="2" renewal-period="3600" counter-key="k" first-period-start="2024-03-15T11:30:00Z" />',
    );
    expect(await limited.statuses(3)).toEqual([200, 200, 403]);
    const refused = await limited.one();
    expect(refused.lastError).toMatchObject({
      source: 'quota-by-key',
      reason: 'QuotaExceeded',
      message: 'Out of call volume quota. Quota will be replenished in 00:30:00.',
    });
    expect(refused.header('Retry-After')).toBe('1800');
    limited.pass(1_800_000);
    expect(await limited.statuses(3)).toEqual([200, 200, 403]);
  });

  it('counts the bytes of both bodies', async () => {
    const limited = await calls('<quota-by-key bandwidth="1" renewal-period="3600" counter-key="k" />', {
      body: 'x'.repeat(500),
      response: { status: 200, body: 'ä'.repeat(150) },
    });
    expect(await limited.statuses(3)).toEqual([200, 200, 403]);
    expect((await limited.one()).lastError?.message).toMatch(/^Out of bandwidth quota\. Quota will be replenished in 01:00:00\.$/);
  });

  it('never renews a period of 0', async () => {
    const limited = await calls('<quota-by-key calls="1" renewal-period="0" counter-key="k" />');
    expect(await limited.statuses(2)).toEqual([200, 403]);
    limited.pass(1e12);
    const refused = await limited.one();
    expect([refused.lastError?.message, refused.header('Retry-After')]).toEqual(['Out of call volume quota.', null]);
  });

  it.each([
    ['what the answer decides', 'increment-condition="@(context.Response.StatusCode == 200)"', [200, 200, 403]],
    ['as many calls', 'increment-count="2"', [200, 403, 403]],
    ['nothing when the condition is false', 'increment-condition="false"', [200, 200, 200]],
  ])('counts %s', async (_how, attributes, statuses) => {
    expect(await (await calls(`<quota-by-key calls="2" renewal-period="3600" counter-key="k" ${attributes} />`)).statuses(3)).toEqual(
      statuses,
    );
  });

  it.each([
    ['<quota-by-key renewal-period="3600" counter-key="k" />', ['error quota/no-volume quota-by-key']],
    ['<quota-by-key calls="1" renewal-period="soon" counter-key="k" />', ['error quota/renewal-period soon']],
    ['<quota-by-key calls="1" renewal-period="P30D" counter-key="k" />', []],
    ['<quota-by-key calls="1" renewal-period="60" counter-key="k" />', ['warning quota/short-period 60']],
    [
      '<quota-by-key calls="1" renewal-period="3600" counter-key="k" first-period-start="never" />',
      ['error quota-by-key/first-period-start never'],
    ],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});

describe('quota', () => {
  it('counts from the start of the subscription, and nothing without one', async () => {
    const limited = await calls('<quota calls="1" renewal-period="3600" />');
    expect(await limited.statuses(2)).toEqual([200, 200]);
    expect(await limited.statuses(2, { subscription })).toEqual([200, 403]);
    limited.pass(3_598_999);
    expect(await limited.statuses(1, { subscription })).toEqual([403]);
    limited.pass(1);
    expect(await limited.statuses(2, { subscription })).toEqual([200, 403]);
  });

  it('has quotas for single APIs', async () => {
    const limited = await calls('<quota calls="9" renewal-period="3600"><api id="crm" calls="1" /></quota>', { subscription });
    expect(await limited.statuses(2)).toEqual([200, 403]);
  });
});

it.each([
  ['3600', 3600],
  [' 60 ', 60],
  ['P30D', 2_592_000],
  ['PT1H30M', 5_400],
  ['P1DT1S', 86_401],
  ['P', undefined],
  ['P1M', undefined],
  ['-5', undefined],
  ['1.5', undefined],
])('%j is so many seconds', (text, seconds) => expect(periodSeconds(text)).toBe(seconds));

it.each([
  [59, '00:00:59'],
  [3_661, '01:01:01'],
  [90_061, '1.01:01:01'],
])('%d seconds are written %s', (seconds, text) => expect(spanText(seconds)).toBe(text));
