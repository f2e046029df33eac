import type { Clock } from '../../runtime/ports/clock.ts';
import type { Random } from '../../runtime/ports/random.ts';
import { newId } from '../connections/new-id.ts';
import type { Grant } from '../connections/state.ts';
import type { Target } from '../connections/target.ts';
import { type RecordName, revocationRecord } from '../store/keys.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import { type OpenProvider, openProvider } from './open-provider.ts';

/** Why tokens are given back to their provider. */
export type RevocationReason = 'late-answer' | 'disconnected' | 'deleted' | 'replaced' | 'unconfirmed';

/** Tokens that the provider is to forget (RFC 7009). Lies sealed in the store until it has, so that a restart forgets none. */
export interface Revocation {
  readonly format: 1;
  /** Whose tokens, and all that a call to the provider needs: the provider may have left the settings meanwhile. */
  readonly provider: OpenProvider;
  readonly tokens: readonly { readonly token: string; readonly hint: 'refresh_token' | 'access_token' }[];
  readonly why: RevocationReason;
  /** Wall milliseconds. */
  readonly since: number;
  readonly tries: number;
  /** By the store's clock. */
  readonly nextTryAt: number;
}

/** Where tokens go that nobody may use any more. */
export interface Revocations {
  /**
   * Resolves when the order to revoke them is in the store, with its id; undefined when there is nothing to revoke. It is carried out from
   * `notBefore` on, by the store's clock. Rejects with StoreError.
   */
  add(target: Target, grant: Grant, why: RevocationReason, notBefore?: number): Promise<string | undefined>;
}

export function revocationQueue(records: SealedRecords, random: Random, clock: Clock): Revocations {
  return {
    async add(target, grant, why, notBefore = 0) {
      const { accessToken, refreshToken } = grant;
      // RFC 7009 §2.1: with the refresh token go the access tokens that came of it, where the provider can; so it comes first.
      const tokens = [
        ...(refreshToken === undefined ? [] : [{ token: refreshToken, hint: 'refresh_token' } as const]),
        ...(grant.expiresAt > clock.now() ? [{ token: accessToken, hint: 'access_token' } as const] : []),
      ];
      if (tokens.length === 0) return undefined;
      const order: Revocation = {
        format: 1,
        provider: openProvider(target),
        tokens,
        why,
        since: clock.now(),
        tries: 0,
        nextTryAt: notBefore,
      };
      const id = newId(random);
      await records.swap(revocationRecord(id), 0, JSON.stringify(order));
      return id;
    },
  };
}

/** Reads an order; undefined when someone else has carried it out. */
export async function readRevocation(
  records: SealedRecords,
  name: RecordName,
): Promise<{ readonly order: Revocation; readonly version: number } | undefined> {
  const { value, version } = await records.read(name);
  return value === undefined ? undefined : { order: JSON.parse(value) as Revocation, version };
}
