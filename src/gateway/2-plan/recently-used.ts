interface Kept<T> {
  readonly value: T;
  readonly size: number;
}

/** Keeps what was used last, up to a size in whatever unit its user counts in. */
export class RecentlyUsed<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #most: number;
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    // A map is in the order of insertion: what was used last is the last to go.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** What is larger than all that may be kept is not. */
  set(key: string, value: T, size: number): void {
    this.#drop(key);
    if (size > this.#most) return;
    this.#kept.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}
