/** What the cache policies keep; may be lost at any time. Rejects with errors whose messages hold neither keys nor values. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The caches that `caching-type` chooses from. */
export interface Caches {
  /** Of this process alone. */
  readonly internal: Cache;
  /** Shared between gateways; undefined where none is configured. */
  readonly external: Cache | undefined;
}
