import type { Clock } from '../../runtime/ports/clock.ts';
import type { Count, Counter, CountRequest } from '../../runtime/ports/counter.ts';

/** One amount and when it was counted, in milliseconds since 1970. */
interface Entry {
  readonly at: number;
  readonly amount: number;
}

/** Counts in the memory of this process. A sliding window keeps each amount until it leaves the window, so it is exact. */
export function memoryCounter(clock: Clock): Counter {
  const counts = new Map<string, Entry[]>();

  /** What of a key still counts. */
  function live({ key, window }: CountRequest, now: number): Entry[] {
    const from = window.kind === 'sliding' ? now - window.ms : windowStart(window.start, window.ms, now) - 1;
    const entries = (counts.get(key) ?? []).filter(({ at }) => at > from);
    if (entries.length === 0) counts.delete(key);
    else counts.set(key, entries);
    return entries;
  }

  function count(request: CountRequest, always: boolean): Count {
    const now = clock.now();
    const entries = live(request, now);
    const before = entries.reduce((sum, { amount }) => sum + amount, 0);
    const granted = always || before + request.amount <= request.limit;
    if (granted && request.amount !== 0) counts.set(request.key, [...entries, { at: now, amount: request.amount }]);
    const oldest = entries[0]?.at ?? now;
    const back =
      request.window.kind === 'sliding'
        ? oldest + request.window.ms
        : windowStart(request.window.start, request.window.ms, now) + request.window.ms;
    return { granted, total: granted ? before + request.amount : before, retryAfterMs: Math.max(1, Math.ceil(back - now)) };
  }

  return { take: async (request) => count(request, false), add: async (request) => count(request, true) };
}

/** When the fixed window began that `now` lies in. */
const windowStart = (start: number, ms: number, now: number): number => start + Math.floor((now - start) / ms) * ms;
