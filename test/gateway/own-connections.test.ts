import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HandlerSource } from '../../src/runtime/handler.ts';
import { compiled, type Documents } from '../support/compiled.ts';
import { type TestCredentials, testCredentials } from './support/credentials.ts';
import { ask, handler, openGateway, type TestGateway } from './support/gateway.ts';
import { openRest, type RestService } from './support/rest-service.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

const token = '<get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" />';
const offer = { connectUrl: 'https://gateway.example/connect/demo', missingScopes: ['read', 'write'] };

let people: TestSubgraph;
let books: TestSubgraph;
let files: RestService;
let credentials: TestCredentials;
let gateway: TestGateway;

beforeAll(async () => {
  [people, books, files] = await Promise.all([openPeople(), openBooks(), openRest(() => ({ body: {} }))]);
});
afterAll(() => Promise.all([people.close(), books.close(), files.close()]));
beforeEach(() => {
  credentials = testCredentials();
  books.received.length = 0;
});
afterEach(() => gateway.close());

async function serving(documents: Documents): Promise<void> {
  const { handlers, findings } = await compiled(documents);
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  const bare = handler({});
  const source: HandlerSource = {
    current: () => ({
      global: handlers.get('global'),
      subgraph: (name) => handlers.get(`subgraphs/${name}`) ?? bare,
      resolver: () => undefined,
      api: (name) => handlers.get(`apis/${name}`) ?? bare,
    }),
  };
  const api = { name: 'files', path: '/files', url: files.url, forwardHeaders: { kind: 'all' as const, names: [] }, timeoutMs: 5_000 };
  gateway = await openGateway([people, books], { handlers: source, credentials, apis: [api] });
}

const ofBooks = `<policies><inbound><base />${token}</inbound><backend><base /></backend></policies>`;
const query = '{ me { name } newest { title } }';

describe('a connection that is not connected', () => {
  it('is told to its owner, with the page on which he connects it, and the rest of the data comes', async () => {
    await serving({ 'subgraphs/books': ofBooks });
    credentials.fail('CONNECTION_REQUIRED', { offer });
    const answer = await ask(gateway, query);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ me: { name: 'Ada' }, newest: null });
    expect(answer.errors).toEqual([
      {
        message: 'Subgraph `books` needs a connection of your own to `demo`. Make it at `connectUrl`, then ask again.',
        path: ['newest'],
        extensions: { code: 'CONNECTION_REQUIRED', subgraph: 'books', provider: 'demo', connection: 'org', ...offer },
      },
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(books.received).toEqual([]);
  });

  it('is not there for anybody else, who gets no link', async () => {
    await serving({ 'subgraphs/books': ofBooks });
    credentials.fail('CONNECTION_REQUIRED');
    const answer = await ask(gateway, query);
    expect(answer.errors.map(({ message, extensions }) => [message, extensions])).toEqual([
      ['This connection is not available.', { code: 'CONNECTION_UNAVAILABLE', subgraph: 'books', provider: 'demo', connection: 'org' }],
    ]);
    expect(answer.text).not.toContain('connectUrl');
    expect(answer.text).not.toContain('CONNECTION_REQUIRED');
    // The operator learns what it is.
    expect(gateway.logText()).toContain('told to the operator alone');
  });

  it.each(['CONNECTION_THROTTLED', 'PROVIDER_DOWN'] as const)('%s says after how many seconds to come again', async (code) => {
    await serving({ 'subgraphs/books': ofBooks });
    credentials.fail(code, { retryAfterMs: 1_200 });
    const { errors } = await ask(gateway, query);
    expect(errors[0]?.extensions).toMatchObject({ code, retryAfter: 2 });
  });
});

describe('an answer with a link is kept by nobody', () => {
  const lookup = '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" downstream-caching-type="public" />';
  const global = `<policies><inbound>${lookup}</inbound><backend><forward-request /></backend><outbound><cache-store duration="60" cache-response="true" />
    <set-header name="Cache-Control" exists-action="override"><value>public, max-age=600</value></set-header>
    <set-header name="Expires" exists-action="override"><value>Thu, 01 Jan 2099 00:00:00 GMT</value></set-header></outbound></policies>`;

  it('neither by a cache on the way, nor by cache-store, whatever policies say', async () => {
    await serving({ global, 'subgraphs/books': ofBooks });
    credentials.fail('CONNECTION_REQUIRED', { offer });
    const first = await ask(gateway, query);
    expect(first.errors[0]?.extensions).toMatchObject(offer);
    expect([first.headers.get('cache-control'), first.headers.get('expires')]).toEqual(['no-store', null]);
    expect(gateway.traces.map(({ message }) => message)).toContain(
      'nothing was stored: the response tells its caller how to connect something of his own',
    );
    credentials.fail(undefined);
    expect((await ask(gateway, query)).errors).toEqual([]);
  });

  it('while the same answer without one is', async () => {
    await serving({ global, 'subgraphs/books': ofBooks });
    credentials.fail('CONNECTION_REQUIRED');
    expect((await ask(gateway, query)).headers.get('cache-control')).toBe('public, max-age=600');
    credentials.fail(undefined);
    expect((await ask(gateway, query)).errors[0]?.extensions['code']).toBe('CONNECTION_UNAVAILABLE');
  });
});

