import type { Secret } from './credential-source.ts';
import type { Signal } from './signal.ts';

/** The identity that the machine gives the gateway. Rejects with PolicyFailure-free plain errors whose messages hold no token. */
export interface ManagedIdentity {
  /** An access token for a resource (an application id URI or its id). `clientId` chooses a user-assigned identity. */
  token(resource: string, clientId: string | undefined, signal: Signal | undefined): Promise<Secret>;
}
