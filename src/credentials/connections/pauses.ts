import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/ports/clock.ts';
import { pauseRecord } from '../store/keys.ts';
import { type Store, StoreError } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import { VaultError } from '../vault/vault-error.ts';

/** How long a provider asked not to be called (RFC 9110 §10.2.3), known to every process on the store. */
export interface Pauses {
  /** Milliseconds that are left; 0: none. A store that does not answer knows of no pause. */
  left(of: string): Promise<number>;
  note(of: string, ms: number): Promise<void>;
}

export interface PauseTools {
  readonly store: Pick<Store, 'now'>;
  readonly records: SealedRecords;
  readonly clock: Clock;
}

/** Pauses that are remembered here; those beyond it are still in the store. */
const MOST = 10_000;

export function openPauses({ store, records, clock }: PauseTools): Pauses {
  /** Monotonic times. */
  const known = new Map<string, number>();

  const here = (of: string): number => Math.max(0, (known.get(of) ?? 0) - clock.elapsed());

  function learn(of: string, ms: number): void {
    if (known.size >= MOST) known.clear();
    known.set(of, clock.elapsed() + ms);
  }

  async function leftInStore(of: string): Promise<{ readonly left: number; readonly version: number }> {
    const { value, version } = await records.read(pauseRecord(digestOf(of)));
    return { left: value === undefined ? 0 : Math.max(0, Number(value) - (await store.now())), version };
  }

  return {
    async left(of) {
      const left = here(of);
      if (left > 0) return left;
      known.delete(of);
      const there = await unlessAway(() => leftInStore(of));
      if (there === undefined || there.left === 0) return 0;
      learn(of, there.left);
      return there.left;
    },
    async note(of, ms) {
      learn(of, Math.max(ms, here(of)));
      await unlessAway(async () => {
        for (;;) {
          const { left, version } = await leftInStore(of);
          if (left >= ms) return;
          const until = String((await store.now()) + ms);
          const swap = await records.swap(pauseRecord(digestOf(of)), version, until, { ttlMs: Math.max(1, ms) });
          if (swap.kind === 'done') return;
        }
      });
    },
  };
}

/** A pause spares the provider calls; that it is not known costs one. */
async function unlessAway<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof StoreError || error instanceof VaultError) return undefined;
    throw error;
  }
}

const digestOf = (of: string): string => createHash('sha256').update(of).digest('base64url');
