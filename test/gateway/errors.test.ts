import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Body } from '../../src/runtime/context/body.ts';
import { HeaderMap } from '../../src/runtime/context/headers.ts';
import { Response } from '../../src/runtime/context/message.ts';
import { PolicyFailure } from '../../src/runtime/failure.ts';
import { end, next, type Section } from '../../src/runtime/handler.ts';
import type { CredentialErrorCode } from '../../src/runtime/ports/credential-source.ts';
import { canary, testCredentials, withToken } from './support/credentials.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { type Misbehaviour, openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));
afterEach(async () => {
  books.misbehave(undefined);
  books.received.length = 0;
  await gateway?.close();
});

const query = '{ me { name books { title } } newest { title } }';
const failing: Section = () => {
  throw new PolicyFailure('set-header', null, 500, 'told to the operator alone');
};
const respond =
  (status: number, body: string | null): Section =>
  (x) => {
    x.context.response = new Response(status, '', HeaderMap.empty(), body === null ? null : Body.text(body));
    return end;
  };

describe('a backend that', () => {
  const cases: readonly (readonly [what: string, how: Misbehaviour, extensions: { readonly code: string; readonly status?: number }])[] = [
    ['answers 500', (r) => r.writeHead(500).end('broken'), { code: 'SUBGRAPH_HTTP_ERROR', status: 500 }],
    ['answers 429', (r) => r.writeHead(429).end(), { code: 'SUBGRAPH_HTTP_ERROR', status: 429 }],
    ['answers 401 without having been sent a token', (r) => r.writeHead(401).end(), { code: 'SUBGRAPH_HTTP_ERROR', status: 401 }],
    ['redirects', (r) => r.writeHead(302, { location: '/elsewhere' }).end(), { code: 'SUBGRAPH_HTTP_ERROR', status: 302 }],
    ['answers HTML', (r) => r.setHeader('content-type', 'text/html').end('<p>hello</p>'), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    ['answers nothing', (r) => r.end(), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    ['answers half a JSON', (r) => r.end('{"data": {"newest"'), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    ['answers JSON that is no GraphQL', (r) => r.end('[1,2]'), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    ['answers an object without data', (r) => r.end('{"ok":true}'), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    ['answers data that is no object', (r) => r.end('{"data":"x"}'), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    ['answers errors that are no list', (r) => r.end('{"data":{},"errors":{}}'), { code: 'SUBGRAPH_BAD_RESPONSE' }],
    [
      'answers more than the limit',
      (r) => r.end(`{"data":{"newest":{"title":"${'x'.repeat(300_000)}"}}}`),
      { code: 'SUBGRAPH_BAD_RESPONSE' },
    ],
    ['closes the connection', (r) => r.socket?.destroy(), { code: 'SUBGRAPH_UNREACHABLE' }],
    [
      'closes in the middle of the body',
      (r) => {
        r.writeHead(200, { 'content-length': '100' }).write('{"data":');
        setImmediate(() => r.socket?.destroy());
      },
      { code: 'SUBGRAPH_UNREACHABLE' },
    ],
    ['never answers', () => undefined, { code: 'SUBGRAPH_TIMEOUT' }],
    ['never ends its answer', (r) => r.writeHead(200).write('{"data":'), { code: 'SUBGRAPH_TIMEOUT' }],
  ];

  it.each(cases)('%s gives its code and the rest of the data', async (_what, how, extensions) => {
    // Short only where the end of the wait is what is tested: the other subgraph must answer within it on a busy machine, too.
    gateway = await openGateway([people, books], { timeoutMs: extensions.code === 'SUBGRAPH_TIMEOUT' ? 2_000 : 15_000 });
    books.misbehave(how);
    const answer = await ask(gateway, query);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null }, newest: null });
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
      { ...extensions, subgraph: 'books' },
      { ...extensions, subgraph: 'books' },
    ]);
    expect(answer.errors.map(({ path }) => path).sort()).toEqual([['me'], ['newest']]);
  });

  it('does not listen gives SUBGRAPH_UNREACHABLE', async () => {
    const gone = await openBooks();
    gateway = await openGateway([people, gone]);
    await gone.close();
    const answer = await ask(gateway, query);
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null }, newest: null });
    expect(answer.errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNREACHABLE', subgraph: 'books' });
  });

  it.each([
    ['too few', '[]'],
    ['too many', '[{"books":[]},{"books":[]}]'],
    ['no list of', 'null'],
  ])('answers with %s entities gives SUBGRAPH_BAD_RESPONSE', async (_what, entities) => {
    gateway = await openGateway([people, books]);
    books.misbehave((response) => response.end(`{"data":{"_entities":${entities}}}`));
    const answer = await ask(gateway, '{ me { name books { title } } }');
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null } });
    expect(answer.errors).toEqual([
      {
        message: 'Subgraph `books` did not answer with a GraphQL response.',
        path: ['me'],
        extensions: { code: 'SUBGRAPH_BAD_RESPONSE', subgraph: 'books' },
      },
    ]);
  });
});

