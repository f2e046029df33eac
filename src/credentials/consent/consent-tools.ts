import type { RenewalTools } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import type { ConnectionId } from '../store/keys.ts';

/** What consenting needs. */
export interface ConsentTools {
  readonly renewal: RenewalTools;
  /** Where a provider sends people back to: the URI that is registered there. A client's own is never taken. */
  redirectUri(provider: string): string;
  /** Our page that a link leads to; the link's token is added as `?link=`. */
  readonly connectUri: string;
  /** The connection as configured now. */
  find(id: ConnectionId): Target | undefined;
  /** A connection has new tokens. */
  connected(id: ConnectionId): void;
}

/** Milliseconds a consent may take, from the opening of the connect page to the callback. */
export const CONSENT_MS = 600_000;

/** Milliseconds a link lasts. */
export const LINK_MS = 86_400_000;

/** What a link stands for; lies sealed under the digest of its token. */
export interface LinkBody {
  readonly id: ConnectionId;
}

/** A consent under way; lies sealed under the digest of its state. */
export interface ConsentBody {
  readonly id: ConnectionId;
  readonly verifier: string | undefined;
  readonly redirectUri: string;
  /** Of the link it began with, which it uses up. */
  readonly link: string;
  /** Of what only the browser that began it knows. */
  readonly browser: string;
}
