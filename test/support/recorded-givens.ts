import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import type { Given } from './exchange.ts';

const clock = { now: () => Date.UTC(2024, 2, 15, 10, 20, 30), elapsed: () => 0 };

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of the right form that nobody signed. */
const token = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part({
  iss: 'https://login.example/tenant/v2.0',
  aud: 'api://fedpass',
  sub: 'ada',
  oid: '7f3c',
  azp: 'client',
  appid: 'client',
  roles: ['Reader'],
  groups: ['7f3c'],
  scp: 'read write',
  exp: clock.now() / 1000 + 600,
})}.c2lnbmF0dXJl`;

const machineToken = { accessToken: new Secret('machine'), claims: { token_type: 'Bearer' }, expiresAt: 0, generation: 1 };

/** Everything that a document may ask for is there. */
function services(): NonNullable<Given['services']> {
  return {
    ...bareServices(clock),
    backends: () => 'https://backend.example/base',
    managedIdentity: { token: async () => machineToken, drop: () => undefined },
    signingKeys: { openId: async () => ({ issuer: 'https://login.example/tenant/v2.0', keys: [] }) },
    bus: {
      send: async () => ({ status: 200, reason: 'OK', headers: [], body: new Uint8Array() }),
      hasLogger: () => true,
      sidecar: undefined,
    },
    sleep: async () => undefined,
  };
}

const json = { 'Content-Type': 'application/json' };
const answer = {
  access_token: token,
  token_type: 'Bearer',
  expires_in: 3600,
  active: true,
  id: 1,
  name: 'Ada',
  value: [{ id: 1, name: 'Ada', properties: { state: 'ready' } }],
  result: { items: [] },
};
const answers = (status: number, body: string): NonNullable<Given['answers']> =>
  Array.from({ length: 40 }, () => ({ status, headers: json, body }));

const base = {
  clock,
  tokens: { 'github/org': 'abc' },
} satisfies Given;

const request = {
  ...answer,
  user: { id: 'ada', email: 'ada@example.com' },
  messages: [{ role: 'user', content: 'hello' }],
  model: 'm',
  stream: false,
};

/** Requests of many kinds, to be run through any document. A function, because services count and remember. */
export const recordedGivens = (): Readonly<Record<string, Given>> => ({
  'a bare GET': { ...base, method: 'GET', services: services(), response: { status: 200, headers: json, body: '{}' } },
  'a GET with a token and a query': {
    ...base,
    method: 'GET',
    url: 'https://crm.example/v1/items/7?id=7&limit=10&state=abc&code=xyz',
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      'User-Agent': 'test',
      Cookie: 'session=abc; other=1',
      Origin: 'https://app.example',
    },
    services: services(),
    answers: answers(200, JSON.stringify(answer)),
    response: { status: 200, headers: { ...json, ETag: '"1"' }, body: JSON.stringify(answer) },
  },
  'a POST of JSON': {
    ...base,
    headers: { ...json, Authorization: `Bearer ${token}`, 'Ocp-Apim-Subscription-Key': 'key', 'X-Forwarded-For': '203.0.113.7' },
    body: JSON.stringify(request),
    services: services(),
    answers: answers(200, JSON.stringify(answer)),
    response: {
      status: 201,
      headers: json,
      body: JSON.stringify({ ...answer, usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }),
    },
  },
  'a POST of XML': {
    ...base,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '"urn:get"' },
    body: '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><get><id>7</id></get></soap:Body></soap:Envelope>',
    services: services(),
    answers: answers(200, '<answer><item id="1">Ada</item></answer>'),
    response: { status: 200, headers: { 'Content-Type': 'application/xml' }, body: '<answer><item id="1">Ada</item></answer>' },
  },
  'a form': {
    ...base,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: 'Basic YTpi' },
    body: 'grant_type=client_credentials&client_id=a&scope=read',
    services: services(),
    answers: answers(401, '{"error":"invalid_client"}'),
    response: { status: 302, headers: { Location: 'https://crm.example/next', 'Set-Cookie': 'a=b' }, body: '' },
  },
  'a backend that fails': {
    ...base,
    headers: { ...json, Authorization: 'Bearer not-a-token' },
    body: '[1, "two", null]',
    services: services(),
    answers: answers(500, 'no'),
    response: { status: 429, headers: { 'Retry-After': '1' }, body: 'slow down' },
  },
  'no network': { ...base, method: 'DELETE', headers: { Authorization: token }, services: services() },
});
