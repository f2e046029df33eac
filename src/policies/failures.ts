/** A way in which a policy ends an exchange, as `context.LastError` has it (`reference/errors.json`). */
export interface FailureRow {
  /** `context.LastError.Reason`; null where API Management documents none. */
  readonly reason: string | null;
  /** The status of the default answer; or what it is, where the document says. */
  readonly status: number | 'the attribute’s' | 'that of the answer';
  readonly when: string;
}

const rateLimited: FailureRow = { reason: 'RateLimitExceeded', status: 429, when: 'The limit is reached; `Retry-After` says how long.' };
const quotaUsed: FailureRow = { reason: 'QuotaExceeded', status: 403, when: 'The quota is used up; `Retry-After` says how long.' };
const uncounted: FailureRow = { reason: 'CounterUnavailable', status: 503, when: 'Nothing can be counted, so nothing is let through.' };
const badRequest: FailureRow = { reason: 'Bad request', status: 400, when: 'The action is `prevent`, in inbound.' };
const badResponse: FailureRow = { reason: 'Response not allowed', status: 502, when: 'The action is `prevent`, in outbound or on-error.' };

/** What each policy may fail with, beside what every one may: an expression that fails, and a service that cannot be reached. */
export const failures: Readonly<Record<string, readonly FailureRow[]>> = {
  'rate-limit': [rateLimited, uncounted],
  'rate-limit-by-key': [rateLimited, uncounted],
  quota: [quotaUsed, uncounted],
  'quota-by-key': [quotaUsed, uncounted],
  'limit-concurrency': [{ reason: null, status: 429, when: 'As many as allowed are under way.' }],
  jsonp: [{ reason: 'CallbackParameterInvalid', status: 400, when: 'The parameter names no function.' }],
  'ip-filter': [
    { reason: 'FailedToParseCallerIP', status: 403, when: 'The address of the client is not known.' },
    { reason: 'CallerIpNotAllowed', status: 403, when: 'The address is none of those that are allowed.' },
    { reason: 'CallerIpBlocked', status: 403, when: 'The address is one of those that are forbidden.' },
  ],
  'check-header': [
    { reason: 'HeaderNotFound', status: 'the attribute’s', when: 'The header is not there.' },
    { reason: 'HeaderValueNotAllowed', status: 'the attribute’s', when: 'The header has another value.' },
  ],
  'validate-jwt': [
    { reason: 'TokenNotPresent', status: 401, when: 'There is no token.' },
    { reason: 'TokenSignatureInvalid', status: 401, when: 'The signature is not that of a known key.' },
    { reason: 'TokenAudienceNotAllowed', status: 401, when: 'The token is for another audience.' },
    { reason: 'TokenIssuerNotAllowed', status: 401, when: 'The token is of another issuer.' },
    { reason: 'TokenExpired', status: 401, when: 'The token is out of date.' },
    { reason: 'TokenSignatureKeyNotFound', status: 401, when: 'There is no key of the token’s `kid`.' },
    { reason: 'TokenClaimNotFound', status: 401, when: 'A claim that is asked for is not there.' },
    { reason: 'TokenClaimValueNotAllowed', status: 401, when: 'A claim has another value.' },
    { reason: 'JwtInvalid', status: 401, when: 'The token is otherwise none that can be used.' },
  ],
  'validate-azure-ad-token': [{ reason: 'TokenNotPresent', status: 401, when: 'There is no token; otherwise as validate-jwt.' }],
  'forward-request': [
    { reason: 'Timeout', status: 500, when: 'No response headers came in time.' },
    { reason: 'BackendConnectionFailure', status: 500, when: 'The backend cannot be reached, or broke off.' },
    { reason: null, status: 'that of the answer', when: '`fail-on-error-status-code` is true and the status is 400 or more.' },
  ],
  'send-request': [
    { reason: 'Timeout', status: 500, when: 'No answer came in time, and `ignore-error` is false.' },
    { reason: 'BackendConnectionFailure', status: 500, when: 'The service cannot be reached, and `ignore-error` is false.' },
    { reason: null, status: 'that of the answer', when: '`fail-on-error-status-code` is true and the status is 400 or more.' },
  ],
  'get-authorization-context': [
    {
      reason: 'CONNECTION_UNAVAILABLE',
      status: 500,
      when: 'There is no token, and `ignore-error` is false; the reason is the code of the credential manager.',
    },
  ],
  'authentication-managed-identity': [{ reason: null, status: 500, when: 'There is no token, and `ignore-error` is false.' }],
  'validate-client-certificate': [{ reason: null, status: 403, when: 'The certificate does not pass, and `ignore-error` is false.' }],
  'validate-content': [badRequest, badResponse],
  'validate-parameters': [badRequest],
  'validate-headers': [badResponse],
  'validate-status-code': [badResponse],
  'validate-graphql-request': [{ reason: null, status: 400, when: 'The request does not pass; the answer has `errors` and no data.' }],
};
