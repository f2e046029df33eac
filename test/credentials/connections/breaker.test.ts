import { describe, expect, test } from 'vitest';
import { type Breaker, createBreaker } from '../../../src/credentials/connections/breaker.ts';
import { testClock } from '../support/clock.ts';

function started(): { readonly breaker: Breaker; pass(ms: number): void; fail(...parties: string[]): void } {
  const clock = testClock();
  const breaker = createBreaker(clock, 5_000);
  return {
    breaker,
    pass: (ms) => clock.advance(ms),
    fail(...parties) {
      for (const party of parties) {
        breaker.take(party);
        breaker.heard('failed', party);
      }
    },
  };
}

/** An open one whose time is over. */
function halfWay() {
  const one = started();
  one.fail('a', 'b', 'c', 'd', 'e');
  one.pass(10_000);
  return one;
}

describe('a breaker', () => {
  test('opens after five failures in a row, for ten seconds', () => {
    const { breaker, fail, pass } = started();
    fail('a', 'b', 'c', 'd');
    expect([breaker.state, breaker.waitMs('f')]).toEqual(['closed', 0]);
    fail('e');
    expect([breaker.state, breaker.waitMs('f')]).toEqual(['open', 10_000]);
    pass(9_999);
    expect(breaker.take('f')).toBe(1);
    pass(1);
    expect(breaker.take('f')).toBe(0);
  });

  test('begins anew with each answer', () => {
    const { breaker, fail } = started();
    fail('a', 'b', 'c', 'd');
    breaker.heard('answered', 'a');
    fail('a', 'b', 'c', 'd');
    expect(breaker.state).toBe('closed');
  });

  test('is never opened by one party alone', () => {
    const { breaker, fail } = started();
    fail(...Array.from({ length: 100 }, () => 'broken'));
    expect([breaker.state, breaker.waitMs('another')]).toEqual(['closed', 0]);
    fail('another');
    expect(breaker.state).toBe('closed');
    fail('a third');
    expect(breaker.state).toBe('open');
  });

  test('counts nothing that never came to the server', () => {
    const { breaker } = started();
    for (const party of ['a', 'b', 'c', 'd', 'e', 'f']) breaker.heard('unknown', party);
    expect(breaker.state).toBe('closed');
  });

  test('lets one find out whether the server answers again, and the others wait', () => {
    const { breaker } = halfWay();
    expect(breaker.take('f')).toBe(0);
    expect(breaker.state).toBe('half-open');
    expect(breaker.take('g')).toBe(1_000);
    breaker.heard('answered', 'f');
    expect([breaker.state, breaker.take('g')]).toEqual(['closed', 0]);
  });

  test('opens for longer and longer while it does not, for a minute at most', () => {
    const { breaker, pass } = halfWay();
    const waits: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      expect(breaker.take(`party ${turn}`)).toBe(0);
      breaker.heard('failed', `party ${turn}`);
      waits.push(breaker.waitMs('other'));
      pass(60_000);
    }
    expect(waits).toEqual([20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  test('lets whoever failed last go behind the others', () => {
    const { breaker } = halfWay();
    expect(breaker.waitMs('e')).toBe(1_000);
    expect(breaker.waitMs('a')).toBe(0);
  });

  test('gives the turn of a call that came to nothing, or never ended, to the next', () => {
    const one = halfWay();
    one.breaker.take('f');
    one.breaker.heard('unknown', 'f');
    expect(one.breaker.take('g')).toBe(0);
    one.pass(5_000);
    expect(one.breaker.take('h')).toBe(0);
  });
});
