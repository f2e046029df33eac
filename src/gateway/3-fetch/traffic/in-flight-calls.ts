import { SendFailure } from '../../../runtime/ports/send.ts';
import type { Signal } from '../../../runtime/ports/signal.ts';
import { StopSignal } from '../../../runtime/stop-signal.ts';

interface Flight<T> {
  readonly answer: Promise<T>;
  /** Ends it: nobody waits any more. */
  readonly abandon: (reason: unknown) => void;
  waiting: number;
}

/**
 * Calls that are on their way. Whoever asks for the same meanwhile waits for the same answer, which is never changed. One who leaves ends nothing for the others;
 * when the last one has left, the call is ended.
 */
export class InFlightCalls<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /** `key` holds everything that the answer may depend on. `joined` is told when no call had to be made. */
  share(key: string, signal: Signal | undefined, send: (signal: Signal) => Promise<T>, joined: () => void): Promise<T> {
    if (signal?.aborted === true) return Promise.reject(leaving(signal));
    const known = this.#flights.get(key);
    if (known !== undefined) joined();
    const flight = known ?? this.#take(key, send);
    return wait(flight, signal);
  }

  /** Something was changed: who asks from now on gets an answer that was asked for from now on. */
  fence(): void {
    this.#flights.clear();
  }

  #take(key: string, send: (signal: Signal) => Promise<T>): Flight<T> {
    const stop = new StopSignal(undefined);
    const over = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    const abandon = (reason: unknown): void => {
      over();
      stop.stop(reason);
    };
    const flight: Flight<T> = { answer: send(stop), abandon, waiting: 0 };
    this.#flights.set(key, flight);
    flight.answer.then(over, over);
    return flight;
  }
}

function wait<T>(flight: Flight<T>, signal: Signal | undefined): Promise<T> {
  flight.waiting++;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(leaving(signal));
      flight.waiting--;
      if (flight.waiting === 0) flight.abandon(signal?.reason);
    };
    const done = (): void => signal?.removeEventListener('abort', leave);
    signal?.addEventListener('abort', leave, { once: true });
    flight.answer.then(
      (response) => {
        done();
        resolve(response);
      },
      (error) => {
        done();
        reject(error);
      },
    );
  });
}

const leaving = (signal: Signal | undefined): SendFailure =>
  signal?.reason instanceof SendFailure ? signal.reason : new SendFailure('aborted', 'the request was cancelled');
