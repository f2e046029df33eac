import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Random } from '../../runtime/ports/random.ts';
import type { Timers } from '../timers.ts';
import type { KeyRing } from '../vault/key-ring.ts';
import type { Rotated } from './rotate-keys.ts';

export interface AutomaticTools {
  readonly ring: KeyRing;
  readonly rotateEveryMs: number;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  rotate(): Promise<Rotated | 'taken'>;
}

/** Milliseconds between two looks at the age of the youngest key, and until the first. */
const LOOK_MS = 3_600_000;
const FIRST_MS = 30_000;

export const isTooOld = async (ring: KeyRing, rotateEveryMs: number, clock: Clock): Promise<boolean> =>
  clock.now() - (await ring.current()).created >= rotateEveryMs;

/** Rotates the keys whenever the youngest is too old. What fails is logged, and tried again an hour later. */
export function rotateByAge({ ring, rotateEveryMs, timers, clock, random, log, rotate }: AutomaticTools): { stop(): Promise<void> } {
  const stopping = new AbortController();

  async function look(): Promise<void> {
    try {
      if (!(await isTooOld(ring, rotateEveryMs, clock))) return;
      const rotated = await rotate();
      if (rotated === 'taken') return;
      const { kid, added, resealed, busy, unreadable } = rotated;
      log.info({ kid, added, resealed, busy, unreadable: unreadable.length }, 'the keys of the credential store were rotated');
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'the keys of the credential store could not be rotated');
    }
  }

  async function run(): Promise<void> {
    for (let ms = FIRST_MS; ; ms = LOOK_MS) {
      // Replicas that were started together drift apart.
      await timers.wait(ms * (0.8 + 0.4 * random.next()), { signal: stopping.signal, background: true });
      if (stopping.signal.aborted) return;
      await look();
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
