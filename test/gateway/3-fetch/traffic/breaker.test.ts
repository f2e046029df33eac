import { beforeEach, describe, expect, it } from 'vitest';
import { Breaker, type BreakerRules, type BreakerState, type Health } from '../../../../src/gateway/3-fetch/traffic/breaker.ts';

const rules: BreakerRules = { failures: 50, calls: 4, window: 1_000, pause: 500 };
let now: number;
let changes: BreakerState[];
let breaker: Breaker;

beforeEach(() => {
  now = 0;
  changes = [];
  breaker = new Breaker(rules, { now: () => now, elapsed: () => now }, (to) => changes.push(to));
});

function call(health: Health): 'made' | 'refused' {
  const pass = breaker.enter();
  if (typeof pass === 'object') return 'refused';
  breaker.report(pass, health);
  return 'made';
}
const calls = (...all: readonly Health[]) => all.map(call);

describe('a breaker', () => {
  it('opens when too many calls have failed, and not before enough were made', () => {
    expect(calls('failed', 'failed', 'failed')).toEqual(['made', 'made', 'made']);
    expect(calls('well', 'well')).toEqual(['made', 'refused']);
    expect(changes).toEqual(['open']);
    expect(breaker.enter()).toEqual({ againInMs: 500 });
  });

  it('stays closed below the share, and counts what says nothing neither way', () => {
    calls('failed', 'well', 'well', 'unknown', 'unknown', 'unknown', 'well', 'failed');
    expect(changes).toEqual([]);
  });

  it('forgets what is long past', () => {
    calls('failed', 'failed', 'failed');
    now = 1_000;
    expect(calls('failed', 'well', 'well', 'well')).not.toContain('refused');
    expect(changes).toEqual([]);
  });

  it('lets one call find out after the pause, while all others are refused', () => {
    calls('failed', 'failed', 'failed', 'failed');
    now = 499;
    expect(call('well')).toBe('refused');
    now = 500;
    const pass = breaker.enter();
    expect(pass).toBe('probe');
    expect(call('well')).toBe('refused');
    breaker.report('probe', 'well');
    expect(changes).toEqual(['open', 'half-open', 'closed']);
    expect(calls('failed', 'failed', 'failed')).toEqual(['made', 'made', 'made']);
  });

  it('waits again when that call fails', () => {
    calls('failed', 'failed', 'failed', 'failed');
    now = 500;
    expect(calls('failed', 'well')).toEqual(['made', 'refused']);
    now = 1_000;
    expect(call('well')).toBe('made');
    expect(changes).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('has the next call find out when that one says nothing, as when its client leaves', () => {
    calls('failed', 'failed', 'failed', 'failed');
    now = 500;
    expect(call('unknown')).toBe('made');
    expect(call('well')).toBe('made');
    expect(changes.at(-1)).toBe('closed');
  });

  it('is not decided by a call that began before it opened', () => {
    const early = breaker.enter();
    calls('failed', 'failed', 'failed', 'failed');
    now = 500;
    expect(breaker.enter()).toBe('probe');
    if (typeof early !== 'object') breaker.report(early, 'well');
    expect(call('well')).toBe('refused');
  });
});
