import type { Store } from '../store/store.ts';
import type { Timers } from '../timers.ts';

/** Waits `ms` milliseconds, or until something in the store may have changed, or until the process stops. */
export async function waitOrWake(
  store: Store,
  timers: Timers,
  ms: number,
  { stopping, ...options }: { readonly stopping: AbortSignal; readonly background?: true },
): Promise<void> {
  // Not AbortSignal.any: what it makes of a signal that lives as long as the process is not always collected.
  const woken = new AbortController();
  const wake = (): void => woken.abort();
  const unsubscribe = store.subscribe(wake);
  stopping.addEventListener('abort', wake, { once: true });
  if (stopping.aborted) wake();
  try {
    await timers.wait(ms, { ...options, signal: woken.signal });
  } finally {
    stopping.removeEventListener('abort', wake);
    unsubscribe();
  }
}
