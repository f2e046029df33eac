/** A connection of a provider, as people write it. Ids ignore case. */
export interface ConnectionId {
  readonly provider: string;
  readonly connection: string;
}

/**
 * The name of a record: its key in the store, and what its seal is bound to. What belongs to one connection carries the same
 * `{provider/connection}` in its key, which Redis takes as the hash tag. Ids are escaped, so that none can end a name early.
 */
export interface RecordName {
  readonly key: string;
  readonly kind: string;
  readonly provider: string;
  readonly connection: string;
}

const escapeId = (id: string): string => encodeURIComponent(id.toLowerCase());

const tag = (id: ConnectionId): string => `{${escapeId(id.provider)}/${escapeId(id.connection)}}`;

const ofConnection = (kind: string, id: ConnectionId): RecordName => ({
  key: `${kind}/${tag(id)}`,
  kind,
  provider: id.provider.toLowerCase(),
  connection: id.connection.toLowerCase(),
});

/** Records of no connection: what tells them apart stands in the place of the connection. */
const alone = (kind: string, id: string): RecordName => ({ key: `${kind}/${id}`, kind, provider: '', connection: id });

/** The connection itself: state, tokens, intent. */
export const connectionRecord = (id: ConnectionId): RecordName => ofConnection('connection', id);

/** An answer that came too late to be saved, waiting to be adopted. */
export const orphanRecord = (id: ConnectionId): RecordName => ofConnection('orphan', id);

/** Tokens that wait to be revoked. */
export const revocationRecord = (id: string): RecordName => alone('revocation', id);

/** The lease that saves others the work of renewing the same connection. */
export const renewalLease = (id: ConnectionId): string => `renew/${tag(id)}`;

/** A consent under way, by the SHA-256 of its state. */
export const consentRecord = (digest: string): RecordName => alone('consent', digest);

/** A one-time link to connect, by the SHA-256 of its token. */
export const linkRecord = (digest: string): RecordName => alone('link', digest);

/** What the store knows of itself: its id and the gateway's identity. */
export const originRecord: RecordName = alone('origin', 'store');
