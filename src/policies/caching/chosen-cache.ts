import { BudgetExceeded } from '../../runtime/budget.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { NotPortable } from '../../runtime/portable/portable-error.ts';
import { readValue } from '../../runtime/portable/read-value.ts';
import { writeValue } from '../../runtime/portable/write-value.ts';
import type { Cache } from '../../runtime/ports/cache.ts';
import type { TraceEntry } from '../../runtime/ports/trace.ts';
import { word } from '../define.ts';

const types = ['prefer-external', 'internal', 'external'] as const;
export type CachingType = (typeof types)[number];

/** The attribute `caching-type`. */
export const cachingType = word(types)({
  fallback: 'prefer-external',
  expression: false,
  names: 'cache',
  docs: '`internal`: the memory of this process. `external`: the Redis that `cache` in `fedpass.yaml` names. `prefer-external`: that one where there is one.',
});

/** Words for the documentation of all policies that work on a cache. */
export const cacheDocs =
  'A cache that cannot be reached is traced and never fails a request. In Redis, keys are digests, and values are sealed with the key ring of the gateway; gateways that share a cache share that file.';

/** A value out of the cache. */
export interface Kept {
  readonly value: unknown;
  /** Wall time in milliseconds from which cache-value computes it anew; undefined for what another policy stored. */
  readonly refreshAt: number | undefined;
}

/** A cache as one policy uses it: what goes wrong is traced under its name. */
export class ChosenCache {
  readonly #x: Exchange;
  readonly #source: string;
  readonly #cache: Cache | undefined;

  constructor(x: Exchange, type: CachingType, source: string) {
    this.#x = x;
    this.#source = source;
    const { internal, external } = x.ports.caches;
    this.#cache = type === 'internal' ? internal : type === 'external' ? external : (external ?? internal);
  }

  /** The text under a key; undefined when there is none, or when the cache does not say. */
  get(key: string): Promise<string | undefined> {
    return this.#use('nothing was looked up', async (cache) => cache.get(key));
  }

  /** True when it was kept. A time of 0 or less removes what is there. */
  async set(key: string, text: string, seconds: number): Promise<boolean> {
    const kept = await this.#use('nothing was stored', async (cache) => {
      if (seconds <= 0) await cache.delete(key);
      else await cache.set(key, text, seconds * 1000);
      return seconds > 0;
    });
    return kept ?? false;
  }

  /** True when nothing is there any more. */
  async delete(key: string): Promise<boolean> {
    const gone = await this.#use('nothing was removed', async (cache) => {
      await cache.delete(key);
      return true;
    });
    return gone ?? false;
  }

  /**
   * The text that a value is kept as, with the wall time from which it is to be computed anew, where there is one; undefined, and
   * traced, for a value that cannot leave its exchange.
   */
  write(value: unknown, refreshAt?: number): string | undefined {
    try {
      return `${refreshAt === undefined ? '' : `@${refreshAt} `}${writeValue(value)}`;
    } catch (error) {
      if (!(error instanceof NotPortable)) throw error;
      this.trace(`nothing was stored: ${error.message}`);
      return undefined;
    }
  }

  /** What a text holds; undefined, and traced, when another version wrote it. */
  read(text: string): Kept | undefined {
    const [mark, time] = /^@(\d+) /.exec(text) ?? [''];
    try {
      const value = readValue(this.#x.context.host, text.slice(mark.length));
      return { value, refreshAt: time === undefined ? undefined : Number(time) };
    } catch (error) {
      if (error instanceof BudgetExceeded) throw error;
      this.trace('what lies under the key cannot be read');
      return undefined;
    }
  }

  trace(message: string, severity: TraceEntry['severity'] = 'error'): void {
    this.#x.ports.trace({ source: this.#source, severity, message, metadata: [], at: this.#x.place });
  }

  async #use<T>(otherwise: string, work: (cache: Cache) => Promise<T>): Promise<T | undefined> {
    if (this.#cache === undefined) {
      this.trace(`${otherwise}: no external cache is configured; name one with \`cache\` in fedpass.yaml`);
      return undefined;
    }
    try {
      return await work(this.#cache);
    } catch (error) {
      this.trace(`${otherwise}: ${error instanceof Error ? error.message : 'the cache failed'}`);
      return undefined;
    }
  }
}

/** Values by the author's key; responses have keys of their own. */
export const valueKey = (key: string): string => `value ${key}`;
