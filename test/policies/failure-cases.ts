import { memoryCounter } from '../../src/gateway/services/memory-counter.ts';
import type { SectionName } from '../../src/runtime/handler.ts';
import { SendFailure } from '../../src/runtime/ports/send.ts';
import type { Given } from '../support/exchange.ts';
import { recordedExchange } from '../support/exchange.ts';
import { bearing, good, now, ownKey, sign, signed, validateJwt } from './support/jwt.ts';

/** A document and a request that make a policy fail. */
export interface FailureCase {
  readonly policy: string;
  readonly reason: string | null;
  readonly status: number;
  readonly xml: string;
  readonly section?: SectionName;
  readonly given: Given;
  /** What `forward-request` or requests of policies' own fail with. */
  readonly unreachable?: SendFailure;
}

const clock = { now: () => Date.UTC(2024, 2, 15), elapsed: () => 0 };
const subscription = {
  id: 'sub',
  name: null,
  key: '',
  primaryKey: '',
  secondaryKey: '',
  createdDate: 0,
  startDate: null,
  endDate: null,
};
const counting: Given = { subscription, clock, services: { counter: memoryCounter(clock) } };
const rejecting = () => Promise.reject(new Error('gone'));
const notCounting: Given = { subscription, services: { counter: { take: rejecting, add: rejecting } } };
const full: Given = { services: { slots: { take: () => undefined } } };
const filter = (action: string): string => `<ip-filter action="${action}"><address>203.0.113.7</address></ip-filter>`;
const checked = '<check-header name="X-Key" failed-check-httpcode="418" failed-check-error-message="no"><value>blue</value></check-header>';
const claims = '<required-claims><claim name="team"><value>blue</value></claim></required-claims>';
const send = '<send-request response-variable-name="a"><set-url>https://a.example/</set-url></send-request>';
const json = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' };
const timeout = new SendFailure('timeout', 'too late');
const unreachable = new SendFailure('unreachable', 'refused');
const forward = '<forward-request />';
const other = Buffer.from('another secret that is no real one, and long enough');
const jwt = (reason: string, token: string | undefined, inside = ownKey): FailureCase => ({
  policy: 'validate-jwt',
  reason,
  status: 401,
  xml: validateJwt(inside),
  given: token === undefined ? {} : bearing(token),
});
const limits = (policy: string, reason: string, status: number, xml: string): readonly FailureCase[] => [
  // The second call of two is one too many.
  { policy, reason, status, xml: `<choose><when condition="@(true)">${xml}</when></choose>${xml}`, given: counting },
  { policy, reason: 'CounterUnavailable', status: 503, xml, given: notCounting },
];

