import { beforeEach, describe, expect, it } from 'vitest';
import { InFlightCalls } from '../../../../src/gateway/3-fetch/traffic/in-flight-calls.ts';
import { type IncomingResponse, SendFailure } from '../../../../src/runtime/ports/send.ts';
import type { Signal } from '../../../../src/runtime/ports/signal.ts';

interface Call {
  readonly signal: Signal;
  answer(status: number): void;
  fail(error: Error): void;
}

let calls: Call[];
let inFlight: InFlightCalls<IncomingResponse>;
let joined: number;

beforeEach(() => {
  calls = [];
  joined = 0;
  inFlight = new InFlightCalls();
});

const send = (signal: Signal) =>
  new Promise<IncomingResponse>((resolve, reject) => {
    calls.push({ signal, answer: (status) => resolve({ status, reason: '', headers: [], body: new Uint8Array() }), fail: reject });
  });
const keyOf = (text: string) => ({ mark: 'one for all', text: () => text });
const share = (key: string, signal?: AbortSignal) => inFlight.share(keyOf(key), signal, send, () => joined++).then(({ status }) => status);

describe('calls that are on their way', () => {
  it('are made once for all who ask the same, and for each who asks something else', async () => {
    const all = [share('a'), share('b'), share('a'), share('a')];
    expect([calls.length, joined]).toEqual([2, 2]);
    calls[0]?.answer(200);
    calls[1]?.answer(201);
    expect(await Promise.all(all)).toEqual([200, 201, 200, 200]);
  });

  it('are made anew once they were answered, or have failed', async () => {
    const first = share('a');
    calls[0]?.answer(200);
    await first;
    const second = share('a');
    expect(calls).toHaveLength(2);
    calls[1]?.fail(new SendFailure('unreachable', 'gone'));
    await expect(second).rejects.toThrow('gone');
    void share('a').catch(() => undefined);
    expect(calls).toHaveLength(3);
  });

  it('go on when one of those who wait leaves, and even the one who began', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const one = share('a', first.signal);
    const two = share('a', second.signal);
    const three = share('a');
    first.abort(new SendFailure('aborted', 'the client closed the connection'));
    await expect(one).rejects.toThrow('the client closed the connection');
    expect(calls[0]?.signal.aborted).toBe(false);
    second.abort(new SendFailure('timeout', 'the request took more than 5 ms'));
    await expect(two).rejects.toMatchObject({ kind: 'timeout' });
    calls[0]?.answer(200);
    expect(await three).toBe(200);
  });

  it('end when the last one leaves', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const both = [share('a', first.signal), share('a', second.signal)];
    for (const each of [first, second]) each.abort(new SendFailure('aborted', 'left'));
    for (const each of both) await expect(each).rejects.toThrow('left');
    expect(calls[0]?.signal.aborted).toBe(true);
    // A caller that comes now is not the one who left.
    const third = share('a');
    calls.at(-1)?.answer(200);
    expect([calls.length, await third]).toEqual([2, 200]);
  });

  it('are not begun for whom nobody waits any more', async () => {
    await expect(share('a', AbortSignal.abort(new SendFailure('aborted', 'left')))).rejects.toThrow('left');
    expect(calls).toEqual([]);
  });

  it('are not joined by whoever asks after something was changed', async () => {
    const before = share('a');
    inFlight.fence();
    const after = share('a');
    calls[0]?.answer(200);
    calls[1]?.answer(201);
    expect(await Promise.all([before, after])).toEqual([200, 201]);
  });
});

describe('what calls depend on', () => {
  const asked: string[] = [];
  const key = (mark: string, text: string | undefined) => ({
    mark,
    text: () => {
      asked.push(mark);
      return text;
    },
  });
  const shareBy = (mark: string, text: string | undefined) => inFlight.share(key(mark, text), undefined, send, () => joined++);

  it('is asked for only where two could be alike', () => {
    for (const mark of ['a', 'b', 'c']) void shareBy(mark, 'same');
    expect([asked, joined, calls.length]).toEqual([[], 0, 3]);
    void shareBy('a', 'same');
    expect([asked, joined]).toEqual([['a', 'a'], 1]);
  });

  it('is never the same where it cannot be told', () => {
    for (const text of [undefined, undefined, 'known', undefined]) void shareBy('a', text);
    expect([calls.length, joined]).toEqual([4, 0]);
  });
});
