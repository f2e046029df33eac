import { type ConnectOffer, CredentialError } from '../../runtime/ports/credential-source.ts';
import type { GrantOutcome } from '../grants/outcome.ts';
import type { ConnectionId } from '../store/keys.ts';
import { StoreError } from '../store/store.ts';
import { VaultError } from '../vault/vault-error.ts';
import type { BrokenReason } from './state.ts';

/** What a client proves itself with, and whose owner can mend it. */
export interface SecretOwner {
  readonly owner: 'provider' | 'connection';
  readonly what: 'secret' | 'private key';
}

/** Why a connection has no token now. No part of it is secret. */
export type Failure =
  | { readonly kind: 'consent-needed' }
  | { readonly kind: 'broken'; readonly reason: BrokenReason }
  /** The provider refused for a reason that only settings mend; the connection itself is not broken. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly description: string | undefined;
      readonly secretOf: SecretOwner;
    }
  /** The provider does not take the token of the caller, who has to bring another. */
  | { readonly kind: 'caller-refused'; readonly code: string; readonly description: string | undefined }
  /** There is no caller whose token could be exchanged. */
  | { readonly kind: 'no-caller' }
  | { readonly kind: 'provider-down'; readonly why: string; readonly retryAfterMs?: number }
  /** It was not even asked, for its own sake. */
  | { readonly kind: 'held-back'; readonly why: string; readonly retryAfterMs: number }
  /** The last call had no answer, and the refresh token must not be sent again yet. */
  | { readonly kind: 'too-early' }
  /** Others are renewing it, for longer than this caller waits. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'store'; readonly text: string }
  /** More than its share in this minute. */
  | { readonly kind: 'throttled'; readonly againInMs: number }
  | { readonly kind: 'stopped' };

export const storeFailure = (error: unknown): Failure => {
  if (error instanceof StoreError || error instanceof VaultError) return { kind: 'store', text: error.message };
  throw error;
};

/** What a token request without a token means. `invalid_grant` is decided by the caller, who knows what was sent. */
export function failureOf(outcome: Exclude<GrantOutcome, { kind: 'token' }>, secretOf: SecretOwner): Failure {
  switch (outcome.kind) {
    case 'oauth-error':
      return { kind: 'refused', code: outcome.code, description: outcome.description, secretOf };
    case 'not-sent':
      return { kind: 'provider-down', why: `the token endpoint cannot be reached (${outcome.reason})` };
    case 'no-answer':
      return { kind: 'provider-down', why: `the token endpoint did not answer (${outcome.reason})` };
    case 'bad-answer':
      return { kind: 'provider-down', why: `the token endpoint answered with no token (${outcome.reason}, status ${outcome.status})` };
    case 'overloaded':
      return {
        kind: 'provider-down',
        why: `the token endpoint answered with status ${outcome.status}`,
        ...(outcome.retryAfterMs === undefined ? {} : { retryAfterMs: outcome.retryAfterMs }),
      };
  }
}

/** Error codes by which a provider speaks of the token that is exchanged, and not of us (RFC 8693 §2.2.2, OpenID Connect Core 1.0 §3.1.2.6). */
const OF_CALLERS: ReadonlySet<string> = new Set([
  'invalid_grant',
  'invalid_token',
  'access_denied',
  'interaction_required',
  'login_required',
  'consent_required',
]);

/** The same for a request made with a caller's token. */
export function callerFailureOf(outcome: Exclude<GrantOutcome, { kind: 'token' }>, secretOf: SecretOwner): Failure {
  return outcome.kind === 'oauth-error' && OF_CALLERS.has(outcome.code)
    ? { kind: 'caller-refused', code: outcome.code, description: outcome.description }
    : failureOf(outcome, secretOf);
}

const BROKEN: Readonly<Record<BrokenReason, string>> = {
  refused: 'the provider no longer takes its refresh token (`invalid_grant`)',
  unanswered: 'its refresh token was sent twice without an answer',
  ended: 'its token is over and there is no refresh token',
};