describe('errors that a subgraph reports', () => {
  it('keep path and code, and lose their text', async () => {
    gateway = await openGateway([people, books]);
    books.misbehave((response) =>
      response.end(
        JSON.stringify({
          data: { _entities: [{ books: null }] },
          errors: [
            {
              message: 'table books_17 is locked',
              path: ['_entities', 0, 'books'],
              extensions: { code: 'LOCKED', debug: 'inside', stacktrace: ['at secret.js'] },
            },
          ],
        }),
      ),
    );
    const answer = await ask(gateway, '{ me { name books { title } } }');
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null } });
    expect(answer.errors).toEqual([
      { message: 'Subgraph `books` reported an error.', path: ['me', 'books'], extensions: { code: 'LOCKED', subgraph: 'books' } },
    ]);
    expect(gateway.logText()).toContain('table books_17 is locked');
  });

  it('cannot take the gateway’s own codes', async () => {
    gateway = await openGateway([people, books]);
    books.misbehave((response) =>
      response.end(
        '{"data":null,"errors":[{"message":"x","extensions":{"code":"CONNECTION_REQUIRED","connectUrl":"https://evil.example"}}]}',
      ),
    );
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'DOWNSTREAM_SERVICE_ERROR', subgraph: 'books' });
    expect(answer.text).not.toContain('evil');
  });

  it('never show the token that the backend was sent', async () => {
    gateway = await openGateway([people, books], {
      credentials: testCredentials(),
      handlers: handlers({ books: handler({ inbound: withToken() }) }),
    });
    books.misbehave((response, { headers }) =>
      response.end(
        JSON.stringify({ data: null, errors: [{ message: `bad ${headers.authorization}`, extensions: { code: headers.authorization } }] }),
      ),
    );
    const answer = await ask(gateway, '{ newest { title } }');
    expect(books.received[0]?.headers.authorization).toBe(`Bearer ${canary}-1`);
    expect(answer.errors[0]?.extensions['code']).toBe('DOWNSTREAM_SERVICE_ERROR');
    expect(answer.text + gateway.logText()).not.toContain(canary);
  });
});

describe('secrets that policies were given', () => {
  const everywhere = (secret: string) => ({
    data: null,
    errors: [{ message: `bad ${secret}`, path: ['newest', secret], extensions: { code: secret } }],
  });

  it('by global.xml are in no error and no log line, whichever call sent them', async () => {
    gateway = await openGateway([people, books], {
      credentials: testCredentials(),
      handlers: handlers({
        global: handler({
          inbound: async (x) => {
            await withToken()(x);
            x.context.variables.set('header', x.context.request.headers.sent.get('Authorization')?.[0] ?? '');
            return next;
          },
        }),
        books: handler({
          inbound: (x) => {
            x.headers.set('X-Token', [String(x.context.variables.get('header'))]);
            return next;
          },
        }),
      }),
    });
    books.misbehave((response, { headers }) => response.end(JSON.stringify(everywhere(String(headers['x-token'])))));
    const answer = await ask(gateway, '{ newest { title } }');
    expect(books.received[0]?.headers['x-token']).toBe(`Bearer ${canary}-1`);
    expect(answer.errors).toMatchObject([{ path: ['newest'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }]);
    expect(answer.text + gateway.logText()).not.toContain(canary);
  });

  it('as named values are in no error and no log line', async () => {
    gateway = await openGateway([people, books], {
      namedValue: (name) => `${canary.toUpperCase().replace('-', '_')}_${name}`,
      handlers: handlers({
        books: handler({
          inbound: (x) => {
            x.headers.set('X-Key', [x.context.namedValue('KEY')]);
            return next;
          },
        }),
      }),
    });
    books.misbehave((response, { headers }) => response.end(JSON.stringify(everywhere(String(headers['x-key'])))));
    const answer = await ask(gateway, '{ newest { title } }');
    expect(books.received[0]?.headers['x-key']).toBe('CANARY_4F1C_KEY');
    expect(answer.errors).toMatchObject([{ path: ['newest'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }]);
    expect(answer.text + gateway.logText()).not.toContain('CANARY');
  });

  it('are in no trace, even where an author wrote one', async () => {
    gateway = await openGateway([people, books], {
      credentials: testCredentials(),
      handlers: handlers({
        books: handler({
          inbound: async (x) => {
            await withToken()(x);
            const token = x.tokens[0]?.token.accessToken.reveal() ?? '';
            x.context.trace(`got ${token}`);
            x.ports.trace({ source: 'books', severity: 'error', message: token, metadata: [['token', `${token}0`]], at: '' });
            return next;
          },
        }),
      }),
    });
    expect((await ask(gateway, '{ newest { title } }')).errors).toEqual([]);
    expect(gateway.traces.map(({ message, metadata }) => [message, metadata])).toEqual([
      ['got [secret]', []],
      ['[secret]', [['token', '[secret]0']]],
    ]);
  });
});

describe('policies that', () => {
  const codes: readonly CredentialErrorCode[] = ['CONNECTION_UNAVAILABLE', 'CONNECTION_THROTTLED', 'ACCESS_DENIED', 'PROVIDER_DOWN'];
  it.each(codes)('get no token because of %s say so, with provider and connection', async (code) => {
    const credentials = testCredentials();
    credentials.fail(code);
    gateway = await openGateway([people, books], { credentials, handlers: handlers({ books: handler({ inbound: withToken() }) }) });
    const answer = await ask(gateway, query);
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null }, newest: null });
    expect(answer.errors[0]).toMatchObject({
      message: `No token: ${code}.`,
      extensions: { code, subgraph: 'books', provider: 'demo', connection: 'org' },
    });
    expect(answer.text).not.toContain('operator');
    expect(gateway.logText()).toContain('told to the operator alone');
    expect(books.received).toEqual([]);
  });

  const rows: readonly (readonly [what: string, inbound: Section, extensions: object])[] = [
    ['fail', failing, { code: 'POLICY_ERROR' }],
    [
      'hit a defect',
      () => {
        throw new TypeError('told to nobody');
      },
      { code: 'POLICY_ERROR' },
    ],
    ['return an error status', respond(403, '{"data":null}'), { code: 'POLICY_RESPONSE', status: 403 }],
    ['return something that is no GraphQL', respond(200, 'hello'), { code: 'POLICY_RESPONSE', status: 200 }],
    ['return nothing', respond(200, null), { code: 'POLICY_RESPONSE', status: 200 }],
  ];
  it.each(rows)('%s give their code', async (_what, inbound, extensions) => {
    gateway = await openGateway([people, books], { handlers: handlers({ books: handler({ inbound }) }) });
    const answer = await ask(gateway, query);
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null }, newest: null });
    expect(answer.errors[0]?.extensions).toEqual({ ...extensions, subgraph: 'books' });
    expect(answer.text).not.toContain('told to');
    expect(gateway.logText()).not.toContain('told to nobody');
    expect(books.received).toEqual([]);
  });

  it('send nothing give POLICY_RESPONSE', async () => {
    gateway = await openGateway([books], { handlers: handlers({ books: handler({ backend: () => next }) }) });
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'POLICY_RESPONSE', subgraph: 'books', status: 200 });
    expect(books.received).toEqual([]);
  });

  it('forward to a place that is not allowed give POLICY_ERROR, and nothing is sent', async () => {
    gateway = await openGateway([books], {
      handlers: handlers({
        books: handler({
          inbound: (x) => {
            x.context.request.url.port = Number(new URL(people.url).port);
            return next;
          },
        }),
      }),
    });
    const before = people.received.length;
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'POLICY_ERROR', subgraph: 'books' });
    expect(people.received.length).toBe(before);
    expect(gateway.logText()).toContain('egress.allow');
  });
});

