import { beforeEach, describe, expect, it } from 'vitest';
import type { Health } from '../../../../src/gateway/3-fetch/traffic/breaker.ts';
import { Breakers } from '../../../../src/gateway/3-fetch/traffic/breakers.ts';

let now: number;
let changes: string[];
let breakers: Breakers;

beforeEach(() => {
  now = 0;
  changes = [];
  const clock = { now: () => now, elapsed: () => now };
  breakers = new Breakers({ failures: 50, calls: 4, window: 1_000, pause: 500 }, clock, (to, connection) =>
    changes.push(`${connection ?? 'backend'} ${to}`),
  );
});

function call(connection: string, health: Health): 'made' | 'backend' | 'connection' {
  const turn = breakers.enter(connection);
  if ('of' in turn) return turn.of;
  turn.report(health);
  return 'made';
}
const times = (count: number, connection: string, health: Health) => Array.from({ length: count }, () => call(connection, health)).at(-1);

describe('the breakers before a backend', () => {
  it('shut out the connection that fails, and nobody else', () => {
    times(4, 'a', 'failed');
    expect(call('a', 'well')).toBe('connection');
    expect(call('b', 'well')).toBe('made');
    expect(call('', 'well')).toBe('made');
    expect(changes).toEqual(['a open']);
  });

  it('stand for the backend when it fails with several, though each called too seldom to be judged', () => {
    for (const one of ['a', 'b', 'c', 'd']) call(one, 'failed');
    expect(call('e', 'well')).toBe('backend');
    expect(changes).toEqual(['backend open']);
  });

  it('do the same for calls without a connection', () => {
    times(4, '', 'failed');
    expect(call('', 'well')).toBe('connection');
    expect(changes).toEqual([' open']);
  });

  it('have one call with the connection find out', () => {
    times(4, 'a', 'failed');
    now = 500;
    expect(call('a', 'failed')).toBe('made');
    expect(call('a', 'well')).toBe('connection');
    now = 1_000;
    expect(call('a', 'well')).toBe('made');
    expect(call('a', 'well')).toBe('made');
    expect(changes).toEqual(['a open', 'a half-open', 'a open', 'a half-open', 'a closed']);
  });

  it('ask another connection after the one that failed last, so that one who is broken alone keeps nobody out', () => {
    for (const one of ['b', 'c', 'd', 'a']) call(one, 'failed');
    now = 500;
    expect(call('a', 'failed')).toBe('backend');
    expect(call('b', 'well')).toBe('made');
    expect(call('c', 'well')).toBe('made');
    expect(changes).toEqual(['backend open', 'backend half-open', 'backend closed']);
  });

  it('give the turn of a connection back when the backend refuses', () => {
    times(4, 'a', 'failed');
    call('b', 'failed');
    expect(changes).toEqual(['a open', 'backend open']);
    now = 500;
    const probing = breakers.enter('c');
    expect(call('a', 'well')).toBe('backend');
    if ('report' in probing) probing.report('well');
    expect(call('a', 'well')).toBe('made');
  });

  it('count no more than a thousand connections, and go on with the backend', () => {
    for (let i = 0; i < 5_000; i++) call(`user-${i}`, i % 4 === 3 ? 'failed' : 'well');
    times(4, 'late', 'failed');
    expect(call('late', 'well')).toBe('connection');
  });
});
