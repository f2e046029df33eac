export type VaultErrorCode =
  | 'vault/unknown-key'
  | 'vault/cannot-open'
  | 'vault/no-key-file'
  | 'vault/unreadable-key-file'
  | 'vault/unsafe-key-file'
  | 'vault/bad-key-file'
  | 'vault/no-key-service'
  | 'vault/key-service';

/** A key or a record cannot be used. The text says what to do; nothing was changed. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, text: string) {
    super(text);
    this.name = 'VaultError';
    this.code = code;
  }
}
