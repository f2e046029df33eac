/**
 * Names in the store. What belongs to one connection carries the same `{provider/connection}`, which Redis takes as the hash tag.
 * Ids ignore case, and are escaped, so that no id can end a name early or reach another's.
 */
export interface ConnectionId {
  readonly provider: string;
  readonly connection: string;
}

export const escapeId = (id: string): string => encodeURIComponent(id.toLowerCase());

const tag = (id: ConnectionId): string => `{${escapeId(id.provider)}/${escapeId(id.connection)}}`;

/** The connection itself: state, tokens, intent. */
export const connectionKey = (id: ConnectionId): string => `connection/${tag(id)}`;

/** The lease that saves others the work of renewing the same connection. */
export const leaseKey = (id: ConnectionId): string => `renew/${tag(id)}`;

/** An answer that came too late to be saved, waiting to be adopted. */
export const orphanKey = (id: ConnectionId): string => `orphan/${tag(id)}`;

/** A consent under way, by the SHA-256 of its state. */
export const consentKey = (digest: string): string => `consent/${digest}`;

/** A one-time link to connect, by the SHA-256 of its token. */
export const linkKey = (digest: string): string => `link/${digest}`;

/** What the store knows of itself: its id and the gateway's identity. */
export const originKey = 'origin';
