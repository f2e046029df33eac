/** How one token request ended. Nothing in it but the token's own fields is secret. */
export type GrantOutcome =
  | { readonly kind: 'token'; readonly token: GrantedToken }
  /** RFC 6749 §5.2. */
  | OAuthError
  /** Nothing left this machine: it may be tried again at any time. `own`: nor was it the network's or the server's fault. */
  | { readonly kind: 'not-sent'; readonly reason: string; readonly own?: true }
  /** It may have been received; whether a refresh token was used up is not known. */
  | { readonly kind: 'no-answer'; readonly reason: string }
  /** Something else answered: a proxy's page, an empty body, a redirect. */
  | { readonly kind: 'bad-answer'; readonly status: number; readonly reason: BadAnswer }
  /** 5xx and 429 without an OAuth error. */
  | { readonly kind: 'overloaded'; readonly status: number; readonly retryAfterMs: number | undefined };

export interface OAuthError {
  readonly kind: 'oauth-error';
  /** `invalid_grant` and the like: words, 64 characters at most. */
  readonly code: string;
  readonly status: number;
  /** What the server added for people, unless something of ours is in it. */
  readonly description: string | undefined;
}

export type BadAnswer =
  | 'empty'
  | 'html'
  | 'not-json'
  | 'not-an-object'
  | 'redirect'
  | 'too-large'
  | 'no-access-token'
  | 'bound-token'
  /** An exchange brought another kind of token than was asked for. */
  | 'other-token-type'
  | 'unexpected-status';

/** A token answer that was understood. */
export interface GrantedToken {
  readonly accessToken: string;
  /** Undefined: there was none, or an empty one. On a refresh: keep the old one. */
  readonly refreshToken: string | undefined;
  /** Seconds the provider gave it; undefined when it did not say, or said nothing usable. */
  readonly lifetimeS: number | undefined;
  /** What it may be used for; undefined when the provider did not say: then it is what was asked for (RFC 6749 §5.1). */
  readonly scopes: readonly string[] | undefined;
  /** The other fields of the answer, as they came. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Wall time when the request was sent, milliseconds: lifetimes count from here (rule R7). */
  readonly sentAt: number;
}
