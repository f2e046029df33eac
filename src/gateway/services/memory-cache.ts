import type { Cache } from '../../runtime/ports/cache.ts';
import type { Clock } from '../../runtime/ports/clock.ts';

/** Entries that are kept at most; the one that was used least recently goes first. */
const mostEntries = 10_000;

/** What the cache policies keep, in the memory of this process. */
export function memoryCache(clock: Clock): Cache {
  const entries = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    async get(key) {
      const found = entries.get(key);
      if (found === undefined) return undefined;
      entries.delete(key);
      if (found.until <= clock.elapsed()) return undefined;
      entries.set(key, found);
      return found.value;
    },
    async set(key, value, ttlMs) {
      entries.delete(key);
      entries.set(key, { value, until: clock.elapsed() + ttlMs });
      for (const oldest of entries.keys()) {
        if (entries.size <= mostEntries) break;
        entries.delete(oldest);
      }
    },
    async delete(key) {
      entries.delete(key);
    },
  };
}
