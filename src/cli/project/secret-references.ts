import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { noReferences, type SecretReferences } from '../../credentials/resources/secret-references.ts';
import { named, unlisted } from '../../gateway/3-fetch/egress.ts';
import { openSender } from '../../gateway/3-fetch/send.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemSleep } from '../../gateway/platform/sleep.ts';
import { type KeyVault, openKeyVault, parseSecretAddress } from '../../gateway/services/key-vault.ts';
import { openManagedIdentity } from '../../gateway/services/managed-identity.ts';
import type { Clock } from '../../runtime/ports/clock.ts';

export interface OpenReferences {
  readonly references: SecretReferences;
  close(): Promise<void>;
}

const MOST_BYTES = 1024 * 1024;

/** The secrets that resources may name, as `management` of a configuration lists them. */
export function openReferences(config: Config, secrets: SecretReader): OpenReferences {
  const { management } = config;
  if (management.kind === 'off' || Object.keys({ ...management.secrets, ...management.keyVaults }).length === 0)
    return { references: noReferences, close: () => Promise.resolve() };
  if (Object.keys(management.keyVaults).length === 0)
    return { references: secretReferences(management, { secrets, clock: systemClock, vault: undefined }), close: () => Promise.resolve() };
  const sender = openSender(MOST_BYTES);
  const sendTo = (origin: string) => sender.port((url) => (url.origin === origin ? named : unlisted));
  const identity = openManagedIdentity(config.managedIdentity, { sendTo, secrets, clock: systemClock, sleep: systemSleep });
  const vault = openKeyVault({ identity, sendTo, clock: systemClock });
  return { references: secretReferences(management, { secrets, clock: systemClock, vault }), close: () => sender.close() };
}

type Listed = Pick<Extract<Config['management'], { kind: 'on' }>, 'secrets' | 'keyVaults'>;

export interface ReferenceTools {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly vault: KeyVault | undefined;
}

/** Reads by name what the configuration names, and by address what lies in a vault that it lists. Everything else is refused. */
export function secretReferences({ secrets: listed, keyVaults }: Listed, { secrets, clock, vault }: ReferenceTools): SecretReferences {
  const inVault = (identifier: string) => {
    const address = parseSecretAddress(identifier);
    const own = address !== undefined && Object.hasOwn(keyVaults, address.vault) ? keyVaults[address.vault] : undefined;
    return address === undefined || own === undefined ? undefined : { address, hosts: own.hosts };
  };
  return {
    read(identifier) {
      const at = clock.now();
      const own = Object.hasOwn(listed, identifier) ? listed[identifier] : undefined;
      if (own !== undefined) {
        const answer = secrets.read(own.secret);
        if (answer.kind === 'found') return { kind: 'found', secret: answer.secret, hosts: own.hosts, at };
        return { kind: 'absent', why: `the secret \`${identifier}\` cannot be read by the gateway`, at };
      }
      const there = inVault(identifier);
      if (there === undefined || vault === undefined)
        return { kind: 'absent', why: 'it names no secret that the operator lists in `management.secrets` or `management.keyVaults`', at };
      const known = vault.read(there.address);
      return known.kind === 'found' ? { ...known, hosts: there.hosts } : known;
    },
    async refresh(identifier) {
      const there = Object.hasOwn(listed, identifier) ? undefined : inVault(identifier);
      if (there !== undefined) await vault?.refresh(there.address);
    },
  };
}
