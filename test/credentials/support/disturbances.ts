import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { type TokenTransport, TransportError } from '../../../src/credentials/grants/transport.ts';
import { type Store, StoreError } from '../../../src/credentials/store/store.ts';
import { gate } from './rotating-provider.ts';

const isRefresh = (body: string | undefined): boolean => body?.includes('grant_type=refresh_token') === true;

/** A transport whose next refresh passes a gate on its way back. */
export function holdingTransport(): { transport: TokenTransport; back: ReturnType<typeof gate> } {
  const back = gate();
  let first = true;
  return {
    back,
    async transport(request) {
      const answer = await httpTransport(request);
      if (first && isRefresh(request.body)) {
        first = false;
        await back.pass();
      }
      return answer;
    },
  };
}

/** A transport whose first refreshes end so. `undefined`: that one goes through. */
export function failingTransport(...phases: readonly ('not-sent' | 'no-answer')[]): TokenTransport {
  const left = [...phases];
  return async (request) => {
    const phase = isRefresh(request.body) ? left.shift() : undefined;
    if (phase === undefined) return httpTransport(request);
    throw new TransportError(phase, 'test');
  };
}

/** The transport of a process that dies at its first refresh. */
export const dyingTransport: TokenTransport = (request) =>
  isRefresh(request.body) ? new Promise(() => undefined) : httpTransport(request);

/** A store that can go away and come back. */
export function breakableStore(store: Store): { readonly store: Store; down: boolean } {
  const state = {
    down: false,
    store: new Proxy(store, {
      get(target, name, receiver) {
        if (state.down && failing.has(name))
          return () => Promise.reject(new StoreError('store/unreachable', 'the credential store cannot be reached'));
        return Reflect.get(target, name, receiver);
      },
    }),
  };
  return state;
}

const failing: ReadonlySet<string | symbol> = new Set(['read', 'compareAndSwap', 'acquireLease', 'changesSince']);
