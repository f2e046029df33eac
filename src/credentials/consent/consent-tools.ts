import type { RenewalTools } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import type { GiveBack } from '../resources/remove-tokens.ts';
import type { ConnectionId } from '../store/keys.ts';
import type { LinkProof } from './proof.ts';

/** What consenting needs. */
export interface ConsentTools {
  readonly renewal: RenewalTools;
  /** Where a provider sends people back to: the URI that is registered there. A client's own is never taken. */
  redirectUri(provider: string): string;
  /** Our page that a link leads to; the link's token is added as `?link=`. */
  readonly connectUri: string;
  /** The connection as it is now, what others have changed included. Rejects with StoreError. */
  findNow(id: ConnectionId): Promise<Target | undefined>;
  /** A connection has new tokens. */
  connected(id: ConnectionId): void;
  /** Takes tokens that nobody wants. */
  readonly giveBack: GiveBack;
}

/** Milliseconds a consent may take, from the opening of the connect page to the callback. */
export const CONSENT_MS = 600_000;

/** Milliseconds a link lasts. */
export const LINK_MS = 86_400_000;

/** Milliseconds that tokens wait for their confirmation. */
export const PENDING_MS = 600_000;

/** A connection at the time of a link: not a later one of the same id. */
export interface ConsentSubject {
  readonly id: ConnectionId;
  readonly incarnation?: string;
}

/** What a link stands for; lies sealed under the digest of its token. */
export interface LinkBody extends ConsentSubject {
  readonly proof: LinkProof;
}

/** A consent under way; lies sealed under the digest of its state. */
export interface ConsentBody extends ConsentSubject {
  readonly proof: LinkProof;
  readonly verifier: string | undefined;
  readonly redirectUri: string;
  /** What is asked for; absent where no scopes are configured. */
  readonly scopes?: readonly string[];
  /** Of the link it began with, which it uses up; undefined where a sign-in took its place. */
  readonly link: string | undefined;
  /** Of what only the browser that began it knows. */
  readonly browser: string;
}

/** The connection that was meant, if it still is the same one and takes consents. */
export function stillMeant(target: Target | undefined, { incarnation }: ConsentSubject): Target | undefined {
  if (target === undefined || target.grantType !== 'authorizationCode') return undefined;
  return target.settings.incarnation === incarnation ? target : undefined;
}

export const subjectOf = ({ id, settings: { incarnation } }: Target): ConsentSubject =>
  incarnation === undefined ? { id } : { id, incarnation };
