import { type Store, StoreError, type Swap } from '../../../src/credentials/store/store.ts';
import type { World } from './world.ts';

interface Stored {
  readonly value: string | undefined;
  readonly version: number;
}

/** The store port in memory, shared by all processes of a world. Every operation waits for its turn, and then is one step. */
export interface MemoryStore {
  of(owner: string): Store;
  /** How likely an operation fails, with or without having been done. */
  flakiness: number;
  read(key: string): Stored;
  /** Writes from outside the model, at once. */
  put(key: string, value: string): void;
  /** Undoes the last writes, as a failover to a replica that lagged behind does (rule R6). */
  loseLast(writes: number): void;
  /** Every text there is now. */
  texts(): readonly string[];
  readonly writes: number;
}

/** `onWrite` sees every text as it becomes durable. */
export function memoryStore(world: World, onWrite: (key: string, value: string) => void): MemoryStore {
  let entries = new Map<string, Stored>();
  const history: Map<string, Stored>[] = [];
  const wakes = new Set<() => void>();

  function write(key: string, value: string | undefined): number {
    history.push(new Map(entries));
    const version = (entries.get(key)?.version ?? 0) + 1;
    entries.set(key, { value, version });
    if (value !== undefined) onWrite(key, value);
    for (const wake of wakes) queueMicrotask(wake);
    return version;
  }
  const read = (key: string): Stored => entries.get(key) ?? { value: undefined, version: 0 };

  const self: MemoryStore = {
    flakiness: 0,
    read,
    put: (key, value) => void write(key, value),
    loseLast(writes) {
      for (let i = 0; i < writes; i++) entries = history.pop() ?? entries;
    },
    texts: () => [...entries.values()].flatMap(({ value }) => (value === undefined ? [] : [value])),
    get writes() {
      return history.length;
    },
    of(owner) {
      async function operation<T>(label: string, step: () => T): Promise<T> {
        await world.turn(owner, label);
        if (!world.random.chance(self.flakiness)) return step();
        if (world.random.chance(0.5)) step();
        throw new StoreError('store/timeout', 'the store did not answer in time');
      }
      return {
        name: 'the model',
        read: (key) => operation(`reads ${key}`, () => read(key)),
        compareAndSwap: (key, expected, value) =>
          operation<Swap>(`writes ${key} over ${expected}`, () => {
            const { value: there, version } = read(key);
            if (expected === 'absent' ? there !== undefined : version !== expected) return { kind: 'conflict', version };
            return { kind: 'done', version: write(key, value) };
          }),
        delete: (key, expected) =>
          operation(`deletes ${key}`, () => {
            const { value, version } = read(key);
            if (value === undefined || (expected !== undefined && expected !== version)) return false;
            write(key, undefined);
            return true;
          }),
        take: async () => ({ value: undefined, version: 0 }),
        list: async () => ({ keys: [], cursor: undefined }),
        // A lease only saves work: here it excludes nobody, and what the protocol promises must hold all the same.
        acquireLease: (key) => operation(`leases ${key}`, () => 1),
        renewLease: async () => true,
        releaseLease: async () => true,
        count: (key) => operation(`counts ${key}`, () => ({ granted: true, leftMs: 0 })),
        now: () => operation('asks for the time', () => world.clock.now()),
        changesSince: async () => ({ changes: [], last: 0, truncated: false }),
        subscribe(wake) {
          wakes.add(wake);
          return () => wakes.delete(wake);
        },
        close: async () => undefined,
      };
    },
  };
  return self;
}