/** For operators: what happened and who can mend it. */
export function describeFailure(failure: Failure, id: ConnectionId): string {
  const connection = `connection \`${id.provider}/${id.connection}\``;
  switch (failure.kind) {
    case 'consent-needed':
      return `${connection} was never connected; open its consent link`;
    case 'broken':
      return `${connection} must be connected anew: ${BROKEN[failure.reason]}; open its consent link`;
    case 'refused': {
      const said = failure.description === undefined ? '' : `: ${failure.description}`;
      const { what, owner: holder } = failure.secretOf;
      const owner = holder === 'provider' ? `provider \`${id.provider}\`` : connection;
      return failure.code === 'invalid_client'
        ? `the provider does not take the client id and ${what} of ${owner} (\`invalid_client\`)${said}; replace the ${what} there`
        : `the provider refused ${connection} (\`${failure.code}\`)${said}; check the parameters of ${owner}`;
    }
    case 'caller-refused': {
      const said = failure.description === undefined ? '' : `: ${failure.description}`;
      return `the provider does not take the caller's token for ${connection} (\`${failure.code}\`)${said}`;
    }
    case 'no-caller':
      return `${connection} exchanges the token of its caller, and was asked for without one; use \`identity-type="jwt"\``;
    case 'provider-down':
      return `no token for ${connection}: ${failure.why}`;
    case 'held-back':
      return `no token for ${connection}: ${failure.why}; it may be asked again in ${Math.ceil(failure.retryAfterMs / 1_000)} s`;
    case 'too-early':
      return `no token for ${connection}: the token endpoint did not answer, and it is too early to ask again`;
    case 'busy':
      return `no token for ${connection}: another process is renewing it and takes long`;
    case 'store':
      return `no token for ${connection}: ${failure.text}`;
    case 'throttled':
      return `no token for ${connection}: it had its authorizations of this minute, and may have more in ${Math.ceil(failure.againInMs / 1_000)} s`;
    case 'stopped':
      return `no token for ${connection}: this process is stopping`;
  }
}

/** Whether a consent would mend it. */
export const needsConsent = ({ kind }: Failure): boolean => kind === 'consent-needed' || kind === 'broken';

/** The error for the caller: a code and one flat sentence. Everything else is detail. `offer`: for the owner, where it is he who asked. */
export function credentialError(failure: Failure, id: ConnectionId, offer?: ConnectOffer): CredentialError {
  const at = { ...id, detail: describeFailure(failure, id) };
  switch (failure.kind) {
    case 'consent-needed':
    case 'broken':
      return new CredentialError('CONNECTION_REQUIRED', 'this connection has to be connected first', { ...at, offer });
    case 'provider-down':
    case 'held-back':
    case 'too-early':
    case 'busy':
      return new CredentialError('PROVIDER_DOWN', 'the provider of this connection gives no tokens at the moment', {
        ...at,
        ...('retryAfterMs' in failure ? { retryAfterMs: failure.retryAfterMs } : {}),
      });
    case 'throttled':
      return new CredentialError('CONNECTION_THROTTLED', 'this connection is asked for too often', {
        ...at,
        retryAfterMs: failure.againInMs,
      });
    case 'caller-refused':
      return new CredentialError('ACCESS_DENIED', 'the provider of this connection refuses this caller', at);
    case 'refused':
    case 'no-caller':
    case 'store':
    case 'stopped':
      return unavailable(at);
  }
}

/** The same for a connection that does not exist and one that cannot be used: callers learn no difference. */
export const unavailable = (at: ConnectionId & { readonly detail: string }): CredentialError =>
  new CredentialError('CONNECTION_UNAVAILABLE', 'this connection is not available', at);

/** The caller's own token opens nothing, whatever he asks for: whether there is such a connection is nothing to him. */
export const unauthenticated = (id: ConnectionId, detail: string): CredentialError =>
  new CredentialError('UNAUTHENTICATED', 'sign in again: the bearer token of the request does not count here, or no longer', {
    ...id,
    detail,
  });

/** Not by the access policies, or not this user: a flat refusal for the caller, the reason for the operator. */
export const accessDenied = (id: ConnectionId, detail: string): CredentialError =>
  new CredentialError('ACCESS_DENIED', 'permission denied by the access policies of this connection', { ...id, detail });
