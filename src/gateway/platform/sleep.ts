import { SendFailure } from '../../runtime/ports/send.ts';
import type { Sleep } from '../../runtime/ports/sleep.ts';

/** The machine's timer. */
export const systemSleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason instanceof SendFailure ? signal.reason : new SendFailure('aborted', 'the request was cancelled'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
