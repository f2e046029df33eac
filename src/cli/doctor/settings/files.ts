import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { VaultError } from '../../../credentials/vault/vault-error.ts';
import { systemClock } from '../../../gateway/platform/clock.ts';
import { openRing } from '../../project/open-ring.ts';
import { type Check, failed, ok, type SettingsBench, skipped, warning } from '../check.ts';

const others = 0o077;
const writableByOthers = 0o022;
const sticky = 0o1000;
const dayMs = 86_400_000;

/** Permissions as people write them. */
const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(3, '0');

export const keyFile: Check<SettingsBench> = {
  code: 'doctor/key-file',
  title: 'the key file is for its owner alone',
  right: '`chmod 600` the key file, and keep it apart from the store',
  run({ config: { keys } }) {
    if (keys.ring !== undefined) return skipped('the key ring comes from `keys.ring`');
    if (!existsSync(keys.file)) return skipped('there is no key file yet; the first start makes one');
    const { mode } = statSync(keys.file);
    if ((mode & others) !== 0) return failed(`others may read it (${octal(mode)})`);
    // Whoever may write to the folder puts another file in its place.
    const folder = statSync(dirname(keys.file)).mode;
    return isReplaceable(folder)
      ? failed(`others may put another in its place (its folder is ${octal(folder)})`)
      : ok(`its permissions are ${octal(mode)}`);
  },
};

/** In a folder with the sticky bit, as /tmp has it, only owners take files away. */
const isReplaceable = (folder: number): boolean => (folder & writableByOthers) !== 0 && (folder & sticky) === 0;

export const keyAge: Check<SettingsBench> = {
  code: 'doctor/key-age',
  title: 'keys are rotated in time',
  right: '`fedpass keys rotate`; `keys.rotateEvery` says how often',
  async run({ config, secrets }) {
    if (config.keys.ring === undefined && !existsSync(config.keys.file)) return skipped('there is no key yet');
    try {
      const ring = await openRing(config, secrets, { keyFile: undefined, whenAbsent: 'refuse' });
      const days = Math.floor((systemClock.now() - (await ring.current()).created) / dayMs);
      const most = Math.floor(config.keys.rotateEvery / dayMs);
      return days < most
        ? ok(`the youngest key is ${days} days old`)
        : warning(`the youngest key is ${days} days old, and is to be rotated every ${most}`);
    } catch (error) {
      if (error instanceof VaultError) return failed(error.message);
      throw error;
    }
  },
};

export const configFile: Check<SettingsBench> = {
  code: 'doctor/config-file',
  title: 'nobody else can change the configuration or the documents',
  right: 'let only who deploys write to the configuration, its folder and the policies',
  run({ file, config }) {
    const loose = [file, dirname(file), config.policies].filter(
      (path) => existsSync(path) && (statSync(path).mode & writableByOthers) !== 0,
    );
    return loose.length === 0
      ? ok('they are writable by their owner alone')
      : failed(`writable by others: ${loose.map((path) => `\`${path}\``).join(', ')}`);
  },
};

export const storeFile: Check<SettingsBench> = {
  code: 'doctor/store-file',
  title: 'the store is for its owner alone',
  right: '`chmod 600` the store; what is in it is sealed, but who connected what is not',
  run({ config: { store } }) {
    if (store.kind !== 'file') return skipped('the store is on Redis');
    if (!existsSync(store.path)) return skipped('there is no store yet; the first start makes one');
    // SQLite keeps what is newest beside the file.
    const parts = ['', '-wal', '-shm'].map((end) => `${store.path}${end}`).filter((path) => existsSync(path));
    const loose = parts.map((path) => statSync(path).mode).find((mode) => (mode & others) !== 0);
    return loose === undefined
      ? ok(`its permissions are ${octal(statSync(store.path).mode)}`)
      : failed(`others may read it (${octal(loose)})`);
  },
};
