import type { Log } from '../../runtime/ports/log.ts';
import type { Snapshot } from './snapshot.ts';

/** The snapshot that serves, and those before it that some request still uses. */
export class Snapshots {
  #current: Held;
  readonly #log: Log;

  constructor(first: Snapshot, log: Log) {
    this.#current = { snapshot: first, users: 0, retired: false };
    this.#log = log;
  }

  get current(): Snapshot {
    return this.#current.snapshot;
  }

  /** The current snapshot, kept open until `release` is called (once). */
  acquire(): { readonly snapshot: Snapshot; release(): void } {
    const held = this.#current;
    held.users++;
    return {
      snapshot: held.snapshot,
      release: () => {
        held.users--;
        if (held.retired && held.users === 0) this.#stop(held);
      },
    };
  }

  /** New requests get `next`; the one before it stops after its last request. */
  swap(next: Snapshot): void {
    const before = this.#current;
    this.#current = { snapshot: next, users: 0, retired: false };
    before.retired = true;
    if (before.users === 0) this.#stop(before);
  }

  /** Stops the current one, whether or not it is in use: the gateway is ending. */
  async close(): Promise<void> {
    await this.#current.snapshot.graphql.stop();
  }

  #stop({ snapshot }: Held): void {
    snapshot.graphql.stop().catch((error: unknown) => {
      this.#log.error({ error: error instanceof Error ? error.message : typeof error }, 'an old schema could not be stopped');
    });
  }
}

interface Held {
  readonly snapshot: Snapshot;
  users: number;
  retired: boolean;
}
