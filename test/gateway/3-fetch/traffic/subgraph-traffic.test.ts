import { beforeEach, describe, expect, it } from 'vitest';
import type { BackendRequest } from '../../../../src/gateway/3-fetch/send.ts';
import { type SubgraphDefinition, subgraphFacts } from '../../../../src/gateway/3-fetch/subgraph.ts';
import { SubgraphTraffic } from '../../../../src/gateway/3-fetch/traffic/subgraph-traffic.ts';
import { systemRandom } from '../../../../src/gateway/platform/random.ts';
import { bareServices } from '../../../../src/gateway/services/bare-services.ts';
import { type HeaderList, type IncomingResponse, SendFailure } from '../../../../src/runtime/ports/send.ts';
import { noMeter } from '../../../../src/telemetry/gateway-meter.ts';
import { type LogLine, memoryLog } from '../../support/gateway.ts';

type Answer = { readonly status: number; readonly headers?: HeaderList; readonly takes?: number } | SendFailure;

let now: number;
let waits: number[];
let counted: string[];
let log: LogLine[];
let sent: BackendRequest[];
let answers: Answer[];

beforeEach(() => {
  now = 0;
  [waits, counted, log, sent, answers] = [[], [], [], [], []];
});

const clock = { now: () => now, elapsed: () => now };

