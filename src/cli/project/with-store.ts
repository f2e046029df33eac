import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { openStore } from '../../credentials/store/open-store.ts';
import type { Store } from '../../credentials/store/store.ts';
import type { KeyRing } from '../../credentials/vault/key-ring.ts';
import { storeLocation } from './open-credentials.ts';
import { openRing } from './open-ring.ts';

/** Opens store and key ring, works with them, and closes the store. A missing key file is refused: an old store cannot be read with a new one. */
export async function withStore<T>(
  { config, secrets }: { readonly config: Config; readonly secrets: SecretReader },
  work: (parts: { readonly store: Store; readonly ring: KeyRing }) => Promise<T>,
): Promise<T> {
  const ring = await openRing(config, secrets, { keyFile: undefined, whenAbsent: 'refuse' });
  const store = await openStore(storeLocation(config, undefined).url);
  try {
    return await work({ store, ring });
  } finally {
    await store.close();
  }
}
