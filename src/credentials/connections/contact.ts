import type { Clock } from '../../runtime/ports/clock.ts';
import { type Store, StoreError } from '../store/store.ts';

/** Whether the store answers, as this process sees it. */
export interface Contact {
  /** Monotonic time since which every call was answered; undefined while the last one was not. */
  readonly steadySince: number | undefined;
}

/** The same store, and what is seen of its answers. */
export function observeContact(store: Store, clock: Clock): { readonly store: Store; readonly contact: Contact } {
  let steadySince: number | undefined;
  const seen = async <T>(call: Promise<T>): Promise<T> => {
    try {
      const answer = await call;
      steadySince ??= clock.elapsed();
      return answer;
    } catch (error) {
      if (error instanceof StoreError) steadySince = undefined;
      throw error;
    }
  };
  return {
    contact: {
      get steadySince() {
        return steadySince;
      },
    },
    store: {
      name: store.name,
      read: (...args) => seen(store.read(...args)),
      compareAndSwap: (...args) => seen(store.compareAndSwap(...args)),
      delete: (...args) => seen(store.delete(...args)),
      take: (...args) => seen(store.take(...args)),
      list: (...args) => seen(store.list(...args)),
      acquireLease: (...args) => seen(store.acquireLease(...args)),
      renewLease: (...args) => seen(store.renewLease(...args)),
      releaseLease: (...args) => seen(store.releaseLease(...args)),
      count: (...args) => seen(store.count(...args)),
      now: () => seen(store.now()),
      changesSince: (...args) => seen(store.changesSince(...args)),
      subscribe: (wake) => store.subscribe(wake),
      close: () => store.close(),
    },
  };
}
