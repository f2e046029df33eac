import { createHash } from 'node:crypto';
import type { Cache } from '../../../runtime/ports/cache.ts';
import type { Log } from '../../../runtime/ports/log.ts';

/** Texts of operations that clients sent, by the SHA-256 digest of each. Never rejects: what cannot be kept or found is sent again. */
export interface PersistedQueries {
  find(digest: string): Promise<string | undefined>;
  /** `digest` must be that of the text. */
  keep(digest: string, text: string): Promise<void>;
}

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Keeps texts in a cache for `ttlMs` after each was sent. */
export function persistedQueries(cache: Cache, { ttlMs, log }: { readonly ttlMs: number; readonly log: Log }): PersistedQueries {
  const told = (error: unknown): undefined =>
    void log.debug({ error: error instanceof Error ? error.message : typeof error }, 'persisted queries could not be reached');
  return {
    async find(digest) {
      const text = await cache.get(keyOf(digest)).catch(told);
      // Whatever the cache says: another text must not run under this name.
      return text !== undefined && digestOf(text) === digest ? text : undefined;
    },
    async keep(digest, text) {
      await cache.set(keyOf(digest), text, ttlMs).catch(told);
    },
  };
}

const keyOf = (digest: string): string => `apq:${digest}`;
