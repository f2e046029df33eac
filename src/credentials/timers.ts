export interface WaitOptions {
  /** Ends the wait early; it still resolves. */
  readonly signal?: AbortSignal;
  /** Whether the process may end meanwhile. */
  readonly background?: true;
}

/** Waiting, so that tests need not. */
export interface Timers {
  /** Resolves after `ms` milliseconds. */
  wait(ms: number, options?: WaitOptions): Promise<void>;
}

export const systemTimers: Timers = {
  wait: (ms, { signal, background } = {}) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      if (background) timer.unref();
      signal?.addEventListener('abort', done, { once: true });
    }),
};
