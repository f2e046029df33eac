import { randomUUID } from 'node:crypto';
import { append, KEPT_ENTRIES } from '../../credentials/audit/chain.ts';
import { resealAll } from '../../credentials/key-rotation/reseal.ts';
import { rotationLease } from '../../credentials/store/keys.ts';
import { systemTimers } from '../../credentials/timers.ts';
import { addKeyToFile } from '../../credentials/vault/key-file.ts';
import { sealRecords } from '../../credentials/vault/sealed-records.ts';
import { createVault } from '../../credentials/vault/vault.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { commandLineUser } from '../command-line-user.ts';
import { exit, UsageError } from '../exit.ts';
import { openRing } from '../project/open-ring.ts';
import { withStore } from '../project/with-store.ts';
import { count } from '../reports/count.ts';
import type { KeyAction } from './key-action.ts';

/** A rotation that died frees the way after this long, in milliseconds. */
const LEASE_MS = 300_000;

/** Adds a key, where it is ours to add, and seals everything with the youngest. The keys before stay: links and backups may need them. */
export const rotate: KeyAction = (bench) =>
  withStore(bench, async ({ store, ring: before }) => {
    const { config, secrets, options, io } = bench;
    const epoch = await store.acquireLease(rotationLease, randomUUID(), LEASE_MS);
    if (epoch === undefined)
      throw new UsageError('the keys are being rotated by somebody else', 'wait until that is done; after a crash, five minutes');
    try {
      const added =
        config.keys.ring === undefined ? await addKeyToFile(config.keys.file, { random: systemRandom, clock: systemClock }) : undefined;
      const ring = added === undefined ? before : await openRing(config, secrets, { keyFile: undefined, whenAbsent: 'refuse' });
      const { kid } = await ring.current();
      const { resealed, current, busy, unreadable } = await resealAll({ store, ring, timers: systemTimers });
      const records = sealRecords(store, createVault(ring));
      await append(
        { store, records, capacity: KEPT_ENTRIES },
        { what: 'keys-rotated', who: commandLineUser(), on: `key ${kid}`, detail: `${resealed} sealed anew` },
        systemClock.now(),
      );
      if (options.json === true) io.out(`${JSON.stringify({ kid, added: added !== undefined, resealed, current, busy, unreadable })}\n`);
      else {
        io.out(`${added === undefined ? 'The youngest key is' : 'The new key is'} ${kid}.\n`);
        io.out(`${count(resealed, 'record')} sealed anew, ${current} sealed with it already.\n`);
        if (busy > 0) io.out(`${count(busy, 'connection')} being renewed all the time: run it again.\n`);
        for (const why of unreadable) io.err(`fedpass: ${why}\n`);
        if (added === undefined)
          io.err('No key was added: `keys.ring` comes from elsewhere. `fedpass keys generate` prints the ring with a key more.\n');
      }
      return busy > 0 || unreadable.length > 0 ? exit.findings : exit.clean;
    } finally {
      await store.releaseLease(rotationLease, epoch);
    }
  });
