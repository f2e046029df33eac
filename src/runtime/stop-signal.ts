import type { Signal } from './ports/signal.ts';

/** A signal that can be given, and that an outer one gives as well: for work that is ended before the request is. */
export class StopSignal implements Signal {
  readonly #listeners = new Set<() => void>();
  readonly #outer: Signal | undefined;
  readonly #follow = (): void => this.stop(this.#outer?.reason);
  #stopped: { readonly reason: unknown } | undefined;

  constructor(outer: Signal | undefined) {
    this.#outer = outer;
    if (outer?.aborted === true) this.#stopped = { reason: outer.reason };
    else outer?.addEventListener('abort', this.#follow, { once: true });
  }

  get aborted(): boolean {
    return this.#stopped !== undefined;
  }

  get reason(): unknown {
    return this.#stopped?.reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** Gives the signal, once, and leaves the outer one alone from then on. */
  stop(reason: unknown): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = { reason };
    this.#outer?.removeEventListener('abort', this.#follow);
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
