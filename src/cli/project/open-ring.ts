import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { type KeyFileOptions, keyFileText } from '../../credentials/vault/key-file.ts';
import type { KeyRing } from '../../credentials/vault/key-ring.ts';
import { openLiveRing } from '../../credentials/vault/live-ring.ts';
import { VaultError } from '../../credentials/vault/vault-error.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemRandom } from '../../gateway/platform/random.ts';

export interface RingPlace {
  /** In place of the configuration's. */
  readonly keyFile: string | undefined;
  /** What becomes of a file that is not there. */
  readonly whenAbsent: KeyFileOptions['whenAbsent'];
}

/** The key ring that the configuration names. It follows what it is read from. Rejects with VaultError. */
export async function openRing(config: Config, secrets: SecretReader, { keyFile, whenAbsent }: RingPlace): Promise<KeyRing> {
  const { ring } = config.keys;
  if (ring !== undefined && keyFile === undefined) {
    const text = async (): Promise<string> => {
      const answer = secrets.read(ring);
      if (answer.kind === 'found') return answer.secret.reveal();
      throw new VaultError('vault/no-key-file', `keys.ring: \`${answer.name}\` ${answer.problem}; set it to the key ring`);
    };
    return openLiveRing({ name: '`keys.ring`', text }, systemClock);
  }
  const path = keyFile ?? config.keys.file;
  const options: KeyFileOptions = whenAbsent === 'create' ? { whenAbsent, random: systemRandom, clock: systemClock } : { whenAbsent };
  // Made at most once: a file that is gone later is not a new beginning.
  await keyFileText(path, options);
  return openLiveRing({ name: `key file \`${path}\``, text: () => keyFileText(path, { whenAbsent: 'refuse' }) }, systemClock);
}

const DAY_MS = 86_400_000;

/** Undefined while the youngest key is young enough; else one sentence. */
export async function ageWarning(ring: KeyRing, rotateEveryMs: number): Promise<string | undefined> {
  const age = systemClock.now() - (await ring.current()).created;
  if (age < rotateEveryMs) return undefined;
  const days = Math.floor(age / DAY_MS);
  return `the youngest key of ${ring.name} is ${days} days old, and is to be rotated every ${Math.floor(rotateEveryMs / DAY_MS)} days: \`fedpass keys rotate\``;
}
