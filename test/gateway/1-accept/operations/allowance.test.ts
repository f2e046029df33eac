import { expect, it } from 'vitest';
import { Allowance } from '../../../../src/gateway/1-accept/operations/allowance.ts';

function over(most: number, periodMs: number) {
  let now = 5_000;
  const allowance = new Allowance({ now: () => 0, elapsed: () => now }, most, periodMs);
  return {
    take: (amount: number) => allowance.take(amount),
    pass(ms: number): void {
      now += ms;
    },
  };
}

it('gives so much at once and no more, and takes nothing when it refuses', () => {
  const { take } = over(10, 1_000);
  expect([take(6), take(5), take(4), take(1), take(0)]).toEqual([true, false, true, false, true]);
});

it('gives as much again in each period, evenly', () => {
  const { take, pass } = over(10, 1_000);
  take(10);
  pass(100);
  expect([take(2), take(1), take(1)]).toEqual([false, true, false]);
  pass(500);
  expect([take(5), take(1)]).toEqual([true, false]);
});

it('saves up no more than one period', () => {
  const { take, pass } = over(10, 1_000);
  pass(1_000_000);
  expect([take(11), take(10), take(1)]).toEqual([false, true, false]);
});
