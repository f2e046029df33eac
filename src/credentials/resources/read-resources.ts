import type { Log } from '../../runtime/ports/log.ts';
import { type ConnectionId, connectionResource, idsOf, isResource, providerResource, resourcePrefix } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import { VaultError } from '../vault/vault-error.ts';
import { parseStored, type StoredConnection, type StoredProvider } from './stored.ts';
import type { Stored, StoredSet } from './view.ts';

/** How many records are read at once. */
const AT_ONCE = 100;

/** What the store keeps of resources, followed through its change log. */
export interface FollowedResources extends StoredSet {
  /** Reads what has changed since the last look; false: nothing had. Rejects with StoreError. */
  look(): Promise<boolean>;
}

/** Reads all resources of a store. Rejects with StoreError, or with VaultError when a record cannot be opened. */
export async function followResources(store: Store, records: SealedRecords, log: Log): Promise<FollowedResources> {
  const providers = new Map<string, Stored<StoredProvider>>();
  const connections = new Map<string, Map<string, Stored<StoredConnection>>>();
  // Where the log stands is asked first: what is written while all is read is then read twice.
  let { last } = await store.changesSince('latest');
  await readAll();

  async function readAll(): Promise<void> {
    providers.clear();
    connections.clear();
    for (const kind of ['provider-resource', 'connection-resource'] as const)
      for await (const keys of pagesOf(store, resourcePrefix(kind))) await readKeys(keys);
  }

  async function readKeys(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += AT_ONCE) await Promise.all(keys.slice(at, at + AT_ONCE).map(readKey));
  }

  async function readKey(key: string): Promise<void> {
    const ids = idsOf(key);
    if (ids === undefined) return;
    try {
      if (key.startsWith('provider-resource/')) await readProvider(ids.provider);
      else await readConnection(ids);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      // One damaged record must not take all others down.
      log.error({ ...ids, reason: error.message }, 'a resource of the credential store is left out');
    }
  }

  async function readProvider(provider: string): Promise<void> {
    providers.delete(provider);
    const { value, version } = await records.read(providerResource(provider));
    if (value !== undefined) providers.set(provider, { record: parseStored<StoredProvider>(value), version });
  }

  async function readConnection(id: ConnectionId): Promise<void> {
    const ofProvider = connections.get(id.provider) ?? new Map<string, Stored<StoredConnection>>();
    connections.set(id.provider, ofProvider);
    ofProvider.delete(id.connection);
    const { value, version } = await records.read(connectionResource(id));
    if (value !== undefined) ofProvider.set(id.connection, { record: parseStored<StoredConnection>(value), version });
  }

  return {
    providers,
    connections,
    async look() {
      let changed = false;
      for (;;) {
        const news = await store.changesSince(last);
        if (news.truncated) {
          await readAll();
          last = news.last;
          return true;
        }
        const keys = new Set(news.changes.map(({ key }) => key).filter(isResource));
        await readKeys([...keys]);
        changed ||= keys.size > 0;
        last = news.last;
        if (news.changes.length === 0) return changed;
      }
    },
  };
}

/** The keys under a prefix, page by page. */
export async function* pagesOf(store: Store, prefix: string): AsyncGenerator<readonly string[]> {
  let cursor: string | undefined;
  do {
    const page = await store.list(prefix, cursor);
    yield page.keys;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
