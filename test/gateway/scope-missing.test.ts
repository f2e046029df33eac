import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { next } from '../../src/runtime/handler.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { canary, type TestCredentials, testCredentials, withToken } from './support/credentials.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let credentials: TestCredentials;
let gateway: TestGateway;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));
beforeEach(() => {
  credentials = testCredentials();
  books.received.length = 0;
});
afterEach(async () => {
  books.misbehave(undefined);
  await gateway.close();
});

const query = '{ me { name } newest { title } }';
const refuses = (scope: string) =>
  books.misbehave((response) =>
    response.writeHead(403, { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` }).end(),
  );

const serving = async (inbound = withToken()): Promise<void> => {
  gateway = await openGateway([people, books], { credentials, handlers: handlers({ books: handler({ inbound }) }) });
};

describe('a 403 for want of scopes', () => {
  it('has a code of its own, names them, and keeps the rest of the data', async () => {
    await serving();
    refuses(`books.read ${canary}-1`);
    const answer = await ask(gateway, query);
    expect(answer.data).toEqual({ me: { name: 'Ada' }, newest: null });
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'SCOPE_MISSING', subgraph: 'books', status: 403, missingScopes: ['books.read'], provider: 'demo', connection: 'org' },
    ]);
    expect(answer.text).not.toContain(canary);
    expect(gateway.logText()).not.toContain(canary);
    // Another token of the same consent has no more scopes.
    expect(books.received).toHaveLength(1);
    expect(credentials.invalidated).toEqual([]);
  });

  it('offers the owner of the connection the page where he grants them, and no cache keeps that', async () => {
    await serving(withToken('Authorization', 'Bearer ', { kind: 'jwt', token: new Secret('of the caller') }));
    refuses('books.read');
    const answer = await ask(gateway, query);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'SCOPE_MISSING', connectUrl: 'https://gateway.example/connect/demo' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is any other 403 where the request carried no token of ours', async () => {
    await serving(async (x) => {
      await withToken()(x);
      x.headers.set('Authorization', ['Bearer of another origin']);
      return next;
    });
    refuses('books.read');
    expect((await ask(gateway, query)).errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_HTTP_ERROR', subgraph: 'books', status: 403 });
  });

  it('may be told of single fields, in an answer of 200', async () => {
    await serving();
    const error = {
      type: 'INSUFFICIENT_SCOPES',
      path: ['newest', 'title'],
      message: "requires one of the following scopes: ['read:books']",
    };
    books.misbehave((response) => response.end(JSON.stringify({ data: { newest: null }, errors: [error] })));
    const answer = await ask(gateway, query);
    expect(answer.errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [
        ['newest', 'title'],
        { code: 'SCOPE_MISSING', subgraph: 'books', missingScopes: ['read:books'], provider: 'demo', connection: 'org' },
      ],
    ]);
  });

  it('is not believed of a code that a subgraph writes itself', async () => {
    await serving();
    const error = {
      message: 'x',
      path: ['newest'],
      extensions: { code: 'SCOPE_MISSING', missingScopes: ['x'], connectUrl: 'https://evil.example' },
    };
    books.misbehave((response) => response.end(JSON.stringify({ data: { newest: null }, errors: [error] })));
    const answer = await ask(gateway, query);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'DOWNSTREAM_SERVICE_ERROR', subgraph: 'books' });
    expect(answer.text).not.toContain('evil.example');
  });
});
