import type { Cache } from '../../runtime/ports/cache.ts';
import type { Clock } from '../../runtime/ports/clock.ts';

export interface MemoryCacheBounds {
  readonly entries?: number;
  /** Characters of all keys and values. */
  readonly bytes?: number;
  /** Characters of one value. */
  readonly entryBytes?: number;
}

interface Kept {
  readonly value: string;
  readonly until: number;
}

/**
 * What the cache policies keep, in the memory of this process. The entry that was used least recently goes first. Not Keyv's own: that
 * one is a Map without bounds, on a clock that nobody can set.
 */
export function memoryCache(clock: Clock, bounds: MemoryCacheBounds = {}): Cache {
  const { entries: mostEntries = 10_000, bytes: mostBytes = 64 * 1024 * 1024, entryBytes = 1024 * 1024 } = bounds;
  const entries = new Map<string, Kept>();
  let bytes = 0;

  function remove(key: string): Kept | undefined {
    const found = entries.get(key);
    if (found === undefined) return undefined;
    entries.delete(key);
    bytes -= key.length + found.value.length;
    return found;
  }

  function put(key: string, kept: Kept): void {
    entries.set(key, kept);
    bytes += key.length + kept.value.length;
  }

  return {
    async get(key) {
      const found = remove(key);
      if (found === undefined || found.until <= clock.elapsed()) return undefined;
      put(key, found);
      return found.value;
    },
    async set(key, value, ttlMs) {
      if (value.length > entryBytes) throw new Error(`the value has more than ${entryBytes} bytes`);
      remove(key);
      put(key, { value, until: clock.elapsed() + ttlMs });
      for (const oldest of entries.keys()) {
        if (entries.size <= mostEntries && bytes <= mostBytes) break;
        remove(oldest);
      }
    },
    async delete(key) {
      remove(key);
    },
  };
}
