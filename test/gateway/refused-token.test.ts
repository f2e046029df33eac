import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { run as attachMachineToken } from '../../src/policies/authentication/authentication-managed-identity.ts';
import { next, type Section } from '../../src/runtime/handler.ts';
import { Secret, type Token } from '../../src/runtime/ports/credential-source.ts';
import type { ManagedIdentity } from '../../src/runtime/ports/managed-identity.ts';
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
  books.misbehave(undefined);
  books.received.length = 0;
  await gateway?.close();
});

const sent = (): readonly unknown[] => books.received.map(({ headers }) => headers.authorization ?? headers['x-api-key']);

/** A backend that only takes the second token. */
const onlySecond = (): void =>
  books.misbehave((response, { headers }) =>
    (headers.authorization ?? headers['x-api-key'])?.toString().endsWith('-2')
      ? response.end('{"data":{"newest":{"title":"Compilers"}}}')
      : response.writeHead(401).end(),
  );

describe('a token that a backend answers with 401', () => {
  it.each([
    ['Authorization', 'Bearer '],
    ['X-Api-Key', ''],
  ])('in %s is dropped, and the handler runs once more', async (header, scheme) => {
    const credentials = testCredentials();
    gateway = await openGateway([books], { credentials, handlers: handlers({ books: handler({ inbound: withToken(header, scheme) }) }) });
    onlySecond();
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({ newest: { title: 'Compilers' } });
    expect(sent()).toEqual([`${scheme}${canary}-1`, `${scheme}${canary}-2`]);
    expect(credentials.invalidated).toMatchObject([{ provider: 'demo', connection: 'org', token: { generation: 1 } }]);
    expect(answer.text + gateway.logText()).not.toContain(canary);
  });

  it('of the machine is dropped where it came from, and not asked of the credential manager', async () => {
    const credentials = testCredentials();
    let generation = 1;
    const dropped: Token[] = [];
    const managedIdentity: ManagedIdentity = {
      token: async () => ({
        accessToken: new Secret(`${canary}-${generation}`),
        claims: {},
        expiresAt: Number.POSITIVE_INFINITY,
        generation,
      }),
      drop: (token) => {
        dropped.push(token);
        generation++;
      },
    };
    const inbound: Section = async (x) => {
      await attachMachineToken(x, { resource: 'books', clientId: undefined, ignoreError: false, outputTokenVariableName: undefined });
      return next;
    };
    const services = { ...bareServices(systemClock), managedIdentity };
    gateway = await openGateway([books], { credentials, services, handlers: handlers({ books: handler({ inbound }) }) });
    onlySecond();
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.data).toEqual({ newest: { title: 'Compilers' } });
    expect(dropped).toMatchObject([{ generation: 1 }]);
    expect(credentials.invalidated).toEqual([]);
    expect(answer.text + gateway.logText()).not.toContain(canary);
  });

  it('is given up after the second time', async () => {
    const credentials = testCredentials();
    gateway = await openGateway([books], { credentials, handlers: handlers({ books: handler({ inbound: withToken() }) }) });
    books.misbehave((response) => response.writeHead(401).end());
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_HTTP_ERROR', status: 401, subgraph: 'books' });
    expect(books.received).toHaveLength(2);
    expect(credentials.invalidated).toHaveLength(1);
  });

  it('is seen although outbound policies change the status', async () => {
    const credentials = testCredentials();
    gateway = await openGateway([books], {
      credentials,
      handlers: handlers({
        books: handler({
          inbound: withToken(),
          outbound: (x) => {
            const response = x.ensureResponse();
            if (response.statusCode === 401) response.statusCode = 200;
            return next;
          },
        }),
      }),
    });
    onlySecond();
    expect((await ask(gateway, '{ newest { title } }')).data).toEqual({ newest: { title: 'Compilers' } });
  });

  it('starts from a fresh exchange', async () => {
    const seen: unknown[] = [];
    gateway = await openGateway([books], {
      credentials: testCredentials(),
      handlers: handlers({
        books: handler({
          inbound: async (x) => {
            seen.push(x.context.variables.get('mark'), x.headers.has('X-Mark'));
            x.context.variables.set('mark', 'left behind');
            x.headers.set('X-Mark', ['left behind']);
            return withToken()(x);
          },
        }),
      }),
    });
    onlySecond();
    await ask(gateway, '{ newest { title } }');
    expect(seen).toEqual([undefined, false, undefined, false]);
  });
});

it('a token that was not sent is not blamed for a 401', async () => {
  const credentials = testCredentials();
  gateway = await openGateway([books], {
    credentials,
    handlers: handlers({
      books: handler({
        inbound: async (x) => {
          await withToken()(x);
          x.headers.set('Authorization', ['Bearer of another origin']);
          return next;
        },
      }),
    }),
  });
  books.misbehave((response) => response.writeHead(401).end());
  await ask(gateway, '{ newest { title } }');
  expect(books.received).toHaveLength(1);
  expect(credentials.invalidated).toEqual([]);
});

it('a failing invalidation does not fail the request', async () => {
  const credentials = {
    ...testCredentials(),
    invalidate: () => Promise.reject(new Error(`the store is gone, and with it ${canary}`)),
  };
  gateway = await openGateway([books], { credentials, handlers: handlers({ books: handler({ inbound: withToken() }) }) });
  books.misbehave((response) => response.writeHead(401).end());
  const answer = await ask(gateway, '{ newest { title } }');
  expect(answer.errors[0]?.extensions['code']).toBe('SUBGRAPH_HTTP_ERROR');
  expect(gateway.logText()).not.toContain(canary);
});
