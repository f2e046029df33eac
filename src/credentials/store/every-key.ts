import type { Store } from './store.ts';

/** The keys of all lasting entries under a prefix, page by page. What comes and goes meanwhile may be in or not. */
export async function* everyKey(store: Store, prefix = ''): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = await store.list(prefix, cursor);
    yield* page.keys;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
