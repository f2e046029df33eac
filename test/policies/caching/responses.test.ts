import { describe, expect, it } from 'vitest';
import { memoryCache } from '../../../src/gateway/services/memory-cache.ts';
import type { SubscriptionFacts } from '../../../src/runtime/context/facts.ts';
import { X509Certificate2 } from '../../../src/runtime/dotnet/security/x509/certificate.ts';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import type { ClientCertificate } from '../../../src/runtime/ports/certificates.ts';
import type { Clock } from '../../../src/runtime/ports/clock.ts';
import { makeCertificate } from '../../support/certificate-maker.ts';
import { compiled, type Documents } from '../../support/compiled.ts';
import { type Given, type Recorded, recordedExchange } from '../../support/exchange.ts';
import { found } from '../support/run.ts';

/** Requests to one subgraph, one after the other, with a cache between them. */
class Caller {
  readonly #documents: Documents;
  readonly #name: string;
  now = 1_000_000;
  readonly #clock: Clock = { now: () => this.now, elapsed: () => this.now };
  readonly #caches = { internal: memoryCache(this.#clock), external: undefined };

  constructor(documents: Documents, name = 'subgraphs/crm') {
    this.#documents = documents;
    this.#name = name;
  }

  async call(
    given: Given = {},
  ): Promise<Recorded & { readonly hit: boolean; readonly text: string | undefined; readonly told: readonly string[] }> {
    const { handlers, findings } = await compiled(this.#documents);
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);
    const handler = handlers.get(this.#name);
    if (handler === undefined || errors.length > 0) throw new Error(errors.join('\n'));
    const { services, ...rest } = given;
    const recorded = recordedExchange({
      body: '{"query":"{ me { id } }"}',
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"data":{"me":{"id":"1"}}}' },
      clock: this.#clock,
      services: { caches: this.#caches, ...services },
      ...rest,
    });
    recorded.x.context.response = null;
    const outcome = await runHandler(handler, recorded.x);
    expect(outcome.kind, outcome.kind === 'failed' ? String(outcome.error) : '').toBe('completed');
    return {
      ...recorded,
      hit: recorded.forwarded() === 0,
      text: textOf(recorded),
      told: recorded.traces.map(({ message }) => message),
    };
  }
}

function textOf({ x }: Recorded): string | undefined {
  const content = x.context.response?.body?.content;
  return content?.kind === 'text' ? content.text : content?.kind === 'bytes' ? Buffer.from(content.bytes).toString() : undefined;
}

const lookup = (attributes = '', children = ''): string =>
  `<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" ${attributes}>${children}</cache-lookup>`;
const document = (inbound: string, outbound = '<cache-store duration="60" />'): Documents => ({
  'subgraphs/crm': `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend><outbound>${outbound}</outbound></policies>`,
});
const auth = '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />';
const bearer =
  '<set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>';
const ok = { status: 200, body: '{"data":{"me":{"id":"2"}}}' };

describe('a response', () => {
  it('is answered from the cache until it expires', async () => {
    const caller = new Caller(document(lookup()));
    const first = await caller.call();
    expect([first.hit, first.told]).toEqual([false, []]);
    caller.now += 59_000;
    const second = await caller.call({ response: ok });
    expect([second.hit, second.text, second.told]).toEqual([true, '{"data":{"me":{"id":"1"}}}', []]);
    expect(second.x.context.response?.headers.get('content-type')).toEqual(['application/json']);
    caller.now += 1_000;
    expect((await caller.call()).hit).toBe(false);
  });

  it('is kept without what was for one delivery', async () => {
    const caller = new Caller(document(lookup()));
    const headers = { 'Set-Cookie': 'a=1', 'Content-Length': '5', Age: '3', 'X-Kept': '1', ETag: '"e"' };
    await caller.call({ response: { ...ok, headers } });
    const { x } = await caller.call();
    expect([...(x.context.response?.headers.entries() ?? [])]).toEqual([
      ['X-Kept', ['1']],
      ['ETag', ['"e"']],
    ]);
  });

  it.each<[string, NonNullable<Given['response']>]>([
    ['an error status', { status: 500, body: '{"data":{}}' }],
    ['another status than 200', { status: 203, body: '{"data":{}}' }],
    ['GraphQL errors', { status: 200, body: '{"data":{"me":null},"errors":[{"message":"x"}]}' }],
    ['something else than GraphQL', { status: 200, body: '<html>' }],
  ])('with %s is kept only when that is asked for', async (_what, response) => {
    const caller = new Caller(document(lookup()));
    await caller.call({ response });
    expect((await caller.call({ response })).hit).toBe(false);
    const all = new Caller(document(lookup(), '<cache-store duration="60" cache-response="true" />'));
    await all.call({ response });
    expect((await all.call({ response })).hit).toBe(true);
  });

  it('whose body was used up is not kept', async () => {
    const read = '<set-variable name="b" value="@(context.Response.Body.As&lt;string&gt;())" />';
    const caller = new Caller(document(lookup(), `${read}<cache-store duration="60" />`));
    expect((await caller.call()).told).toEqual(['nothing was stored: the response body was read without preserveContent: true']);
    expect((await caller.call()).hit).toBe(false);
  });

  it.each(['0', '-5', '@(1 - 1)'])('is not kept for %s seconds', async (duration) => {
    const caller = new Caller(document(lookup(), `<cache-store duration="${duration}" />`));
    await caller.call();
    expect((await caller.call()).hit).toBe(false);
  });

  it('is not kept without a lookup', async () => {
    const caller = new Caller(document('', '<cache-store duration="60" />'));
    expect((await caller.call()).told).toEqual(['nothing was stored: no <cache-lookup> gave the response a key']);
  });
});

describe('the operation', () => {
  it.each([
    ['{"query":"{ me { id } }"}', true],
    ['{"query":"query A { a } mutation B { b }","operationName":"A"}', true],
    ['{"query":"query A { a } mutation B { b }","operationName":"B"}', false],
    ['{"query":"mutation { add { id } }"}', false],
    ['{"query":"# query\\nmutation { add { id } }"}', false],
    ['{"query":"subscription { s }"}', false],
    ['{"query":"query A { a } query B { b }"}', false],
    ['{"query":"not graphql {"}', false],
    ['{"extensions":{"persistedQuery":{"sha256Hash":"x"}}}', false],
    ['[{"query":"{ a }"}]', false],
    ['{"query":5}', false],
    ['nothing', false],
  ])('%s is cached: %s', async (body, cached) => {
    const caller = new Caller(document(lookup()));
    const { told } = await caller.call({ body });
    expect(told.includes('nothing was looked up: the operation is no query')).toBe(!cached);
    expect((await caller.call({ body })).hit).toBe(cached);
  });

  it('tells responses apart with its variables', async () => {
    const caller = new Caller(document(lookup()));
    const body = (id: number): string =>
      JSON.stringify({ query: 'query A($id: ID) { a(id: $id) }', variables: { id }, operationName: 'A' });
    await caller.call({ body: body(1) });
    expect((await caller.call({ body: body(2) })).hit).toBe(false);
    expect((await caller.call({ body: body(1) })).hit).toBe(true);
  });
});

describe('who a response is for', () => {
  const credential = (tokens: string, more: Partial<Given> = {}): Given => ({ tokens: { 'crm/default': tokens }, ...more });

  it('is the connection whose token goes along: each generation has responses of its own', async () => {
    const caller = new Caller(document(`${auth}${bearer}${lookup()}`));
    expect((await caller.call(credential('token-one'))).told).toEqual([]);
    // The token's text is no part of the key, its generation is.
    expect((await caller.call(credential('token-one-again'))).hit).toBe(true);
    expect((await caller.call(credential('token-two', { generation: 2 }))).hit).toBe(false);
    const other = auth.replace('"default"', '"other"');
    const second = new Caller(document(`${other}${bearer}${lookup()}`));
    expect((await second.call({ tokens: { 'crm/other': 'token-one' } })).hit).toBe(false);
  });

  it('does not depend on whether the token already stands in its header', async () => {
    const caller = new Caller(document(`${auth}${lookup()}${bearer}`));
    expect((await caller.call(credential('token-one'))).told).toEqual([]);
    expect((await caller.call(credential('token-one'))).hit).toBe(true);
  });

  it('must be known at the lookup: what was attached later is not kept, and that is traced', async () => {
    const caller = new Caller(document(`${lookup()}${auth}${bearer}`));
    const { told } = await caller.call(credential('token-one'));
    expect(told).toEqual([
      'nothing was stored: the request went out with headers or tokens that <cache-lookup> did not see; put it behind the policies that attach them',
    ]);
    expect((await caller.call(credential('token-one'))).hit).toBe(false);
    const key = new Caller(document(`${lookup()}<set-header name="X-Api-Key"><value>abc</value></set-header>`));
    expect((await key.call()).told).toHaveLength(1);
    expect((await key.call()).hit).toBe(false);
  });

  it('is also who a header names, beside a token or alone', async () => {
    const caller = new Caller(document(`${auth}${lookup()}`));
    const as = (tenant: string): Given => ({ ...credential('token-one'), headers: { 'X-Tenant': tenant }, forwardHeaders: ['X-Tenant'] });
    await caller.call(as('blue'));
    expect((await caller.call(as('red'))).hit).toBe(false);
    expect((await caller.call(as('blue'))).hit).toBe(true);
    const mixed = new Caller(
      document(
        `${auth}<set-header name="X-Auth"><value>@(((Authorization)context.Variables["auth"]).AccessToken + "/" + context.Request.Headers["X-Tenant"][0])</value></set-header>${lookup()}`,
      ),
    );
    const tenant = (name: string): Given => ({ ...credential('token-one'), headers: { 'X-Tenant': name } });
    await mixed.call(tenant('blue'));
    expect((await mixed.call(tenant('red'))).hit).toBe(false);
    expect((await mixed.call(tenant('blue'))).hit).toBe(true);
  });

  it.each(['Traceparent', 'X-Request-Id', 'Accept', 'User-Agent'])('is not told by %s', async (name) => {
    const caller = new Caller(document(lookup()));
    await caller.call({ headers: { [name]: '1' }, forwardHeaders: [name] });
    expect((await caller.call({ headers: { [name]: '2' }, forwardHeaders: [name] })).hit).toBe(true);
  });

  it('is not told by what the client sent and nobody forwards', async () => {
    const caller = new Caller(document(lookup()));
    await caller.call({ headers: { Authorization: 'Bearer one', Cookie: 'c=1' } });
    expect((await caller.call({ headers: { Authorization: 'Bearer two' } })).hit).toBe(true);
  });

  it('is the client when its Authorization is forwarded, and only when that is allowed', async () => {
    const as = (name: string): Given => ({ headers: { Authorization: `Bearer ${name}` }, forwardHeaders: ['Authorization'] });
    const strict = new Caller(document(lookup()));
    const { told } = await strict.call(as('one'));
    expect(told[0]).toContain('allow-private-response-caching="true"');
    expect((await strict.call(as('one'))).hit).toBe(false);
    const open = new Caller(document(lookup('allow-private-response-caching="true"')));
    await open.call(as('one'));
    expect((await open.call(as('two'))).hit).toBe(false);
    expect((await open.call(as('one'))).hit).toBe(true);
  });

  it('is the certificate that is shown', async () => {
    const certificates = (thumbprint: string) => ({ byId: () => ({ info: { thumbprint } }) as ClientCertificate }) as never;
    const caller = new Caller(document(`<authentication-certificate certificate-id="c" />${lookup()}`));
    await caller.call({ services: { certificates: certificates('A') } });
    expect((await caller.call({ services: { certificates: certificates('B') } })).hit).toBe(false);
    expect((await caller.call({ services: { certificates: certificates('A') } })).hit).toBe(true);
  });

  it('never stands in the key in the clear', async () => {
    const keys: string[] = [];
    const internal = {
      get: async (key: string) => void keys.push(key),
      set: async (key: string) => void keys.push(key),
      delete: async () => undefined,
    };
    const caller = new Caller(document(`${auth}${bearer}<set-header name="X-Key"><value>key-of-crm</value></set-header>${lookup()}`));
    await caller.call({ ...credential('token-one'), services: { caches: { internal, external: undefined } } });
    expect(keys).toHaveLength(2);
    expect(keys.every((key) => /^response [0-9a-f]{64}$/.test(key))).toBe(true);
  });
});

describe('vary-by', () => {
  it('a header tells responses apart', async () => {
    const caller = new Caller(
      document(lookup('', '<vary-by-header>Accept-Language</vary-by-header><vary-by-header>@("Accept")</vary-by-header>')),
    );
    await caller.call({ headers: { 'accept-language': 'de' } });
    expect((await caller.call({ headers: { 'Accept-Language': 'fr' } })).hit).toBe(false);
    expect((await caller.call({ headers: { 'Accept-Language': 'de' } })).hit).toBe(true);
    expect((await caller.call({ headers: { 'Accept-Language': 'de', Accept: 'x' } })).hit).toBe(false);
  });

  it.each([
    ['', '?a=1&b=2', '?b=2&a=1', true],
    ['', '?a=1', '?a=2', false],
    ['<vary-by-query-parameter>a;c</vary-by-query-parameter>', '?a=1&b=1', '?A=1&b=2', true],
    [
      '<vary-by-query-parameter>a</vary-by-query-parameter><vary-by-query-parameter>@("b")</vary-by-query-parameter>',
      '?b=1',
      '?b=2',
      false,
    ],
    ['<vary-by-query-parameter>a</vary-by-query-parameter>', '?query=1', '?query=2', false],
  ])('query parameters: %s', async (children, first, second, hit) => {
    const caller = new Caller(document(lookup('', children)));
    await caller.call({ url: `https://crm.example/graphql${first}` });
    expect((await caller.call({ url: `https://crm.example/graphql${second}` })).hit).toBe(hit);
  });

  it('the backend tells responses apart by itself', async () => {
    const caller = new Caller(document(lookup()));
    await caller.call();
    expect((await caller.call({ url: 'https://other.example/graphql' })).hit).toBe(false);
    expect((await caller.call({ url: 'https://crm.example/other' })).hit).toBe(false);
  });
});

describe('after a hit', () => {
  const note = (name: string): string => `<set-header name="X-Ran" exists-action="append"><value>${name}</value></set-header>`;
  const store = '<cache-store duration="60" />';
  const ranIn = async (caller: Caller): Promise<readonly (string | undefined)[]> => {
    const results: (string | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      const { x, hit } = await caller.call();
      expect(hit).toBe(i > 0);
      results.push(x.context.response?.headers.get('X-Ran')?.join(','));
    }
    return results;
  };
  const inbound = `${lookup()}<set-variable name="only-on-a-miss" value="x" />`;

  it.each<[string, Documents, string]>([
    ['outbound goes on behind the cache-store', document(inbound, `${note('a')}${store}${note('b')}`), 'a,b'],
    [
      'what stands before it, and reads what inbound left, does not run',
      document(
        inbound,
        `<set-header name="X-Ran"><value>@((string)context.Variables["only-on-a-miss"])</value></set-header>${store}${note('b')}`,
      ),
      'x,b',
    ],
    [
      'a choose that holds it is passed over',
      document(
        inbound,
        `${note('a')}<choose><when condition="@(context.Response.StatusCode == 200)">${note('b')}${store}${note('c')}</when></choose>${note('d')}`,
      ),
      // What stands behind it in its branch is a part of the choose, and so is not run again either.
      'a,b,d',
    ],
    [
      'the same in a fragment',
      {
        ...document(inbound, `${note('a')}<include-fragment fragment-id="f" />${note('d')}`),
        'fragments/f': `<fragment>${note('b')}${store}${note('c')}</fragment>`,
      },
      'a,b,c,d',
    ],
    [
      'the same in the base',
      {
        ...document(inbound, `${note('a')}<base />${note('d')}`),
        subgraphs: `<policies><outbound>${note('b')}${store}${note('c')}</outbound></policies>`,
      },
      'a,b,c,d',
    ],
  ])('%s', async (_what, documents, all) => {
    const [first, ...others] = await ranIn(new Caller(documents));
    expect(others).toEqual([all, all]);
    // The first time everything runs.
    expect(first?.split(',')).toEqual(expect.arrayContaining(all.split(',')));
  });

  it('inbound and backend end at once', async () => {
    const caller = new Caller(document(`${lookup()}<set-header name="X-After"><value>1</value></set-header>`));
    await caller.call();
    expect((await caller.call()).hit).toBe(false);
    const plain = new Caller(document(`${lookup()}<set-variable name="after" value="1" />`));
    await plain.call();
    const { x, hit } = await plain.call();
    expect([hit, x.context.variables.has('after')]).toEqual([true, false]);
  });

  it('a hit is not stored again', async () => {
    const caller = new Caller(document(lookup()));
    await caller.call();
    caller.now += 50_000;
    expect((await caller.call()).hit).toBe(true);
    caller.now += 50_000;
    expect((await caller.call()).hit).toBe(false);
  });
});

describe('in global.xml', () => {
  const global = (attributes: string): Documents => ({
    global: `<policies><inbound>${lookup(attributes)}</inbound><backend><forward-request /></backend><outbound><cache-store duration="60" /></outbound></policies>`,
  });

  it.each([
    ['', 'no-store', 'no-store'],
    ['downstream-caching-type="none"', 'no-store', 'no-store'],
    ['downstream-caching-type="private"', 'private, max-age=60, must-revalidate', 'private, max-age=50, must-revalidate'],
    ['downstream-caching-type="public" must-revalidate="false"', 'public, max-age=60', 'public, max-age=50'],
  ])('the client is told how long it may keep the answer: %s', async (attributes, stored, hit) => {
    const caller = new Caller(global(attributes), 'global');
    const control = async (): Promise<string | undefined> =>
      (await caller.call({ scope: 'global' })).x.context.response?.headers.get('Cache-Control')?.join();
    expect(await control()).toBe(stored);
    caller.now += 10_000;
    expect(await control()).toBe(hit);
  });

  it('a GET is cached by its URL', async () => {
    const caller = new Caller(global(''), 'global');
    const get = (query: string): Given => ({ scope: 'global', method: 'GET', url: `https://graph.example/graphql?query=${query}` });
    await caller.call(get('%7Ba%7D'));
    expect((await caller.call(get('%7Bb%7D'))).hit).toBe(false);
    expect((await caller.call(get('%7Ba%7D'))).hit).toBe(true);
  });

  it('incidental headers of a browser do not tell answers apart, its cookie does', async () => {
    const caller = new Caller(global(''), 'global');
    const from = (headers: Record<string, string>): Given => ({ scope: 'global', headers, forwardHeaders: Object.keys(headers) });
    await caller.call(from({ 'Sec-Fetch-Mode': 'cors', Origin: 'https://a.example' }));
    expect((await caller.call(from({ 'Sec-Fetch-Mode': 'no-cors', Origin: 'https://b.example' }))).hit).toBe(true);
    expect((await caller.call(from({ Cookie: 'c=1' }))).hit).toBe(false);
  });

  it('tells callers apart by certificate and subscription, which no header shows', async () => {
    const caller = new Caller(
      {
        global: `<policies><inbound>${lookup('', '<vary-by-query-parameter>page</vary-by-query-parameter>')}</inbound><backend><forward-request /></backend><outbound><cache-store duration="60" /></outbound></policies>`,
      },
      'global',
    );
    const shown = ['one', 'two'].map((commonName) => new X509Certificate2(makeCertificate({ subject: [['CN', commonName]] }).der));
    const [one, two] = shown as [X509Certificate2, X509Certificate2];
    const subscription = (id: string): SubscriptionFacts => ({
      id,
      name: id,
      key: '',
      primaryKey: '',
      secondaryKey: '',
      createdDate: 0,
      startDate: null,
      endDate: null,
    });
    const hits: boolean[] = [];
    for (const given of [
      {},
      { certificate: one },
      { certificate: two },
      { certificate: one },
      { subscription: subscription('a') },
      { subscription: subscription('b') },
      { subscription: subscription('a') },
    ])
      hits.push((await caller.call({ scope: 'global', ...given })).hit);
    expect(hits).toEqual([false, false, false, true, false, false, true]);
  });
});

it('around an API only GET is cached', async () => {
  const inbound = `<policies><inbound>${lookup()}</inbound><backend><forward-request /></backend><outbound><cache-store duration="60" /></outbound></policies>`;
  const caller = new Caller({ global: inbound }, 'global');
  const call = (method: string) => caller.call({ scope: 'api', method, response: { status: 200, body: 'plain' } });
  expect((await call('POST')).told[0]).toBe('nothing was looked up: only responses to GET are cached, and this is POST');
  await call('GET');
  expect((await call('GET')).text).toBe('plain');
  expect((await call('GET')).hit).toBe(true);
});

describe('documents', () => {
  it.each([
    [lookup(), 'inbound', []],
    [lookup(), 'outbound', ['policy/section cache-lookup']],
    ['<cache-lookup />', 'inbound', ['attribute/missing cache-lookup', 'attribute/missing cache-lookup']],
    [`${lookup()}${lookup()}`, 'inbound', ['policy/repeated cache-lookup']],
    [lookup('downstream-caching-type="some"'), 'inbound', ['value/type some']],
    ['<cache-store duration="60" caching-mode="cache-on" />', 'outbound', []],
    ['<cache-store />', 'outbound', ['attribute/missing cache-store']],
    ['<cache-store duration="60" /><cache-store duration="60" />', 'outbound', ['policy/repeated cache-store']],
    ['<cache-store duration="60" />', 'inbound', ['policy/section cache-store']],
  ] as const)('%s in %s', async (xml, section, wanted) => {
    expect(await found(xml, section)).toEqual(wanted);
  });
});
