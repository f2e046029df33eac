import type { Signal } from './signal.ts';

/** A JSON Web Key as it was published (RFC 7517 §4). */
export type PublishedKey = Readonly<Record<string, unknown>>;

/** What an OpenID provider says of itself (OpenID Connect Discovery 1.0 §3), as far as policies need it. */
export interface OpenIdMetadata {
  readonly issuer: string;
  readonly keys: readonly PublishedKey[];
}

/** Keys that tokens are signed with, fetched and kept. Rejects with SendFailure, or with a plain error when the document is no metadata. */
export interface SigningKeys {
  /**
   * The metadata at a configuration URL, from memory where it is fresh. With `unknownKey` the caller met a key id that is not among
   * them: they are fetched again, unless that was done a moment ago.
   */
  openId(url: string, options: { readonly unknownKey: boolean; readonly signal: Signal | undefined }): Promise<OpenIdMetadata>;
}
