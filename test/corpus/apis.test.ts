import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandlerSource } from '../../src/runtime/handler.ts';
import { canary, testCredentials } from '../gateway/support/credentials.ts';
import { handler, openGateway } from '../gateway/support/gateway.ts';
import { openRest, type RestAnswer, type RestRequest, type RestService } from '../gateway/support/rest-service.ts';
import { openPeople, type TestSubgraph } from '../gateway/support/subgraph.ts';
import { compiled } from '../support/compiled.ts';

/** Published documents, run as APIs: what their authors meant is seen on the request that goes out and on the answer. They are no part of the project. */
const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

interface Case {
  readonly file: string;
  /** The document of the broader scope that it was published with. */
  readonly global?: string;
  readonly call: { readonly path?: string; readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string };
  readonly backend?: RestAnswer;
  /** What goes out; null: nothing does. */
  readonly sent: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: Record<string, string | undefined>;
    readonly body?: string;
  } | null;
  readonly answer: { readonly status?: number; readonly headers?: Record<string, string | null>; readonly body?: unknown };
}

const toolkit = (name: string): string => `Azure__azure-api-management-policy-toolkit/test__Test.Decompiling__TestData__${name}.xml`;
const authorizations = (name: string): string => `Azure__APIManagement-Authorizations/01-how-to-apis__${name}.xml`;
const samples = (name: string): string => `Azure-Samples__Apim-Samples/${name}.xml`;
const snippets = (name: string): string => `Azure__api-management-policy-snippets/examples__${name}.xml`;
const token = `Bearer ${canary}-1`;

