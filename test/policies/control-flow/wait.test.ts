import { describe, expect, it } from 'vitest';
import { run } from '../../../src/policies/control-flow/wait.ts';
import type { Exchange } from '../../../src/runtime/exchange.ts';
import type { Flow, Section } from '../../../src/runtime/handler.ts';
import { recordedExchange } from '../../support/exchange.ts';
import { findingsIn } from '../findings.ts';

/** A child that ends when it is told to, and notes whether it was cancelled. */
function child() {
  let finish: (flow: Flow) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const state = { started: false, cancelled: false };
  const section: Section = (x: Exchange) =>
    new Promise<Flow>((resolve, reject) => {
      state.started = true;
      x.signal?.addEventListener('abort', () => {
        state.cancelled = true;
        reject(new Error('cancelled'));
      });
      finish = resolve;
      fail = reject;
    });
  return { section, state, finish: (flow: Flow = 'next') => finish(flow), fail: (text: string) => fail(new Error(text)) };
}

function waiting(which: 'all' | 'any', count = 2) {
  const { x } = recordedExchange();
  const children = Array.from({ length: count }, child);
  const result = run(
    x,
    { for: which },
    children.map(({ section }) => section),
  );
  return { x, children, result };
}

describe('wait', () => {
  it('starts all of them at once', () => {
    const { children, result } = waiting('all', 3);
    expect(children.map(({ state }) => state.started)).toEqual([true, true, true]);
    for (const each of children) each.finish();
    return expect(result).resolves.toBe('next');
  });

  it('for all goes on when the last is done', async () => {
    const { children, result } = waiting('all');
    children[1]?.finish();
    children[0]?.finish();
    await expect(result).resolves.toBe('next');
  });

  it('for all fails with the first failure, and cancels the rest', async () => {
    const { children, result } = waiting('all');
    children[1]?.fail('broken');
    await expect(result).rejects.toThrow('broken');
    expect(children[0]?.state.cancelled).toBe(true);
  });

  it('for any goes on with the first that succeeds, and cancels the rest', async () => {
    const { children, result } = waiting('any', 3);
    children[0]?.fail('broken');
    children[2]?.finish();
    await expect(result).resolves.toBe('next');
    expect(children[1]?.state.cancelled).toBe(true);
  });

  it('for any fails when none succeeds', async () => {
    const { children, result } = waiting('any');
    children[0]?.fail('one');
    children[1]?.fail('two');
    await expect(result).rejects.toThrow('one');
  });

  it('ends with a child that ends the exchange', async () => {
    const { children, result } = waiting('all');
    children[0]?.finish('end');
    await expect(result).resolves.toBe('end');
    expect(children[1]?.state.cancelled).toBe(true);
  });

  it('is cancelled as a whole with the request', async () => {
    const controller = new AbortController();
    const { x } = recordedExchange();
    const outer = x.fork(controller.signal);
    const one = child();
    const result = run(outer, { for: 'all' }, [one.section]);
    controller.abort(new Error('gone'));
    await expect(result).rejects.toThrow('cancelled');
    expect(one.state.cancelled).toBe(true);
  });

  it.each([
    ['<wait for="some" />', ['error value/type some']],
    ['<wait><set-header name="A"><value>b</value></set-header></wait>', ['error policy/inside set-header']],
    ['<wait for="any"><choose><when condition="true"><set-method>GET</set-method></when></choose></wait>', []],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});