describe('what is asked for in the name of the caller', () => {
  const own = (more = ''): string =>
    token.replace(
      ' />',
      ` identity-type="jwt" identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split((char)32).Last())' ${more}/>`,
    );

  it('tells a caller who has no token to sign in, and nothing of the connection; the rest of the data comes', async () => {
    await serving({ 'subgraphs/books': `<policies><inbound>${own()}</inbound><backend><forward-request /></backend></policies>` });
    const answer = await ask(gateway, query);
    expect(answer.data).toEqual({ me: { name: 'Ada' }, newest: null });
    expect(answer.errors).toEqual([
      {
        message: 'Sign in first: this is asked for in the name of the caller, and the request has no bearer token.',
        path: ['newest'],
        extensions: { code: 'UNAUTHENTICATED', subgraph: 'books' },
      },
    ]);
    expect(books.received).toEqual([]);
    expect((await ask(gateway, query, { headers: { authorization: 'Bearer caller' } })).errors).toEqual([]);
  });

  it('says the same of a token that does not count', async () => {
    await serving({ 'subgraphs/books': `<policies><inbound>${own()}</inbound><backend><forward-request /></backend></policies>` });
    credentials.fail('UNAUTHENTICATED');
    const { errors } = await ask(gateway, query, { headers: { authorization: 'Bearer old' } });
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'UNAUTHENTICATED', subgraph: 'books' }]);
  });

  it('goes on without one where the author says so', async () => {
    const kept = '<set-header name="X-Auth"><value>@((context.Variables["auth"] == null).ToString())</value></set-header>';
    await serving({
      'subgraphs/books': `<policies><inbound>${own('ignore-error="true" ')}${kept}</inbound><backend><forward-request /></backend></policies>`,
    });
    expect((await ask(gateway, query)).errors).toEqual([]);
    expect(books.received[0]?.headers['x-auth']).toBe('True');
  });
});

describe('plain HTTP', () => {
  const get = () => fetch(`${gateway.url}/files`);
  const rows = [
    [
      'CONNECTION_REQUIRED',
      { offer },
      409,
      { statusCode: 409, message: 'no token: CONNECTION_REQUIRED', code: 'CONNECTION_REQUIRED', ...offer },
      null,
    ],
    ['CONNECTION_REQUIRED', {}, 500, { statusCode: 500, message: 'Internal server error' }, null],
    ['CONNECTION_UNAVAILABLE', {}, 500, { statusCode: 500, message: 'Internal server error' }, null],
    ['ACCESS_DENIED', {}, 500, { statusCode: 500, message: 'Internal server error' }, null],
    [
      'CONNECTION_THROTTLED',
      { retryAfterMs: 12_000 },
      429,
      { statusCode: 429, message: 'no token: CONNECTION_THROTTLED', code: 'CONNECTION_THROTTLED' },
      '12',
    ],
    ['UNAUTHENTICATED', {}, 401, { statusCode: 401, message: 'no token: UNAUTHENTICATED', code: 'UNAUTHENTICATED' }, null],
    ['PROVIDER_DOWN', { retryAfterMs: 100 }, 503, { statusCode: 503, message: 'no token: PROVIDER_DOWN', code: 'PROVIDER_DOWN' }, '1'],
  ] as const;
  it.each(rows)('%s %o has status %i', async (code, why, status, body, retryAfter) => {
    await serving({ 'apis/files': `<policies><inbound>${token}</inbound><backend><forward-request /></backend></policies>` });
    credentials.fail(code, why);
    const answer = await get();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(body);
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('leaves it to the author who ignores the error, or has an on-error', async () => {
    const ignoring = token.replace(' />', ' ignore-error="true" />');
    await serving({
      'apis/files': `<policies><inbound>${ignoring}</inbound><backend><forward-request /></backend><outbound><set-header name="Cache-Control" exists-action="override"><value>public</value></set-header></outbound></policies>`,
    });
    credentials.fail('CONNECTION_REQUIRED', { offer });
    const answer = await get();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
