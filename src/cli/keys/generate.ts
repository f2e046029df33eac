import { createKeyFile } from '../../credentials/vault/key-file.ts';
import { readKeys, withNewKey, writeKeys } from '../../credentials/vault/key-text.ts';
import { exit, UsageError } from '../exit.ts';
import { keyMaker } from '../project/open-ring.ts';
import type { KeyAction } from './key-action.ts';

/** Makes a key file, never over one there is; where the ring comes from elsewhere, prints the ring that is to stand there. */
export const generate: KeyAction = async ({ config, secrets, io }) => {
  const { file, ring } = config.keys;
  const maker = keyMaker(config, secrets);
  if (ring === undefined) {
    if (!(await createKeyFile(file, maker)))
      throw new UsageError(`there is a key file already: ${file}`, '`fedpass keys rotate` adds a key to it');
    io.out(`A key ring with one key is in ${file}. Keep a copy, apart from the store.\n`);
    return exit.clean;
  }
  const there = secrets.read(ring);
  const before = there.kind === 'found' ? readKeys(there.secret.reveal()) : undefined;
  if (there.kind === 'found' && before === undefined)
    throw new UsageError('`keys.ring` holds no key ring', 'put the ring back, or take it away to make a new one');
  io.out(writeKeys(await withNewKey(before, maker)));
  io.err(
    before === undefined
      ? 'This key ring is a secret: put it where `keys.ring` points to.\n'
      : 'This key ring is a secret: put it where `keys.ring` points to, for all gateways, then run `fedpass keys rotate`.\n',
  );
  return exit.clean;
};
