import { randomUUID } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { isTooOld, rotateByAge } from '../../credentials/key-rotation/automatic.ts';
import { rotateKeys } from '../../credentials/key-rotation/rotate-keys.ts';
import type { Store } from '../../credentials/store/store.ts';
import { systemTimers } from '../../credentials/timers.ts';
import type { KeyRing } from '../../credentials/vault/key-ring.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { addKey, openRing } from './open-ring.ts';

/**
 * Whether this gateway may add keys by itself. A key must be everywhere before anything is sealed with it: that is so where all processes are
 * on one machine and share the file, and elsewhere only where the configuration says so.
 */
export function rotatesItself({ keys, store }: Config, { keyFile }: { readonly keyFile: string | undefined }): boolean {
  if (keys.ring !== undefined || keyFile !== undefined) return false;
  return (keys.rotation ?? (store.kind === 'file' ? 'automatic' : 'manual')) === 'automatic';
}

/** Rotates the keys of the configuration by age, once over all processes on the store. */
export function rotateItself(
  config: Config,
  secrets: SecretReader,
  { store, ring, log }: { readonly store: Store; readonly ring: KeyRing; readonly log: Log },
): { stop(): Promise<void> } {
  const { rotateEvery: rotateEveryMs } = config.keys;
  const rotate = () =>
    rotateKeys({
      store,
      timers: systemTimers,
      clock: systemClock,
      owner: randomUUID(),
      actor: { kind: 'gateway' },
      openRing: () => openRing(config, secrets, { keyFile: undefined, whenAbsent: 'refuse' }),
      // Another process may have added one since it was looked at.
      addKey: async (now) => ((await isTooOld(now, rotateEveryMs, systemClock)) ? addKey(config, secrets) : undefined),
    });
  return rotateByAge({ ring, rotateEveryMs, timers: systemTimers, clock: systemClock, random: systemRandom, log, rotate });
}
