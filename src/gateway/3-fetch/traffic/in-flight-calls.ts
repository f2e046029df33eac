import { SendFailure } from '../../../runtime/ports/send.ts';
import type { Signal } from '../../../runtime/ports/signal.ts';
import { StopSignal } from '../../../runtime/stop-signal.ts';

/** Tells calls apart. */
export interface FlightKey {
  /** Cheap, and equal for all whose texts are: the text is asked for only where two calls have one mark. */
  readonly mark: string;
  /** Everything that the answer may depend on. Undefined: it cannot be told, so the call is like no other. */
  text(): string | undefined;
}

interface Flight<T> {
  readonly answer: Promise<T>;
  /** Ends it: nobody waits any more. */
  readonly abandon: (reason: unknown) => void;
  waiting: number;
  /** By which it is found. */
  text: string | undefined;
}

/** Calls of one mark. The text of the first is not asked for before there is a second. */
interface Marked<T> {
  first: { readonly key: FlightKey; readonly flight: Flight<T> } | undefined;
  readonly byText: Map<string, Flight<T>>;
}

/**
 * Calls that are on their way. Whoever asks for the same meanwhile waits for the same answer, which is never changed. One who leaves ends nothing for the others;
 * when the last one has left, the call is ended.
 */
export class InFlightCalls<T> {
  readonly #marked = new Map<string, Marked<T>>();

  /** `joined` is told when no call had to be made. */
  share(key: FlightKey, signal: Signal | undefined, send: (signal: Signal) => Promise<T>, joined: () => void): Promise<T> {
    if (signal?.aborted === true) return Promise.reject(leaving(signal));
    const marked = this.#marked.get(key.mark);
    if (marked === undefined) {
      const alone: Marked<T> = { first: undefined, byText: new Map() };
      this.#marked.set(key.mark, alone);
      const flight = this.#take(key, alone, undefined, send);
      alone.first = { key, flight };
      return wait(flight, signal);
    }
    tellFirst(marked);
    const text = key.text();
    const known = text === undefined ? undefined : marked.byText.get(text);
    if (known !== undefined) joined();
    return wait(known ?? this.#take(key, marked, text, send), signal);
  }

  /** Something was changed: who asks from now on gets an answer that was asked for from now on. */
  fence(): void {
    this.#marked.clear();
  }

  #take({ mark }: FlightKey, marked: Marked<T>, text: string | undefined, send: (signal: Signal) => Promise<T>): Flight<T> {
    const stop = new StopSignal(undefined);
    const over = (): void => {
      forget(marked, flight);
      if (marked.first === undefined && marked.byText.size === 0 && this.#marked.get(mark) === marked) this.#marked.delete(mark);
    };
    const abandon = (reason: unknown): void => {
      over();
      stop.stop(reason);
    };
    const flight: Flight<T> = { answer: send(stop), abandon, waiting: 0, text };
    if (text !== undefined) marked.byText.set(text, flight);
    flight.answer.then(over, over);
    return flight;
  }
}

/** Has the first of a mark found by its text, as the others are. */
function tellFirst<T>(marked: Marked<T>): void {
  const { first } = marked;
  if (first === undefined) return;
  marked.first = undefined;
  const text = first.key.text();
  if (text === undefined) return;
  first.flight.text = text;
  marked.byText.set(text, first.flight);
}

function forget<T>(marked: Marked<T>, flight: Flight<T>): void {
  if (marked.first?.flight === flight) marked.first = undefined;
  if (flight.text !== undefined && marked.byText.get(flight.text) === flight) marked.byText.delete(flight.text);
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
