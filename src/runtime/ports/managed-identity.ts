import type { Token } from './credential-source.ts';
import type { Signal } from './signal.ts';

/** The machine's identity gave no token. The message is for operators and holds no token. */
export class ManagedIdentityError extends Error {
  constructor(text: string, options?: { cause?: unknown }) {
    super(text, options);
    this.name = 'ManagedIdentityError';
  }
}

/** The identity that the machine gives the gateway. */
export interface ManagedIdentity {
  /**
   * An access token for a resource (an application id URI or its id). `clientId` chooses a user-assigned identity. Rejects with
   * {@link ManagedIdentityError}, or with SendFailure when `signal` is aborted.
   */
  token(resource: string, clientId: string | undefined, signal: Signal | undefined): Promise<Token>;
  /** Forgets a token that a backend refused, so that the next one is another. A newer one stays. */
  drop(token: Token): void;
}
