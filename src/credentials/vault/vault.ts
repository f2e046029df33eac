import { decodeProtectedHeader, FlattenedEncrypt, flattenedDecrypt } from 'jose';
import type { KeyRing } from './key-ring.ts';
import { VaultError } from './vault-error.ts';

/** What a seal is bound to: one version of one record. */
export interface SealedAs {
  readonly kind: string;
  readonly provider: string;
  readonly connection: string;
  readonly version: number;
}

/** Seals texts so that only this gateway's keys open them, and only in the place and version they were sealed for. */
export interface Vault {
  seal(as: SealedAs, text: string): Promise<string>;
  /** Rejects with {@link VaultError}. */
  open(as: SealedAs, sealed: string): Promise<string>;
}

/** The members of a flattened JWE (RFC 7516 §7.2.2) that are stored. `aad` is not: the reader makes it from what he asked for. */
const MEMBERS = ['protected', 'encrypted_key', 'iv', 'ciphertext', 'tag'] as const;
type Sealed = Readonly<Record<(typeof MEMBERS)[number], string>>;

export function createVault(ring: KeyRing): Vault {
  return {
    async seal(as, text) {
      const { kid, alg, key } = await ring.current();
      const jwe = await new FlattenedEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg, enc: 'A256GCM', kid })
        .setAdditionalAuthenticatedData(boundTo(as))
        .encrypt(key);
      return JSON.stringify(Object.fromEntries(MEMBERS.map((member) => [member, jwe[member]])));
    },

    async open(as, text) {
      const sealed = parse(text);
      const kid = sealed && kidOf(sealed);
      if (sealed === undefined || kid === undefined) throw cannotOpen(as);
      const wrapping = await ring.find(kid);
      if (wrapping === undefined)
        throw new VaultError(
          'vault/unknown-key',
          `${describe(as)} was sealed with key \`${kid}\`, which is not in ${ring.name}; put the key file that belongs to this credential store back`,
        );
      try {
        const jwe = { ...sealed, aad: Buffer.from(boundTo(as)).toString('base64url') };
        const { plaintext } = await flattenedDecrypt(jwe, wrapping.key, {
          keyManagementAlgorithms: [wrapping.alg],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        return new TextDecoder().decode(plaintext);
      } catch {
        // The reason stays here: which part failed helps only whoever is forging.
        throw cannotOpen(as);
      }
    },
  };
}

/** Escaped, so that no id can contain the separator. */
const boundTo = ({ kind, provider, connection, version }: SealedAs): Uint8Array =>
  new TextEncoder().encode([kind, provider, connection, String(version)].map(encodeURIComponent).join('|'));

/** The id of the key that a text says it is sealed with; undefined when it is nothing sealed. Believed for counting alone. */
export function sealedWith(text: string): string | undefined {
  const sealed = parse(text);
  return sealed && kidOf(sealed);
}

function parse(text: string): Sealed | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== MEMBERS.length) return undefined;
    const fields = value as Record<string, unknown>;
    return MEMBERS.every((member) => typeof fields[member] === 'string') ? (value as Sealed) : undefined;
  } catch {
    return undefined;
  }
}

/** Printable ids only: it is shown to people, and the record may be anyone's. */
function kidOf(sealed: Sealed): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(sealed);
    return typeof kid === 'string' && /^[\w.-]{1,64}$/.test(kid) ? kid : undefined;
  } catch {
    return undefined;
  }
}

const describe = ({ kind, provider, connection }: SealedAs): string =>
  provider === '' ? `the ${kind} record of the credential store` : `the ${kind} record of \`${provider}/${connection}\``;

const cannotOpen = (as: SealedAs): VaultError =>
  new VaultError(
    'vault/cannot-open',
    `${describe(as)} cannot be opened: it was changed, moved or sealed with another key; restore the store, or its key file, from a backup`,
  );
