import type { Signal } from './signal.ts';

/** A secret text that does not print: `String()`, JSON and inspection all show `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself. Every call of this is a place where a secret leaves its wrapper. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  get [Symbol.toStringTag](): string {
    return 'Secret';
  }

  /** What Node's inspection prints. The symbol is spelled out because the runtime names no platform module. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** An access token that may be used now. */
export interface Token {
  readonly accessToken: Secret;
  /** The fields of the token answer (RFC 6749 §5.1) without `access_token` and `refresh_token`; JSON values. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Wall time in milliseconds after which it must not be used. */
  readonly expiresAt: number;
  /** Counts up with every token of the connection; an upstream 401 drops the generation it was seen with. */
  readonly generation: number;
  /** Where it may be sent, as `api.example.com` or `*.example.com`, in lower case; absent: anywhere. */
  readonly hosts?: readonly string[];
}

/** Who asks. `managed` is the gateway's own identity; `jwt` carries the bearer token of a user or service, unverified. */
export type Asker = { readonly kind: 'managed' } | { readonly kind: 'jwt'; readonly token: Secret };

export interface CredentialRequest {
  readonly provider: string;
  readonly connection: string;
  readonly asker: Asker;
}

export type CredentialErrorCode =
  | 'CONNECTION_REQUIRED'
  | 'CONNECTION_UNAVAILABLE'
  | 'CONNECTION_THROTTLED'
  | 'ACCESS_DENIED'
  /** Whoever asks is not known: there is no token of his, or none that counts. */
  | 'UNAUTHENTICATED'
  | 'PROVIDER_DOWN';

/** What somebody can do himself about a connection of his own. Nobody else is told. */
export interface ConnectOffer {
  /** A page of ours where he signs in and connects it. */
  readonly connectUrl: string;
  /** What he would be asked for, and has not given. */
  readonly missingScopes: readonly string[];
}

/** Why there is no token. `message` is for the caller and holds no secret; `detail` is for the operator's log. */
export class CredentialError extends Error {
  readonly code: CredentialErrorCode;
  readonly provider: string;
  readonly connection: string;
  readonly detail: string;
  /** With CONNECTION_THROTTLED and PROVIDER_DOWN, where it is known: in how many milliseconds it is worth another try. */
  readonly retryAfterMs: number | undefined;
  /** With CONNECTION_REQUIRED: for its owner, where it is he who asked. */
  readonly offer: ConnectOffer | undefined;

  constructor(
    code: CredentialErrorCode,
    text: string,
    at: { provider: string; connection: string; detail?: string; retryAfterMs?: number | undefined; offer?: ConnectOffer | undefined },
  ) {
    super(text);
    this.name = 'CredentialError';
    this.code = code;
    this.provider = at.provider;
    this.connection = at.connection;
    this.detail = at.detail ?? text;
    this.retryAfterMs = at.retryAfterMs;
    this.offer = at.offer;
  }
}

/** Where `get-authorization-context` gets its tokens. Access policies are checked behind it, on every call. */
export interface CredentialSource {
  /** The cached token, if the asker may have it and it can be told without waiting. */
  peek(request: CredentialRequest): Token | undefined;
  /** The token; fetched or refreshed when needed. Rejects with {@link CredentialError}. */
  get(request: CredentialRequest, signal?: Signal): Promise<Token>;
}
