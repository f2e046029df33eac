import { randomUUID } from 'node:crypto';
import { rotateKeys } from '../../credentials/key-rotation/rotate-keys.ts';
import { systemTimers } from '../../credentials/timers.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { commandLineUser } from '../command-line-user.ts';
import { exit, UsageError } from '../exit.ts';
import { addKey, openRing } from '../project/open-ring.ts';
import { withStore } from '../project/with-store.ts';
import { count } from '../reports/count.ts';
import type { KeyAction } from './key-action.ts';

/** Adds a key, where it is ours to add, and seals everything with the youngest. The keys before stay: links and backups may need them. */
export const rotate: KeyAction = (bench) =>
  withStore(bench, async ({ store }) => {
    const { config, secrets, options, io } = bench;
    const rotated = await rotateKeys({
      store,
      timers: systemTimers,
      clock: systemClock,
      owner: randomUUID(),
      actor: commandLineUser(),
      openRing: () => openRing(config, secrets, { keyFile: undefined, whenAbsent: 'refuse' }),
      addKey: () => addKey(config, secrets),
    });
    if (rotated === 'taken')
      throw new UsageError('the keys are being rotated by somebody else', 'wait until that is done; after a crash, a minute');
    const { kid, added, resealed, current, busy, unreadable } = rotated;
    if (options.json === true) io.out(`${JSON.stringify({ kid, added, resealed, current, busy, unreadable })}\n`);
    else {
      io.out(`${added ? 'The new key is' : 'The youngest key is'} ${kid}.\n`);
      io.out(`${count(resealed, 'record')} sealed anew, ${current} sealed with it already.\n`);
      if (busy > 0) io.out(`${count(busy, 'connection')} being renewed all the time: run it again.\n`);
      for (const why of unreadable) io.err(`fedpass: ${why}\n`);
      if (!added) io.err('No key was added: `keys.ring` comes from elsewhere. `fedpass keys generate` prints the ring with a key more.\n');
    }
    return busy > 0 || unreadable.length > 0 ? exit.findings : exit.clean;
  });
