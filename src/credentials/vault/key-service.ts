/**
 * A key service that wraps the keys of the ring (a KMS): its own key never leaves it, and ours lie wrapped wherever the ring is kept. Unwrapped
 * they are in memory only, so records are sealed and opened without asking it.
 */
export interface KeyService {
  /** For people. */
  readonly name: string;
  /** `kid`: what the wrapping is bound to; under another it does not unwrap. Rejects with VaultError. */
  wrap(key: Uint8Array, kid: string): Promise<string>;
  /** Rejects with VaultError, also for what this service did not wrap. */
  unwrap(wrapped: string, kid: string): Promise<Uint8Array<ArrayBuffer>>;
}
