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

/** The name that a key in the store belongs to; undefined for what is no key of ours. */
export function nameOfKey(key: string): RecordName | undefined {
  const [, kind, place] = /^([a-z-]+)\/(.+)$/.exec(key) ?? [];
  if (kind === undefined || place === undefined) return undefined;
  const [, provider, connection] = /^\{([^/{}]*)\/([^/{}]*)\}$/.exec(place) ?? [];
  if (provider === undefined || connection === undefined) return { key, kind, provider: '', connection: place };
  return { key, kind, provider: decodeURIComponent(provider), connection: decodeURIComponent(connection) };
}

/** The connection itself: state, tokens, intent. */
export const connectionRecord = (id: ConnectionId): RecordName => ofConnection('connection', id);

/** A provider, or a connection with its access policies, that was made through the management API and stands in no file. */
export const providerResource = (provider: string): RecordName => ofConnection('provider-resource', { provider, connection: '' });
export const connectionResource = (id: ConnectionId): RecordName => ofConnection('connection-resource', id);

/** What the keys of all such records of one kind begin with; of one provider, when it is named. */
export const resourcePrefix = (kind: 'provider-resource' | 'connection-resource' | 'connection', provider?: string): string =>
  provider === undefined ? `${kind}/{` : `${kind}/{${escapeId(provider)}/`;

/** The ids in a key of a connection or of a resource, in lower case; undefined for keys of anything else. */
export function idsOf(key: string): ConnectionId | undefined {
  const [, provider, connection] = /^(?:connection|connection-resource|provider-resource)\/\{([^/{}]*)\/([^/{}]*)\}$/.exec(key) ?? [];
  if (provider === undefined || connection === undefined) return undefined;
  return { provider: decodeURIComponent(provider), connection: decodeURIComponent(connection) };
}

/** Whether a key is that of a resource. */
export const isResource = (key: string): boolean => /^(?:provider|connection)-resource\//.test(key);

/** The lease under which something is added to a collection that has a limit. */
export const collectionLease = (provider?: string): string => (provider === undefined ? 'collect/{}' : `collect/{${escapeId(provider)}}`);

/** An answer that came too late to be saved, waiting to be adopted. */
export const orphanRecord = (id: ConnectionId): RecordName => ofConnection('orphan', id);

/** What the kill switch stops. `user`: a digest of issuer and object id. */
export type BlockedThing =
  | { readonly kind: 'provider'; readonly provider: string }
  | { readonly kind: 'connection'; readonly provider: string; readonly connection: string }
  | { readonly kind: 'user'; readonly user: string };

/** A block of the kill switch. */
export function blockRecord(thing: BlockedThing): RecordName {
  switch (thing.kind) {
    case 'provider':
      return alone('block', `provider/${escapeId(thing.provider)}`);
    case 'connection':
      return alone('block', `connection/${escapeId(thing.provider)}/${escapeId(thing.connection)}`);
    case 'user':
      return alone('block', `user/${thing.user}`);
  }
}

/** Tokens that wait to be revoked. */
export const revocationRecord = (id: string): RecordName => alone('revocation', id);

/** What a connection was let do in the present minute. */
export const authorizationCount = (id: ConnectionId): string => `authorizations/${tag(id)}`;

/** Until when a provider asked not to be called, by a digest of the server or the connection. */
export const pauseRecord = (digest: string): RecordName => alone('pause', digest);

/** What was last told of a connection. */
export const toldRecord = (id: ConnectionId): RecordName => ofConnection('told', id);

/** A webhook that waits to be delivered; and what the keys of all such begin with. */
export const webhookRecord = (id: string): RecordName => alone('webhook', id);
export const webhookPrefix = 'webhook/';

/** The lease that saves others the work of renewing the same connection. */
export const renewalLease = (id: ConnectionId): string => `renew/${tag(id)}`;

/** What the keys of the audit log begin with; its end; and the place of an entry. */
export const auditPrefix = 'audit/';
export const auditHead: RecordName = alone('audit', 'head');
export const auditSlot = (slot: number): RecordName => alone('audit', `entry-${slot}`);

/** The lease under which keys are added and records are sealed anew. */
export const rotationLease = 'rotate-keys';

/** A consent under way, by the SHA-256 of its state. */
export const consentRecord = (digest: string): RecordName => alone('consent', digest);

/** A one-time link to connect, by the SHA-256 of its token. */
export const linkRecord = (digest: string): RecordName => alone('link', digest);

/** A sign-in under way, by the SHA-256 of its state. */
export const signInRecord = (digest: string): RecordName => alone('sign-in', digest);

/** Tokens that wait for a confirmation, by the SHA-256 of its code. */
export const pendingRecord = (digest: string): RecordName => alone('pending', digest);

/** That the store was put back to an earlier state. */
export const restoredRecord: RecordName = alone('restored', 'store');

/** What the store knows of itself: its id and the gateway's identity. */
export const originRecord: RecordName = alone('origin', 'store');