describe('a response that a policy returns', () => {
  it('is the subgraph’s answer when it is GraphQL', async () => {
    gateway = await openGateway([people, books], {
      handlers: handlers({ books: handler({ inbound: respond(200, '{"data":{"newest":{"title":"from a policy"}}}') }) }),
    });
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({ newest: { title: 'from a policy' } });
    expect(books.received).toEqual([]);
  });

  it('may report errors in its author’s own words', async () => {
    gateway = await openGateway([people, books], {
      handlers: handlers({
        books: handler({
          inbound: respond(200, '{"data":null,"errors":[{"message":"ask the librarian","extensions":{"code":"CLOSED"}}]}'),
        }),
      }),
    });
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors).toMatchObject([{ message: 'ask the librarian', extensions: { code: 'CLOSED', subgraph: 'books' } }]);
  });

  it('counts when on-error made it', async () => {
    gateway = await openGateway([people, books], {
      handlers: handlers({
        books: handler({
          inbound: failing,
          onError: (x) => {
            const response = x.ensureResponse();
            response.statusCode = 200;
            x.setBody(Body.text('{"data":{"newest":{"title":"a fallback"}}}'));
            return next;
          },
        }),
      }),
    });
    const answer = await ask(gateway, '{ newest { title } }');
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({ newest: { title: 'a fallback' } });
  });

  it('is replaced by what outbound made of the backend’s', async () => {
    gateway = await openGateway([people, books], {
      handlers: handlers({
        books: handler({
          outbound: (x) => {
            x.setBody(Body.text('{"data":{"newest":{"title":"changed"}}}'));
            return next;
          },
        }),
      }),
    });
    expect((await ask(gateway, '{ newest { title } }')).data).toEqual({ newest: { title: 'changed' } });
  });
});

describe('errors about the request itself', () => {
  it.each([
    ['syntax', '{ me {', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nobody }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable of the wrong type', 'query ($h: String!) { me { seen(header: $h) } }', 400, 'BAD_USER_INPUT'],
    ['a subscription', 'subscription { newest { title } }', 400, 'OPERATION_NOT_SUPPORTED'],
  ])('such as %s are told', async (_what, text, status, code) => {
    gateway = await openGateway([people, books]);
    const answer = await ask(gateway, text);
    expect(answer.status).toBe(status);
    expect(answer.errors[0]?.extensions['code']).toBe(code);
    expect(answer.text).not.toContain('stacktrace');
  });
});
