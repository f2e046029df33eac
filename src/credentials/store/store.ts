/** What is kept under a key. `value` is undefined when nothing is there; `version` is then the last one the key had, 0 if it never had any. */
export interface Entry {
  readonly value: string | undefined;
  readonly version: number;
}

/** How a compare-and-swap ended. `conflict` and `fenced` changed nothing. */
export type Swap =
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'conflict'; readonly version: number }
  | { readonly kind: 'fenced' };

export interface SwapOptions {
  /** Milliseconds to live by the store's clock. Such an entry leaves nothing behind: no version, no place in lists, no change. */
  readonly ttlMs?: number;
  /** The write is refused (`fenced`) when a later epoch of this lease was granted. */
  readonly fence?: Fence;
  /** The write is to survive the loss of the machine it was made on, where the store has others: it is waited for a little (rule R6). */
  readonly durable?: boolean;
}

/** A lease as its holder knows it. */
export interface Fence {
  readonly lease: string;
  readonly epoch: number;
}

export interface Page {
  /** In byte order; keys of lasting entries only. */
  readonly keys: readonly string[];
  /** Give it to the next call; undefined after the last page. */
  readonly cursor: string | undefined;
}

/** Whether there was room in the window, and for how many milliseconds it lasts by the store's clock. */
export interface Counted {
  readonly granted: boolean;
  readonly leftMs: number;
}

/** A lasting entry was written or removed. */
export interface Change {
  readonly seq: number;
  readonly key: string;
  readonly version: number;
}

export interface Changes {
  readonly changes: readonly Change[];
  /** The number to ask with next time. */
  readonly last: number;
  /** Changes were lost between the asked number and these: whoever keeps copies must drop them all. */
  readonly truncated: boolean;
}

/**
 * What credentials are kept in. Several processes use one store at once, so every write is conditional.
 *
 * Versions of a key only go up: a removed entry leaves its version behind, so that a writer that slept through a removal and
 * a new beginning never meets the version it remembers. Time to live and leases run on the store's own clock, never on a
 * caller's. Every method rejects with {@link StoreError}, within a bounded time.
 */
export interface Store {
  /** For people: what it is and where, without user name and password. */
  readonly name: string;
  read(key: string): Promise<Entry>;
  /** Writes if the version is `expected`, or if nothing is there (`absent`). The new version is the key's last version + 1. */
  compareAndSwap(key: string, expected: number | 'absent', value: string, options?: SwapOptions): Promise<Swap>;
  /** Removes what is there, or only what has the `expected` version. False: nothing was removed. */
  delete(key: string, expected?: number): Promise<boolean>;
  /** Reads and removes in one step: of several callers one gets the value. */
  take(key: string): Promise<Entry>;
  list(prefix: string, cursor?: string): Promise<Page>;
  /** The new epoch, or undefined while someone holds it. Epochs of a lease only go up, over releases and expiries. */
  acquireLease(key: string, owner: string, ms: number): Promise<number | undefined>;
  /** False: the lease ended or belongs to a later epoch. */
  renewLease(key: string, epoch: number, ms: number): Promise<boolean>;
  releaseLease(key: string, epoch: number): Promise<boolean>;
  /** Counts one of at most `most` within a window that begins with its first, for all processes; once it is full nothing is counted. */
  count(key: string, most: number, windowMs: number): Promise<Counted>;
  /** The store's clock, milliseconds since 1970. */
  now(): Promise<number>;
  /** What changed after `seq`, oldest first; `latest` only tells where the log stands. At most 1,000 changes a call. */
  changesSince(seq: number | 'latest'): Promise<Changes>;
  /** Calls `wake` when something may have changed. Calls may be lost and may be in vain: the log is the truth. Returns how to stop. */
  subscribe(wake: () => void): () => void;
  close(): Promise<void>;
}

export type StoreErrorCode =
  | 'store/cannot-open'
  | 'store/not-a-store'
  | 'store/newer-version'
  | 'store/evicting'
  | 'store/cluster'
  | 'store/unreachable'
  | 'store/timeout'
  | 'store/closed'
  | 'store/failed';

/** The store did not do it. After `timeout`, `unreachable` and `failed` a write may or may not have happened. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, text: string) {
    super(text);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** How many changes the log keeps at least. */
export const KEPT_CHANGES = 10_000;

/** How many changes, and how many keys, one call returns at most. */
export const PAGE_SIZE = 1_000;
