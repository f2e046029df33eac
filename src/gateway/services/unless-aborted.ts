import { SendFailure } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';

/** A wait that one caller may leave without ending it for the others. Rejects with SendFailure when the signal is aborted first. */
export function unlessAborted<T>(wait: Promise<T>, signal: Signal | undefined): Promise<T> {
  if (signal === undefined) return wait;
  return new Promise((resolve, reject) => {
    const leave = (): void =>
      reject(signal.reason instanceof SendFailure ? signal.reason : new SendFailure('aborted', 'the request was cancelled'));
    wait.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}
