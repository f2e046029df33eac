import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { openCache } from './cache/open-cache.ts';
import { type LintOutcome, type LintRequest, withBaseline } from './lint.ts';
import { LintSession } from './session.ts';
import { watchPlaces } from './watch-places.ts';

/** What is shown of a pass: its result, or in a sentence why there is none. */
export type Shown =
  | { readonly kind: 'linted'; readonly outcome: LintOutcome; readonly checked: number; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly error: UsageError };

/** How often to look for what was not there. */
const retryMs = 1000;

/**
 * Checks documents, and again whenever one of them or the configuration changes, until the process is asked to stop. Only what changed is
 * checked anew, and what depends on it. What cannot be checked at the moment, such as a folder that is being replaced, is shown and tried again.
 */
export async function watchLint(request: LintRequest, io: Io, show: (shown: Shown) => void): Promise<void> {
  const session = new LintSession(request, io, openCache(request.cache, io));
  const bell = new Bell();
  // Watchers do not keep the process alive; asking it to stop does end this.
  const alive = setInterval(() => undefined, 2 ** 30);
  let watched: { readonly places: string; stop(): void } | undefined;
  void io.stopped.then(() => bell.stop());
  try {
    do {
      const { shown, places } = await pass(session, request, io);
      show(shown);
      if (places === undefined) setTimeout(() => bell.ring(), retryMs).unref();
      else if (watched?.places !== places.join('\n')) {
        watched?.stop();
        watched = { places: places.join('\n'), ...watchPlaces(places, () => bell.ring()) };
        // What changed while nobody watched yet.
        const { shown: second } = await pass(session, request, io);
        if (second.kind === 'failed' || second.checked > 0) show(second);
      }
    } while (await bell.rung());
  } finally {
    watched?.stop();
    clearInterval(alive);
  }
}

async function pass(
  session: LintSession,
  request: LintRequest,
  io: Io,
): Promise<{ readonly shown: Shown; readonly places: readonly string[] | undefined }> {
  const started = performance.now();
  try {
    const linted = await session.run();
    const outcome = { ...linted, ...withBaseline(linted, linted, request.baseline, io), diff: '' };
    return {
      shown: { kind: 'linted', outcome, checked: linted.checked, milliseconds: performance.now() - started },
      places: linted.places,
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { shown: { kind: 'failed', error }, places: undefined };
  }
}

/** Rings once for any number of changes, until somebody has listened; stops for good. */
class Bell {
  #state: 'silent' | 'rung' | 'stopped' = 'silent';
  #listener: (() => void) | undefined;

  ring(): void {
    if (this.#state === 'silent') this.#state = 'rung';
    this.#listener?.();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#listener?.();
  }

  /** Resolves with true at the next ring, with false once stopped. */
  async rung(): Promise<boolean> {
    if (this.#state === 'silent')
      await new Promise<void>((resolve) => {
        this.#listener = resolve;
      });
    this.#listener = undefined;
    if (this.#state === 'stopped') return false;
    this.#state = 'silent';
    return true;
  }
}
