import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { httpTransport } from '../../credentials/grants/http-transport.ts';
import { addKeyToFile, type KeyFileOptions, keyFileText } from '../../credentials/vault/key-file.ts';
import type { KeyRing } from '../../credentials/vault/key-ring.ts';
import type { KeyService } from '../../credentials/vault/key-service.ts';
import type { KeyMaker } from '../../credentials/vault/key-text.ts';
import { openLiveRing } from '../../credentials/vault/live-ring.ts';
import { VaultError } from '../../credentials/vault/vault-error.ts';
import { vaultTransit } from '../../credentials/vault/vault-transit.ts';
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
  const maker = keyMaker(config, secrets);
  if (ring !== undefined && keyFile === undefined) {
    const text = async (): Promise<string> => {
      const answer = secrets.read(ring);
      if (answer.kind === 'found') return answer.secret.reveal();
      throw new VaultError('vault/no-key-file', `keys.ring: \`${answer.name}\` ${answer.problem}; set it to the key ring`);
    };
    return openLiveRing({ name: '`keys.ring`', text }, systemClock, maker.service);
  }
  const path = keyFile ?? config.keys.file;
  const options: KeyFileOptions = whenAbsent === 'create' ? { whenAbsent, ...maker } : { whenAbsent };
  // Made at most once: a file that is gone later is not a new beginning.
  await keyFileText(path, options);
  return openLiveRing(
    { name: `key file \`${path}\``, text: () => keyFileText(path, { whenAbsent: 'refuse' }) },
    systemClock,
    maker.service,
  );
}

/** With what new keys are made: wrapped by the key service, where there is one. */
export function keyMaker(config: Config, secrets: SecretReader): KeyMaker {
  const service = keyService(config, secrets);
  return { random: systemRandom, clock: systemClock, ...(service === undefined ? {} : { service }) };
}

/** Adds a key to the key file; undefined where the ring comes from elsewhere. Rejects with VaultError. */
export const addKey = async (config: Config, secrets: SecretReader): Promise<string | undefined> =>
  config.keys.ring === undefined ? addKeyToFile(config.keys.file, keyMaker(config, secrets)) : undefined;

function keyService({ keys: { kms } }: Config, secrets: SecretReader): KeyService | undefined {
  if (kms === undefined) return undefined;
  const { address, mount, key, namespace } = kms;
  const token = () => {
    const answer = secrets.read(kms.token);
    if (answer.kind === 'found') return answer.secret;
    throw new VaultError('vault/key-service', `keys.kms.token: \`${answer.name}\` ${answer.problem}`);
  };
  return vaultTransit({ address, mount, key, token, ...(namespace === undefined ? {} : { namespace }) }, httpTransport);
}

const DAY_MS = 86_400_000;

/** Undefined while the youngest key is young enough; else one sentence. */
export async function ageWarning(ring: KeyRing, rotateEveryMs: number): Promise<string | undefined> {
  const age = systemClock.now() - (await ring.current()).created;
  if (age < rotateEveryMs) return undefined;
  const days = Math.floor(age / DAY_MS);
  return `the youngest key of ${ring.name} is ${days} days old, and is to be rotated every ${Math.floor(rotateEveryMs / DAY_MS)} days: \`fedpass keys rotate\``;
}
