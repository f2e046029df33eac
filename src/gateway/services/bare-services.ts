import type { PolicyServices } from '../../runtime/exchange.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import { ManagedIdentityError } from '../../runtime/ports/managed-identity.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { SigningKeysUnavailable } from '../../runtime/ports/signing-keys.ts';
import { systemSleep } from '../platform/sleep.ts';
import { openBackground } from './background.ts';
import { graphqlOverHttp } from './graphql-over-http.ts';
import { memoryCache } from './memory-cache.ts';
import { memoryCounter } from './memory-counter.ts';
import { openSlots } from './open-slots.ts';

/** Services where nothing is configured: caches and counts in the memory of this process, and an honest no to all else. */
export function bareServices(clock: Clock): PolicyServices {
  return {
    backends: () => undefined,
    caches: { internal: memoryCache(clock), external: undefined },
    background: openBackground(),
    counter: memoryCounter(clock),
    slots: openSlots(),
    certificates: {
      all: () => [],
      byId: () => undefined,
      byThumbprint: () => undefined,
      fromPfx: () => {
        throw new Error('certificates cannot be opened here');
      },
      isTrusted: () => false,
      issuersOf: () => [],
      revocation: () => 'unknown',
    },
    managedIdentity: {
      token: () => Promise.reject(new ManagedIdentityError('no managed identity is configured')),
      drop: () => undefined,
    },
    signingKeys: { openId: () => Promise.reject(new SigningKeysUnavailable('no OpenID configuration can be fetched here')) },
    bus: {
      send: () => Promise.reject(new SendFailure('refused', 'no message target is configured; add it under messaging in fedpass.yaml')),
      hasLogger: () => false,
      sidecar: undefined,
    },
    metrics: () => undefined,
    schemas: { validate: () => ({ kind: 'unknown' }), http: () => graphqlOverHttp, graph: () => undefined, sample: () => undefined },
    sleep: systemSleep,
  };
}
