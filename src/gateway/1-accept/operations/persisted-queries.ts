import { createHash } from 'node:crypto';
import type { Cache } from '../../../runtime/ports/cache.ts';
import type { Log } from '../../../runtime/ports/log.ts';
import type { Allowance } from './allowance.ts';

/** Texts of operations that clients sent, by the SHA-256 digest of each. Never rejects: what cannot be kept or found is sent again. */
export interface PersistedQueries {
  find(digest: string): Promise<string | undefined>;
  /** `digest` must be that of the text. */
  keep(digest: string, text: string): Promise<void>;
}

export interface PersistedQueriesOptions {
  readonly ttlMs: number;
  readonly log: Log;
  /** Characters of new texts that may be kept; undefined where the cache has bounds of its own. */
  readonly allowance?: Allowance;
}

/** Characters of one text. Hardly an operation that people wrote is longer, and strangers may have theirs kept, too. */
export const longestText = 64 * 1024;

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Keeps texts in a cache for `ttlMs`. */
export function persistedQueries(cache: Cache, { ttlMs, log, allowance }: PersistedQueriesOptions): PersistedQueries {
  const told = (error: unknown): undefined =>
    void log.debug({ error: error instanceof Error ? error.message : typeof error }, 'persisted queries could not be reached');
  const find = async (digest: string): Promise<string | undefined> => {
    const text = await cache.get(keyOf(digest)).catch(told);
    // Whatever the cache says: another text must not run under this name.
    return text !== undefined && text.length <= longestText && digestOf(text) === digest ? text : undefined;
  };
  return {
    find,
    async keep(digest, text) {
      if (text.length > longestText) return;
      // What is known already costs nothing, however often it comes.
      if ((await find(digest)) !== undefined) return;
      if (allowance?.take(text.length) === false) return log.debug({}, 'a text is not kept: there were too many new ones');
      await cache.set(keyOf(digest), text, ttlMs).catch(told);
    },
  };
}

const keyOf = (digest: string): string => `apq:${digest}`;
