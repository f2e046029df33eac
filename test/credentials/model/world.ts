import type { Timers } from '../../../src/credentials/timers.ts';
import type { Clock } from '../../../src/runtime/ports/clock.ts';

/** Something that waits for its turn: a store operation, a message on the network. */
interface Turn {
  readonly owner: string;
  readonly label: string;
  readonly go: () => void;
}

interface Alarm {
  readonly owner: string;
  readonly at: number;
  readonly ring: () => void;
}

/**
 * A world in which nothing happens by itself: time stands still, and whoever wants something of the outside waits until the scheduler
 * gives him his turn. One seed is one interleaving.
 */
export interface World {
  readonly random: SeededRandom;
  readonly clock: Clock;
  readonly log: string[];
  /** Resolves at the owner's turn; never, when he has died meanwhile. */
  turn(owner: string, label: string): Promise<void>;
  timersOf(owner: string): Timers;
  /** All that waits for the owner is gone, as if the process had been killed. */
  kill(owner: string): void;
  /** Lets someone who waits have his turn, and then everyone come to rest. False: nobody waits. */
  step(): Promise<boolean>;
  readonly waiting: number;
  /** The next time someone wants to be woken at. */
  readonly nextAlarm: number | undefined;
  advance(ms: number): Promise<void>;
}

/** As `mulberry32`. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  below(bound: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function seeded(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    chance: (probability) => next() < probability,
    pick(from) {
      const one = from[Math.floor(next() * from.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
  };
}

export function createWorld(seed: number): World {
  const random = seeded(seed);
  const log: string[] = [];
  const dead = new Set<string>();
  let turns: Turn[] = [];
  let alarms: Alarm[] = [];
  let now = 1_900_000_000_000;

  /** What code does between two turns takes promise jobs only; a round through the event loop ends them all. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    random,
    log,
    clock: { now: () => now, elapsed: () => now },
    turn: (owner, label) =>
      new Promise((resolve) => {
        if (!dead.has(owner)) turns.push({ owner, label, go: resolve });
      }),
    timersOf: (owner) => ({
      wait: (ms, { signal } = {}) =>
        new Promise((resolve) => {
          if (signal?.aborted === true) return resolve();
          const alarm: Alarm = { owner, at: now + ms, ring: resolve };
          if (!dead.has(owner)) alarms.push(alarm);
          signal?.addEventListener('abort', () => {
            alarms = alarms.filter((one) => one !== alarm);
            resolve();
          });
        }),
    }),
    kill(owner) {
      dead.add(owner);
      turns = turns.filter((turn) => turn.owner !== owner);
      alarms = alarms.filter((alarm) => alarm.owner !== owner);
    },
    async step() {
      const turn = turns.length === 0 ? undefined : random.pick(turns);
      if (turn === undefined) return false;
      turns = turns.filter((one) => one !== turn);
      log.push(`${turn.owner}: ${turn.label}`);
      turn.go();
      await settle();
      return true;
    },
    get waiting() {
      return turns.length;
    },
    get nextAlarm() {
      return alarms.length === 0 ? undefined : Math.min(...alarms.map(({ at }) => at));
    },
    async advance(ms) {
      now += ms;
      log.push(`— ${ms} ms later`);
      const due = alarms.filter(({ at }) => at <= now);
      alarms = alarms.filter(({ at }) => at > now);
      for (const alarm of due) alarm.ring();
      await settle();
    },
  };
}