function traffic(): SubgraphTraffic {
  const services = {
    ...bareServices(clock),
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
  const meter = {
    ...noMeter,
    sharedCall: () => void counted.push('shared'),
    retry: (_name: string, why: string) => void counted.push(`retry ${why}`),
    breaker: (_name: string, to: string) => void counted.push(to),
  };
  const parts = { clock, random: { ...systemRandom, next: () => 0.999 }, log: memoryLog(log), meter, services };
  return new SubgraphTraffic({
    parts,
    sender: {
      async send(request): Promise<IncomingResponse> {
        sent.push(request);
        const answer = answers.shift() ?? { status: 200 };
        if (answer instanceof SendFailure) throw answer;
        now += answer.takes ?? 0;
        return { status: answer.status, reason: '', headers: answer.headers ?? [], body: new Uint8Array() };
      },
    },
  });
}

const subgraph = (over: Partial<SubgraphDefinition> = {}) =>
  subgraphFacts({
    name: 'crm',
    url: 'http://crm.example/graphql',
    forwardHeaders: { kind: 'named', names: [] },
    timeoutMs: 5_000,
    retry: { attempts: 2, wait: 100 },
    ...over,
  });

const request: BackendRequest = {
  method: 'POST',
  url: 'http://crm.example/graphql',
  headers: [],
  body: '{}',
  timeoutMs: 5_000,
  totalMs: 5_000,
  followRedirects: false,
  signal: undefined,
  egress: () => ({ kind: 'named' }),
};
const k = { mark: 'k', text: () => 'k' };
const reading = { reads: true, key: undefined, connections: '' };
const writing = { reads: false, key: undefined, connections: '' };
const notSent = () => new SendFailure('unreachable', 'the connection was refused', { notSent: true });

describe('a call that is sent again', () => {
  const rows: readonly (readonly [what: string, answers: readonly Answer[], status: number | string, times: number])[] = [
    ['never left', [notSent(), { status: 200 }], 200, 2],
    ['was put off with 502, then with 503 and 504', [{ status: 502 }, { status: 503 }, { status: 504 }], 504, 3],
    ['was lost on the way', [new SendFailure('unreachable', 'the connection was closed')], 'the connection was closed', 1],
    ['had no answer in time', [new SendFailure('timeout', 'no response within 5 ms')], 'no response within 5 ms', 1],
    ['was refused by us', [new SendFailure('refused', 'the address is no URL')], 'the address is no URL', 1],
    ['was answered with 500', [{ status: 500 }], 500, 1],
    ['was answered with 429', [{ status: 429, headers: [['Retry-After', '0']] }], 429, 1],
    ['was answered with 401', [{ status: 401 }], 401, 1],
    ['was answered with 200', [{ status: 200 }], 200, 1],
  ];
  it.each(rows)('%s', async (_what, given, outcome, times) => {
    answers = [...given];
    const status = await traffic()
      .send(subgraph(), request, reading)
      .then(
        (response) => response.status,
        (error: Error) => error.message,
      );
    expect([status, sent.length]).toEqual([outcome, times]);
  });

  it('only reads: what may change something is sent once, even if it never left', async () => {
    answers = [notSent(), { status: 503 }];
    const ways = traffic();
    await expect(ways.send(subgraph(), request, writing)).rejects.toThrow('refused');
    expect((await ways.send(subgraph(), request, writing)).status).toBe(503);
    expect([sent.length, waits]).toEqual([2, []]);
  });

  it('waits longer each time, and as long as it was asked to', async () => {
    answers = [{ status: 503 }, { status: 503, headers: [['retry-after', '2']] }, { status: 200 }];
    await traffic().send(subgraph(), request, reading);
    expect(waits.map(Math.round)).toEqual([100, 2_000]);
    expect(counted).toEqual(['retry 503', 'retry 503']);
  });

  it('has the time that is left, and is not sent again when there is none', async () => {
    answers = [
      { status: 503, takes: 3_000, headers: [['retry-after', '1']] },
      { status: 503, headers: [['retry-after', '1']] },
    ];
    expect((await traffic().send(subgraph(), request, reading)).status).toBe(503);
    expect(sent.map(({ totalMs, timeoutMs }) => [totalMs, timeoutMs])).toEqual([
      [5_000, 5_000],
      [1_000, 1_000],
    ]);
  });

  it('is not sent again where retries are switched off', async () => {
    answers = [notSent()];
    await expect(traffic().send(subgraph({ retry: { attempts: 0, wait: 100 } }), request, reading)).rejects.toThrow('refused');
  });

  it('does not make an outage worse: after ten at once there is one for every five calls', async () => {
    answers = Array.from({ length: 1_000 }, () => ({ status: 503 }));
    const ways = traffic();
    const crm = subgraph({ retry: { attempts: 5, wait: 1 } });
    for (let i = 0; i < 100; i++) await ways.send(crm, request, reading);
    expect(sent.length).toBeLessThanOrEqual(100 + 10 + 20);
    expect(sent.length).toBeGreaterThan(110);
  });
});

describe('a backend that fails again and again', () => {
  const breaker = { failures: 50, calls: 4, window: 10_000, pause: 5_000 };
  const crm = subgraph({ retry: { attempts: 0, wait: 1 }, breaker });
  const outcome = (ways: SubgraphTraffic, over: Partial<BackendRequest> = {}) =>
    ways.send(crm, { ...request, ...over }, reading).then(
      ({ status }) => status,
      (error: Error) => error.message,
    );

  it('is left alone, tried again after a pause, and told of', async () => {
    const ways = traffic();
    answers = [{ status: 503 }, new SendFailure('timeout', 'late'), new SendFailure('unreachable', 'gone'), { status: 502 }];
    for (let i = 0; i < 4; i++) await outcome(ways);
    expect(await outcome(ways)).toBe('the subgraph failed too often; it is tried again in 5 s');
    expect(sent).toHaveLength(4);
    now += 5_000;
    expect([await outcome(ways), await outcome(ways)]).toEqual([200, 200]);
    expect(counted).toEqual(['open', 'half-open', 'closed']);
    expect(log.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'the subgraph is left alone for a while: too many calls failed'],
      ['info', 'the subgraph is tried again'],
      ['info', 'the subgraph answers again'],
    ]);
  });

  const innocent: readonly (readonly [string, () => Answer, Partial<BackendRequest>])[] = [
    ['401', () => ({ status: 401 }), {}],
    ['403', () => ({ status: 403 }), {}],
    ['429', () => ({ status: 429 }), {}],
    ['500', () => ({ status: 500 }), {}],
    ['a body that is too large', () => new SendFailure('too-large', 'large'), {}],
    ['what we refuse to send', () => new SendFailure('refused', 'refused'), {}],
    ['a client that leaves', () => new SendFailure('aborted', 'left'), {}],
    ['a client whose time is over', () => new SendFailure('timeout', 'over'), { signal: AbortSignal.abort() }],
  ];
  it.each(innocent)('never for %s', async (_what, answer, over) => {
    const ways = traffic();
    answers = Array.from({ length: 20 }, answer);
    for (let i = 0; i < 20; i++) await outcome(ways, over);
    expect(sent).toHaveLength(20);
    expect(counted).toEqual([]);
  });

  it('goes on with the other connections when one fails, and says which', async () => {
    const ways = traffic();
    const by = (connections: string) =>
      ways.send(crm, request, { ...reading, connections }).then(
        ({ status }) => status,
        (error: Error) => error.message,
      );
    answers = Array.from({ length: 4 }, () => ({ status: 503 }));
    for (let i = 0; i < 4; i++) await by('crm/north');
    expect(await by('crm/north')).toBe('the subgraph failed too often with crm/north; it is tried again in 5 s');
    expect(await by('crm/south')).toBe(200);
    expect(counted).toEqual(['open']);
    expect(log).toMatchObject([{ fields: { subgraph: 'crm', connections: 'crm/north' } }]);
  });

  it('leaves the others alone', async () => {
    const ways = traffic();
    answers = Array.from({ length: 4 }, () => ({ status: 503 }));
    for (let i = 0; i < 4; i++) await outcome(ways);
    expect((await ways.send(subgraph({ name: 'other', breaker }), request, reading)).status).toBe(200);
  });
});

