import type { Timers } from '../timers.ts';

/** Room for so many at a time; others wait in line. */
export interface Room {
  /** False: there was none in time. */
  enter(): Promise<boolean>;
  leave(): void;
}

/** `waitMs`: how long one waits for room. */
export function createRoom(most: number, waitMs: number, timers: Timers, stopping: AbortSignal): Room {
  let inside = 0;
  const line = new Set<(room: boolean) => void>();

  return {
    async enter() {
      if (inside < most) {
        inside++;
        return true;
      }
      const called = new AbortController();
      return new Promise<boolean>((resolve) => {
        const answer = (room: boolean): void => {
          if (!line.delete(answer)) return;
          stopping.removeEventListener('abort', giveUp);
          called.abort();
          resolve(room);
        };
        const giveUp = (): void => answer(false);
        line.add(answer);
        stopping.addEventListener('abort', giveUp, { once: true });
        void timers.wait(waitMs, { signal: called.signal, background: true }).then(giveUp);
      });
    },
    leave() {
      const [next] = line;
      // The place goes on to whoever waited longest.
      if (next === undefined) inside--;
      else next(true);
    },
  };
}