const cases: readonly Case[] = [
  {
    file: 'aaronpowell__token-store-demo/src__backend__apim.bicep.2.xml',
    call: {},
    sent: null,
    answer: { status: 200, body: `${canary}-1` },
  },
  { file: authorizations('aad.bicep.2'), global: authorizations('aad.bicep.1'), call: {}, sent: null, answer: { body: `${canary}-1` } },
  {
    file: authorizations('github.bicep.3'),
    global: authorizations('github.bicep.1'),
    call: { path: '/users/x?username=octo&authid=org' },
    sent: { url: '/v2/octo', headers: { authorization: token, 'user-agent': 'azure' } },
    answer: { status: 200 },
  },
  {
    file: authorizations('dropbox.bicep.3'),
    global: authorizations('dropbox.bicep.1'),
    call: { path: '/me' },
    sent: { method: 'POST', url: '/v2/2/users/get_current_account', body: 'null', headers: { authorization: token } },
    answer: { status: 200 },
  },
  {
    file: 'Azure-Samples__AI-Gateway/labs__realtime-mcp-agents__src__spotify__apim-api__policy.xml',
    call: { path: '/me', headers: { providerId: 'demo', authorizationId: 'org' } },
    sent: { url: '/v2/me', headers: { authorization: token } },
    answer: { status: 200 },
  },
  {
    file: samples('samples__egress-control__apim-policies__weather-forecast'),
    call: { path: '/weather?units=m' },
    sent: { url: '/v2/stations/SEAW1?units=m' },
    answer: {},
  },
  {
    file: samples('shared__apim-policies__hello-world'),
    call: {},
    sent: null,
    answer: { status: 200, body: 'Hello World from API Management!' },
  },
  {
    file: samples('shared__apim-policies__request-headers'),
    call: { headers: { 'x-b': '2', 'x-a': '1' } },
    sent: null,
    answer: { status: 200, body: /x-a: 1\nx-b: 2/i },
  },
  {
    file: samples('samples__dynamic-cors__apim-policies__cors-baseline-native'),
    call: { headers: { origin: 'https://shop.contoso.com' } },
    sent: { method: 'GET' },
    answer: { headers: { 'access-control-allow-origin': 'https://shop.contoso.com' } },
  },
  {
    file: samples('samples__dynamic-cors__apim-policies__cors-baseline-native'),
    call: { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' } },
    sent: null,
    answer: { headers: { 'access-control-allow-origin': null } },
  },
  {
    file: snippets('Add_correlation_id_to_inbound_request.policy'),
    call: { headers: { correlationid: 'mine' } },
    sent: { headers: { correlationid: 'mine' } },
    answer: {},
  },
  {
    file: snippets('List_all_inbound_headers.policy'),
    call: { headers: { 'x-a': '1' } },
    sent: null,
    answer: { status: 200, body: /x-a: 1/i },
  },
  {
    file: 'DFE-Digital__eapim-buidling-blocks/sample-api__Test_SoapAPI_Policy.xml',
    call: {
      method: 'POST',
      headers: { 'content-type': 'application/soap+xml', soapaction: 'x', 'ocp-apim-subscription-key': 'k' },
      body: '<Envelope><Body><requestElement><Data>42</Data></requestElement></Body></Envelope>',
    },
    sent: {
      headers: { 'content-type': 'application/json', soapaction: undefined, 'ocp-apim-subscription-key': undefined },
      body: '"value": "42"',
    },
    answer: {},
  },
  {
    file: 'mitulashah__demo-integrationsvcs/apimartifacts__apis__colors-api__operations__GetRandomColor__policy.xml',
    call: {},
    backend: { headers: { 'content-type': 'text/plain' }, body: 'blue sky, blue sea' },
    sent: { method: 'GET' },
    answer: { body: 'orange sky, orange sea' },
  },
  {
    file: 'mitulashah__demo-integrationsvcs/apimartifacts__apis__star-wars-api__operations__get-test__policy.xml',
    call: {},
    sent: null,
    answer: { body: /"path":\s*"api"/ },
  },
  {
    file: 'pascalvanderheiden__azd-ais-lza/infra__core__apim__policies__api-policy.xml',
    call: { headers: { 'api-key': 'k', 'x-a': '1' } },
    sent: { headers: { 'api-key': undefined, 'x-a': '1' } },
    answer: {},
  },
  {
    file: toolkit('set-query-parameter'),
    call: { path: '/x?api-version=old&a=1' },
    sent: { url: '/v2/x?api-version=2024-01&a=1' },
    answer: {},
  },
  { file: toolkit('set-method'), call: { method: 'POST', body: 'b' }, sent: { method: 'PUT', body: 'b' }, answer: {} },
  {
    file: toolkit('return-response-gone'),
    call: {},
    sent: null,
    answer: { status: 410, headers: { 'content-type': 'application/json' }, body: /"code":"Gone"/ },
  },
  { file: toolkit('authentication-basic'), call: {}, sent: { headers: { authorization: `Basic ${btoa('user1:pass123')}` } }, answer: {} },
  { file: toolkit('check-header'), call: {}, sent: null, answer: { status: 401, body: /Not authorized/ } },
  {
    file: toolkit('check-header'),
    call: { headers: { authorization: 'bearer TOKEN123' } },
    sent: { method: 'GET' },
    answer: { status: 200 },
  },
  {
    file: toolkit('jsonp'),
    call: { path: '/x?cb=show' },
    backend: { body: { a: 1 } },
    sent: { method: 'GET' },
    answer: { body: /show\(\{"a":1\}\)/ },
  },
  {
    file: toolkit('xml-to-json'),
    call: { method: 'POST', headers: { 'content-type': 'application/xml', accept: 'application/json' }, body: '<a><b>1</b></a>' },
    sent: { body: '"b":\\s*"?1"?', headers: { 'content-type': 'application/json' } },
    answer: {},
  },
  {
    file: 'Azure__azure-api-management-devops-resource-kit/example__demo__Input__apiPolicyHeaders.xml',
    call: {},
    backend: { headers: { 'x-powered-by': 'p', 'x-aspnet-version': '4', 'x-kept': '1' } },
    sent: { method: 'GET' },
    answer: { headers: { 'x-powered-by': null, 'x-aspnet-version': null, 'x-kept': '1' } },
  },
];

describe.skipIf(!existsSync(corpus))('published documents, run as plain APIs', () => {
  let service: RestService;
  let people: TestSubgraph;
  let answer: RestAnswer | undefined;
  beforeAll(async () => {
    service = await openRest(() => answer ?? { body: {} });
    people = await openPeople();
  });
  afterAll(() => Promise.all([service.close(), people.close()]));

  it('are at least twenty', () => expect(new Set(cases.map(({ file }) => file)).size).toBeGreaterThanOrEqual(20));

  it.each(cases)('$file does what its author meant', async ({ file, global, call, backend, sent, answer: expected }) => {
    const documents = { ...(global === undefined ? {} : { global: read(global) }), 'apis/api': read(file) };
    const { handlers, findings } = await compiled(documents);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    const bare = handler({});
    const own = handlers.get('apis/api') ?? bare;
    const source: HandlerSource = {
      current: () => ({ global: handlers.get('global'), subgraph: () => bare, resolver: () => undefined, api: () => own }),
    };
    const api = {
      name: 'api',
      path: '/api',
      url: `${service.url}/v2`,
      forwardHeaders: { kind: 'all' as const, names: [] },
      timeoutMs: 5_000,
    };
    const gateway = await openGateway([people], { handlers: source, apis: [api], credentials: testCredentials() });
    service.received.length = 0;
    answer = backend;
    try {
      const { path = '/x', method = 'GET', headers = {}, body } = call;
      const response = await fetch(`${gateway.url}/api${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
      const text = await response.text();
      expect(gateway.log.filter(({ level }) => level === 'error')).toEqual([]);
      expectSent(service.received, sent);
      expect(response.status).toBe(expected.status ?? response.status);
      for (const [name, value] of Object.entries(expected.headers ?? {})) expect([name, response.headers.get(name)]).toEqual([name, value]);
      if (expected.body instanceof RegExp) expect(text).toMatch(expected.body);
      else if (expected.body !== undefined) expect(text).toBe(expected.body);
    } finally {
      await gateway.close();
    }
  });
});

const read = (file: string): string => readFileSync(join(corpus, file), 'utf8');

function expectSent(received: readonly RestRequest[], expected: Case['sent']): void {
  expect(received).toHaveLength(expected === null ? 0 : 1);
  const [request] = received;
  if (expected === null || request === undefined) return;
  for (const key of ['method', 'url'] as const) if (expected[key] !== undefined) expect(request[key]).toBe(expected[key]);
  for (const [name, value] of Object.entries(expected.headers ?? {})) expect([name, request.headers[name]]).toEqual([name, value]);
  if (expected.body !== undefined) expect(request.body).toMatch(new RegExp(expected.body));
}
