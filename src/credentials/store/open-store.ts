import { openLibsqlStore } from './libsql.ts';
import { openRedisStore } from './redis.ts';
import { type Store, StoreError } from './store.ts';

/** Opens what `store:` of the configuration names: `file:` with a path, or a `redis://` or `rediss://` URL. Rejects with {@link StoreError}. */
export async function openStore(location: string): Promise<Store> {
  if (location.startsWith('file:')) return openLibsqlStore(location.slice('file:'.length));
  if (/^rediss?:\/\//.test(location)) return openRedisStore(location);
  throw new StoreError('store/cannot-open', 'a credential store is `file:` with a path, or a `redis://` URL');
}
