import { isSamePrincipal, type PrincipalName } from '../access/principal-name.ts';
import { digestOf } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import type { GrantedToken } from '../grants/outcome.ts';
import { type ConnectionId, pendingRecord, revocationRecord } from '../store/keys.ts';
import { type ConsentSubject, type ConsentTools, PENDING_MS, stillMeant, subjectOf } from './consent-tools.ts';
import type { LinkProof } from './proof.ts';
import { dropToken, grantOfNobody, type Saved, saveConsent } from './save-consent.ts';

/** Tokens that wait for a confirmation; lie sealed under the digest of its code. */
interface PendingBody extends ConsentSubject {
  readonly proof: LinkProof;
  /** Of what only the browser that consented knows. */
  readonly browser: string;
  readonly token: GrantedToken;
  /** The order to revoke them when nobody confirms; undefined when there is nothing to revoke. */
  readonly unlessConfirmed?: string;
}

/** Milliseconds after the end of the wait: whoever confirms at the last moment comes before the revocation. */
const MARGIN_MS = 60_000;

/** Who confirms: the browser that consented, by its cookie, or a principal, by a verified token. */
export type Confirmer =
  | { readonly kind: 'browser'; readonly secret: string | undefined }
  | { readonly kind: 'principal'; readonly name: PrincipalName };

export interface Confirmation {
  readonly code: string;
  readonly by: Confirmer;
  /** False: the tokens are given back. */
  readonly accept: boolean;
  /** The connection that the confirmation speaks of, where it does. */
  readonly of?: ConnectionId;
}

export type Confirmed =
  | Saved
  /** Over (10 minutes), used, or never given out. */
  | { readonly kind: 'unknown-code' }
  /** It is not for this browser or this principal to confirm. */
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'declined'; readonly id: ConnectionId };

/** Keeps tokens until they are confirmed, and returns the code that confirms them once. Rejects with StoreError. */
export async function keepPending(
  tools: ConsentTools,
  target: Target,
  waiting: Pick<PendingBody, 'proof' | 'browser' | 'token'>,
): Promise<string> {
  const { records, random, revocations, store } = tools.renewal;
  const until = (await store.now()) + PENDING_MS + MARGIN_MS;
  // Ordered beforehand: what waits ends by itself, and then nobody has the tokens any more to revoke them.
  const unlessConfirmed = await revocations.add(target, grantOfNobody(target, waiting.token), 'unconfirmed', until);
  const code = Buffer.from(random.bytes(32)).toString('base64url');
  const body: PendingBody = { ...subjectOf(target), ...waiting, ...(unlessConfirmed === undefined ? {} : { unlessConfirmed }) };
  await records.swap(pendingRecord(digestOf(code)), 0, JSON.stringify(body), { ttlMs: PENDING_MS });
  return code;
}

/** Connects what waits for this code, or gives its tokens back. Rejects with StoreError or VaultError. */
export async function confirmConsent(tools: ConsentTools, { code, by, accept, of }: Confirmation): Promise<Confirmed> {
  const { records, store } = tools.renewal;
  const name = pendingRecord(digestOf(code));
  // Looked at before it is taken, so that whoever may not confirm does not spoil it for the one who may.
  const seen = (await records.read(name)).value;
  if (seen === undefined) return { kind: 'unknown-code' };
  const waiting = JSON.parse(seen) as PendingBody;
  if (of !== undefined && !sameId(of, waiting.id)) return { kind: 'unknown-code' };
  if (!isFor(waiting, by)) return { kind: 'not-yours' };
  if ((await records.take(name)).value === undefined) return { kind: 'unknown-code' };
  const target = stillMeant(await tools.findNow(waiting.id), waiting);
  // Without a connection to take them the order stands.
  if (target === undefined) return { kind: 'unknown-connection' };
  // Before they are saved: an order that outlived a crash would revoke the tokens of a connection.
  const { unlessConfirmed } = waiting;
  if (unlessConfirmed !== undefined && !(await store.delete(revocationRecord(unlessConfirmed).key))) return { kind: 'unknown-code' };
  if (accept) return saveConsent(tools, target, waiting.token);
  await dropToken(tools, target, waiting.token);
  return { kind: 'declined', id: target.id };
}

function isFor({ proof, browser }: PendingBody, by: Confirmer): boolean {
  if (proof.kind === 'page') return by.kind === 'browser' && by.secret !== undefined && digestOf(by.secret) === browser;
  return by.kind === 'principal' && isSamePrincipal(by.name, proof.principal);
}

const sameId = (one: ConnectionId, other: ConnectionId): boolean =>
  one.provider.toLowerCase() === other.provider.toLowerCase() && one.connection.toLowerCase() === other.connection.toLowerCase();