describe('calls that share an answer', () => {
  it('share its retries too, and are counted', async () => {
    answers = [{ status: 503 }, { status: 200 }];
    const ways = traffic();
    const crm = subgraph();
    const both = [
      ways.send(crm, request, { reads: true, key: k, connections: '' }),
      ways.send(crm, request, { reads: true, key: k, connections: '' }),
    ];
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect([sent.length, counted]).toEqual([2, ['shared', 'retry 503']]);
  });

  it('share none that was asked for before something was changed', async () => {
    const ways = traffic();
    const crm = subgraph();
    const before = ways.send(crm, request, { reads: true, key: k, connections: '' });
    const change = ways.send(crm, request, writing);
    await change;
    const after = ways.send(crm, request, { reads: true, key: k, connections: '' });
    await Promise.all([before, after]);
    expect(counted).toEqual([]);
  });
});

describe('what is known of a backend, when another supergraph is served,', () => {
  const rules = { retry: { attempts: 0, wait: 1 }, breaker: { failures: 50, calls: 4, window: 10_000, pause: 5_000 } };
  const crm = subgraph(rules);
  const failed = async (): Promise<SubgraphTraffic> => {
    const ways = traffic().successor([crm]);
    answers = Array.from({ length: 4 }, () => ({ status: 503 }));
    for (let i = 0; i < 4; i++) await ways.send(crm, request, reading);
    return ways;
  };

  const rows: readonly (readonly [what: string, over: Partial<SubgraphDefinition>, state: string])[] = [
    ['stays', rules, 'open'],
    ['stays when something else of the subgraph is another', { ...rules, timeoutMs: 1, shareCalls: true }, 'open'],
    ['goes with its address', { ...rules, url: 'http://crm.example/other' }, 'closed'],
    ['goes with its rules', { ...rules, breaker: { ...rules.breaker, pause: 1 } }, 'closed'],
    ['is not that of another', { ...rules, name: 'other' }, 'closed'],
  ];
  it.each(rows)('%s', async (_what, over, state) => {
    const next = subgraph(over);
    const ways = (await failed()).successor([next]);
    expect([...ways.breakers()]).toEqual([{ subgraph: next.name, state }]);
    const outcome = await ways.send(next, request, reading).then(
      () => 'closed',
      () => 'open',
    );
    expect(outcome).toBe(state);
  });

  it('is the same for requests that began before', async () => {
    const before = await failed();
    const next = subgraph(rules);
    const after = before.successor([next]);
    now += 5_000;
    expect((await before.send(crm, request, reading)).status).toBe(200);
    expect([...after.breakers()]).toEqual([{ subgraph: 'crm', state: 'closed' }]);
  });

  it('spends one budget of retries', async () => {
    const many = { retry: { attempts: 20, wait: 1 } };
    const first = subgraph(many);
    answers = Array.from({ length: 100 }, () => ({ status: 503 }));
    const before = traffic().successor([first]);
    await before.send(first, request, reading);
    const spent = sent.length;
    const next = subgraph(many);
    await before.successor([next]).send(next, request, reading);
    expect([spent, sent.length - spent]).toEqual([11, 1]);
  });

  it('shares calls that are on their way, and fences them', async () => {
    const before = traffic().successor([crm]);
    const next = subgraph(rules);
    const after = before.successor([next]);
    const sharing = { reads: true, key: k, connections: '' };
    await Promise.all([before.send(crm, request, sharing), after.send(next, request, sharing)]);
    expect([sent.length, counted]).toEqual([1, ['shared']]);
    const early = before.send(crm, request, sharing);
    await after.send(next, request, writing);
    await Promise.all([early, after.send(next, request, sharing)]);
    expect([sent.length, counted]).toEqual([4, ['shared']]);
  });

  it('shares no call with a graph that may send elsewhere', async () => {
    const before = traffic().successor([crm]);
    const next = subgraph(rules);
    const sharing = { reads: true, key: k, connections: '' };
    const other: BackendRequest = { ...request, egress: () => ({ kind: 'refused', reason: 'unlisted' }) };
    await Promise.all([before.send(crm, request, sharing), before.successor([next]).send(next, other, sharing)]);
    expect(sent).toHaveLength(2);
  });
});