/** One case for each row of src/policies/failures.ts. */
export const failureCases: readonly FailureCase[] = [
  ...limits('rate-limit', 'RateLimitExceeded', 429, '<rate-limit calls="1" renewal-period="60" />'),
  ...limits('rate-limit-by-key', 'RateLimitExceeded', 429, '<rate-limit-by-key calls="1" renewal-period="60" counter-key="k" />'),
  ...limits('quota', 'QuotaExceeded', 403, '<quota calls="1" renewal-period="3600" />'),
  ...limits('quota-by-key', 'QuotaExceeded', 403, '<quota-by-key calls="1" renewal-period="3600" counter-key="k" />'),
  {
    policy: 'limit-concurrency',
    reason: null,
    status: 429,
    xml: '<limit-concurrency key="k" max-count="1"><set-variable name="a" value="b" /></limit-concurrency>',
    given: full,
  },
  {
    policy: 'jsonp',
    reason: 'CallbackParameterInvalid',
    status: 400,
    xml: '<jsonp callback-parameter-name="cb" />',
    section: 'outbound',
    given: { method: 'GET', url: 'https://api.example/x?cb=1()', response: json },
  },
  { policy: 'ip-filter', reason: 'FailedToParseCallerIP', status: 403, xml: filter('allow'), given: { ipAddress: 'unknown' } },
  { policy: 'ip-filter', reason: 'CallerIpNotAllowed', status: 403, xml: filter('allow'), given: { ipAddress: '198.51.100.1' } },
  { policy: 'ip-filter', reason: 'CallerIpBlocked', status: 403, xml: filter('forbid'), given: {} },
  { policy: 'check-header', reason: 'HeaderNotFound', status: 418, xml: checked, given: {} },
  { policy: 'check-header', reason: 'HeaderValueNotAllowed', status: 418, xml: checked, given: { headers: { 'X-Key': 'red' } } },
  jwt('TokenNotPresent', undefined),
  jwt('TokenSignatureInvalid', await sign(good, {}, other)),
  jwt('TokenAudienceNotAllowed', await signed(), `${ownKey}<audiences><audience>other</audience></audiences>`),
  jwt('TokenIssuerNotAllowed', await signed(), `${ownKey}<issuers><issuer>other</issuer></issuers>`),
  jwt('TokenExpired', await signed({ exp: now - 600 })),
  jwt('TokenSignatureKeyNotFound', await signed({}, { kid: 'nobody' }), ownKey.replace('<key>', '<key id="mine">')),
  jwt('TokenClaimNotFound', await signed(), `${ownKey}${claims}`),
  jwt('TokenClaimValueNotAllowed', await signed({ team: 'red' }), `${ownKey}${claims}`),
  jwt('JwtInvalid', 'no.token.atall'),
  {
    policy: 'validate-azure-ad-token',
    reason: 'TokenNotPresent',
    status: 401,
    xml: '<validate-azure-ad-token tenant-id="contoso.example"><client-application-ids><application-id>a</application-id></client-application-ids></validate-azure-ad-token>',
    given: {},
  },
  { policy: 'forward-request', reason: 'Timeout', status: 500, xml: forward, section: 'backend', given: {}, unreachable: timeout },
  { policy: 'forward-request', reason: 'BackendConnectionFailure', status: 500, xml: forward, section: 'backend', given: {}, unreachable },
  {
    policy: 'forward-request',
    reason: null,
    status: 503,
    xml: '<forward-request fail-on-error-status-code="true" />',
    section: 'backend',
    given: { response: { status: 503 } },
  },
  { policy: 'send-request', reason: 'Timeout', status: 500, xml: send, given: {}, unreachable: timeout },
  { policy: 'send-request', reason: 'BackendConnectionFailure', status: 500, xml: send, given: {}, unreachable },
  {
    policy: 'send-request',
    reason: null,
    status: 503,
    xml: send.replace('send-request ', 'send-request fail-on-error-status-code="true" '),
    given: { answers: [{ status: 503 }] },
  },
  {
    policy: 'get-authorization-context',
    reason: 'CONNECTION_UNAVAILABLE',
    status: 500,
    xml: '<get-authorization-context provider-id="crm" authorization-id="org" context-variable-name="auth" />',
    given: {},
  },
  {
    policy: 'authentication-managed-identity',
    reason: null,
    status: 500,
    xml: '<authentication-managed-identity resource="https://a.example" />',
    given: {},
  },
  {
    policy: 'validate-client-certificate',
    reason: null,
    status: 403,
    xml: '<validate-client-certificate><identities><identity thumbprint="00" /></identities></validate-client-certificate>',
    given: {},
  },
  ...(['inbound', 'outbound'] as const).map(
    (section): FailureCase => ({
      policy: 'validate-content',
      ...(section === 'inbound' ? { reason: 'Bad request', status: 400 } : { reason: 'Response not allowed', status: 502 }),
      xml: '<validate-content unspecified-content-type-action="ignore" max-size="1" size-exceeded-action="prevent" />',
      section,
      given: { body: 'too much', response: { status: 200, body: 'too much' } },
    }),
  ),
  {
    policy: 'validate-parameters',
    reason: 'Bad request',
    status: 400,
    xml: '<validate-parameters specified-parameter-action="ignore" unspecified-parameter-action="prevent" />',
    given: { url: 'https://crm.example/?x=1' },
  },
  {
    policy: 'validate-headers',
    reason: 'Response not allowed',
    status: 502,
    xml: '<validate-headers specified-header-action="ignore" unspecified-header-action="prevent" />',
    section: 'outbound',
    given: { response: { status: 200, headers: { Server: 'x' } } },
  },
  {
    policy: 'validate-status-code',
    reason: 'Response not allowed',
    status: 502,
    xml: '<validate-status-code unspecified-status-code-action="prevent" />',
    section: 'outbound',
    given: { response: { status: 302 } },
  },
  {
    policy: 'validate-graphql-request',
    reason: null,
    status: 400,
    xml: '<validate-graphql-request max-size="1" />',
    given: { schema: 'type Query { a: Int }', body: '{"query":"{a}"}' },
  },
];

/** What the case runs on. */
export function exchangeOf({ given, unreachable: failure }: FailureCase) {
  const recorded = recordedExchange(given);
  if (failure === undefined) return recorded;
  const fail = (): Promise<never> => Promise.reject(failure);
  return { ...recorded, x: Object.assign(recorded.x, { ports: { ...recorded.x.ports, send: fail, forward: fail } }) };
}
