import type { Clock } from '../../runtime/ports/clock.ts';
import type { Count, Counter, CountRequest, CountWindow } from '../../runtime/ports/counter.ts';

/** One amount and when it was counted, in milliseconds since 1970. */
interface Entry {
  readonly at: number;
  readonly amount: number;
}

/** What is counted under one key. `entries` is in order of time; only a sliding window needs more than one. */
interface Tally {
  entries: Entry[];
  total: number;
  /** When all of it is over. */
  until: number;
}

/** How many keys there may be before those that are over are looked for. */
const sweepAt = 10_000;

/** Counts in the memory of this process. A sliding window keeps each amount until it leaves the window, so it is exact. */
export function memoryCounter(clock: Clock): Counter {
  const tallies = new Map<string, Tally>();

  function count({ key, window, amount, limit }: CountRequest, always: boolean): Count {
    const now = clock.now();
    const tally = tallies.get(key) ?? { entries: [], total: 0, until: 0 };
    expire(tally, window, now);
    const granted = always || tally.total + amount <= limit;
    if (granted && amount > 0) {
      note(tally, window, { at: now, amount });
      tallies.set(key, tally);
      if (tallies.size > sweepAt) sweep(now);
    } else if (tally.total === 0) tallies.delete(key);
    return { granted, total: tally.total, retryAfterMs: givesBack(tally, window, now) };
  }

  /** Keys of callers that never came back. */
  function sweep(now: number): void {
    for (const [key, { until }] of tallies) if (until <= now) tallies.delete(key);
  }

  return { take: async (request) => count(request, false), add: async (request) => count(request, true) };
}

/** Takes away what no longer counts. */
function expire(tally: Tally, window: CountWindow, now: number): void {
  const from =
    window.kind === 'sliding' ? now - window.ms + 1 : window.kind === 'fixed' ? windowStart(window, now) : Number.NEGATIVE_INFINITY;
  let gone = 0;
  for (const { at, amount } of tally.entries) {
    if (at >= from) break;
    tally.total -= amount;
    gone++;
  }
  if (gone > 0) tally.entries.splice(0, gone);
}

function note(tally: Tally, window: CountWindow, entry: Entry): void {
  const last = tally.entries.at(-1);
  // Amounts of one moment, or of one fixed window, leave together.
  if (last !== undefined && (window.kind !== 'sliding' || last.at === entry.at))
    tally.entries[tally.entries.length - 1] = { at: last.at, amount: last.amount + entry.amount };
  else tally.entries.push(entry);
  tally.total += entry.amount;
  tally.until =
    window.kind === 'lifetime'
      ? Number.POSITIVE_INFINITY
      : window.kind === 'sliding'
        ? entry.at + window.ms
        : windowStart(window, entry.at) + window.ms;
}

function givesBack({ entries }: Tally, window: CountWindow, now: number): number | undefined {
  if (window.kind === 'lifetime') return undefined;
  const at = window.kind === 'sliding' ? (entries[0]?.at ?? now) : windowStart(window, now);
  return Math.max(1, Math.ceil(at + window.ms - now));
}

/** When the fixed window began that `now` lies in. */
const windowStart = ({ start, ms }: Extract<CountWindow, { kind: 'fixed' }>, now: number): number =>
  start + Math.floor((now - start) / ms) * ms;
