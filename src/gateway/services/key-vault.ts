import type { Clock } from '../../runtime/ports/clock.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import { type ManagedIdentity, ManagedIdentityError } from '../../runtime/ports/managed-identity.ts';
import { type IncomingResponse, type Send, SendFailure } from '../../runtime/ports/send.ts';

export interface KeyVaultTools {
  /** The identity of the machine, which has to be allowed to get secrets of the vault. */
  readonly identity: Pick<ManagedIdentity, 'token'>;
  /** Sends to one origin and nowhere else. */
  readonly sendTo: (origin: string) => Send;
  readonly clock: Clock;
}

/** A secret of a vault, as it was read last. `at`: when, in milliseconds since 1970; 0: never. */
export type VaultSecret =
  | { readonly kind: 'found'; readonly secret: Secret; readonly at: number }
  | { readonly kind: 'absent'; readonly why: string; readonly at: number };

/** Where a secret is. */
export interface SecretAddress {
  readonly vault: string;
  readonly name: string;
  readonly version: string | undefined;
}

/** Secrets of Azure Key Vault, kept in memory. */
export interface KeyVault {
  /** What was read last. What was never read, or is old, is asked for in the background. */
  read(address: SecretAddress): VaultSecret;
  /** Reads it now. Never rejects: what was good stays until something else is. */
  refresh(address: SecretAddress): Promise<void>;
}

/** Reads `https://<vault>/secrets/<name>[/<version>]`; undefined for anything else. */
export function parseSecretAddress(text: string): SecretAddress | undefined {
  const [, vault = '', name = '', version] =
    /^https:\/\/([a-z0-9.-]+)\/secrets\/([A-Za-z0-9-]{1,127})(?:\/([A-Za-z0-9]{1,64}))?\/?$/i.exec(text) ?? [];
  return name === '' ? undefined : { vault: vault.toLowerCase(), name, version };
}

/** As long as API Management keeps one. */
const REFRESH_MS = 4 * 3_600_000;
const RETRY_MS = 60_000;
const TIMEOUT_MS = 5_000;
const MOST = 1_000;

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret */
export function openKeyVault({ identity, sendTo, clock }: KeyVaultTools): KeyVault {
  const known = new Map<string, VaultSecret>();
  const asking = new Map<string, Promise<void>>();

  async function ask(key: string, { vault, name, version }: SecretAddress): Promise<void> {
    const at = clock.now();
    const found = await get(vault, `/secrets/${name}${version === undefined ? '' : `/${version}`}?api-version=7.4`);
    const before = known.get(key);
    // A vault that does not answer takes nothing away from what was read.
    if (found.kind === 'silent') known.set(key, before?.kind === 'found' ? before : { kind: 'absent', why: found.why, at });
    else known.set(key, found.kind === 'found' ? { ...found, at } : { kind: 'absent', why: found.why, at });
  }

  type Found = { kind: 'found'; secret: Secret } | { kind: 'absent' | 'silent'; why: string };

  async function get(vault: string, path: string): Promise<Found> {
    const origin = `https://${vault}`;
    try {
      // `contoso.vault.azure.net` wants tokens for `https://vault.azure.net`; the other clouds likewise.
      const token = await identity.token(`https://${vault.replace(/^[^.]+\./, '')}`, undefined, undefined);
      const headers = [['authorization', `Bearer ${token.accessToken.reveal()}`]] as const;
      const answer = await sendTo(origin)({
        method: 'GET',
        url: `${origin}${path}`,
        headers,
        body: null,
        timeoutMs: TIMEOUT_MS,
        followRedirects: false,
        signal: undefined,
      });
      return readAnswer(answer, vault);
    } catch (error) {
      if (error instanceof SendFailure) return { kind: 'silent', why: `the vault ${vault} does not answer` };
      if (error instanceof ManagedIdentityError)
        return { kind: 'silent', why: `the identity of the machine cannot be used: ${error.message}` };
      throw error;
    }
  }

  function refresh(address: SecretAddress): Promise<void> {
    const key = JSON.stringify(address);
    if (!known.has(key) && known.size >= MOST) return Promise.resolve();
    const pending = asking.get(key) ?? ask(key, address).finally(() => asking.delete(key));
    asking.set(key, pending);
    return pending;
  }

  return {
    refresh,
    read(address) {
      const there = known.get(JSON.stringify(address));
      const age = there === undefined ? Number.POSITIVE_INFINITY : clock.now() - there.at;
      if (age > (there?.kind === 'found' ? REFRESH_MS : RETRY_MS)) void refresh(address).catch(() => undefined);
      return there ?? { kind: 'absent', why: 'it was not read yet', at: 0 };
    },
  };

  function readAnswer({ status, body }: IncomingResponse, vault: string): Found {
    if (status === 429 || status >= 500) return { kind: 'silent', why: `the vault ${vault} answered with status ${status}` };
    const value = status === 200 ? valueIn(body) : undefined;
    if (value !== undefined) return { kind: 'found', secret: new Secret(value) };
    const why =
      status === 403
        ? 'does not let the identity of the machine read it'
        : status === 404
          ? 'has no such secret'
          : `answered with status ${status}`;
    return { kind: 'absent', why: `the vault ${vault} ${why}` };
  }
}

function valueIn(body: Uint8Array): string | undefined {
  try {
    const { value } = JSON.parse(new TextDecoder().decode(body)) as { readonly value?: unknown };
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
