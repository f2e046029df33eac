import type { Signal } from './signal.ts';

/** A JSON Web Key as it was published (RFC 7517 §4). */
export type PublishedKey = Readonly<Record<string, unknown>>;

/** What an OpenID provider says of itself (OpenID Connect Discovery 1.0 §3), as far as policies need it. */
export interface OpenIdMetadata {
  readonly issuer: string;
  /** The same objects as long as nothing was fetched anew. */
  readonly keys: readonly PublishedKey[];
}

/** Keys cannot be had, so nothing is known of a token. The message is for operators. */
export class SigningKeysUnavailable extends Error {
  constructor(text: string, options?: { cause?: unknown }) {
    super(text, options);
    this.name = 'SigningKeysUnavailable';
  }
}

/** Keys that tokens are signed with, fetched and kept. */
export interface SigningKeys {
  /**
   * The metadata at a configuration URL, from memory where it is fresh. With `unknownKey` the caller met a key id that is not among
   * them: they are fetched again, unless that was done a moment ago. Rejects with {@link SigningKeysUnavailable}, or with SendFailure
   * when `signal` is aborted.
   */
  openId(url: string, options: { readonly unknownKey: boolean; readonly signal: Signal | undefined }): Promise<OpenIdMetadata>;
}
