import type { Cache } from '../../runtime/ports/cache.ts';
import type { Random } from '../../runtime/ports/random.ts';

/** How long a trace can be fetched. */
const keptMs = 10 * 60_000;

/** What is kept in the memory of a process that shares no cache: what few people look at, one after the other. */
export const traceBounds = { entries: 200, bytes: 16 * 1024 * 1024, entryBytes: 1024 * 1024 } as const;

/**
 * Traces of answers that cannot carry their own, for a short time. They hold names and times alone. In a shared cache they are sealed, and any gateway
 * that shares it finds them; else only the process that made them.
 */
export class KeptTraces {
  readonly #cache: Cache;
  readonly #random: Random;

  constructor(cache: Cache, random: Random) {
    this.#cache = cache;
    this.#random = random;
  }

  /** Keeps the JSON of a trace under an id that nobody can guess. Rejects when the cache does not take it. */
  async keep(report: string): Promise<string> {
    const id = Buffer.from(this.#random.bytes(16)).toString('hex');
    await this.#cache.set(keyOf(id), report, keptMs);
    return id;
  }

  /** Undefined when there is none, or none any more. Rejects when the cache does not answer. */
  async find(id: string): Promise<string | undefined> {
    return idForm.test(id) ? this.#cache.get(keyOf(id)) : undefined;
  }
}

const idForm = /^[0-9a-f]{32}$/;
const keyOf = (id: string): string => `trace:${id}`;
