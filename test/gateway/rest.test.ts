import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HandlerModule, HandlerSource } from '../../src/runtime/handler.ts';
import { compiled, type Documents } from '../support/compiled.ts';
import { canary, testCredentials } from './support/credentials.ts';
import { ask, handler, openGateway, type TestGateway } from './support/gateway.ts';
import { openRest, type RestAnswer, type RestRequest, type RestService } from './support/rest-service.ts';
import { openPeople, type TestSubgraph } from './support/subgraph.ts';

const sdl = `
  type Query { order(id: ID!): Order found(id: ID!): Order @nullIfNotFound orders(ids: [ID!]! @is(field: "id")): [Order] @lookup @internal newest(first: Int = 2): [Order!]! motd: String broken: Order version: Version }
  type Mutation { pay(input: Payment!): Order }
  input Payment { order: ID! cents: Int! }
  scalar Version
  enum State { OPEN PAID }
  interface Line { text: String! }
  type Article implements Line { text: String! price: Int }
  type Note implements Line { text: String! }
  type Order @key(fields: "id") { id: ID! number: String! state: State customer: Person! lines: [Line!] note: String secret: String! }
  type Person @key(fields: "id") { id: ID! address: Address orders(state: State): [Order!] }
  type Address { street: String! }
  type Account @key(fields: "nr") { nr: ID! owner: String }
`;

const resolver = (request: string, response = ''): string =>
  `<http-data-source><http-request>${request}</http-request>${response === '' ? '' : `<http-response>${response}</http-response>`}</http-data-source>`;
const get = (url: string): string => `<set-method>GET</set-method><set-url>${url}</set-url>`;

const documents = (url: string): Documents => ({
  'resolvers/shop/Query.order': resolver(get(`@("${url}/orders/" + context.GraphQL.Arguments["id"])`)),
  'resolvers/shop/Query.found': resolver(get(`@("${url}/" + context.GraphQL.Arguments["id"])`)),
  'resolvers/shop/Query.orders': resolver(get(`@("${url}/orders?ids=" + string.Join(",", context.GraphQL.Arguments["ids"]))`)),
  'resolvers/shop/Query.newest': resolver(
    get(`@($"${url}/newest?first={context.GraphQL.Arguments["first"]}")`),
    '<set-body>@(context.Response.Body.As<JObject>()["items"].ToString())</set-body>',
  ),
  'resolvers/shop/Query.motd': resolver(get(`${url}/motd`)),
  'resolvers/shop/Query.version': resolver(get(`${url}/version`)),
  'resolvers/shop/Query.broken': resolver(get(`${url}/motd`)),
  'resolvers/shop/Mutation.pay': resolver(
    `<set-method>POST</set-method><set-url>${url}/payments</set-url><set-header name="Content-Type" exists-action="override"><value>application/json</value></set-header><set-body>@(context.GraphQL.Arguments["input"].ToString(Newtonsoft.Json.Formatting.None))</set-body>`,
    '<set-body template="liquid">{ "id": "{{ body.order }}", "number": "paid" }</set-body>',
  ),
  'resolvers/shop/Order.customer': resolver(
    `<get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" />${get(`@("${url}/customers/" + context.GraphQL.Parent["customerId"])`)}<set-header name="Authorization" exists-action="override"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>`,
  ),
  'resolvers/shop/Order.note': resolver(get(`@("${url}/notes/" + context.GraphQL.Parent["id"])`)),
  'resolvers/shop/Order.secret': resolver(get(`${url}/forbidden`)),
  'resolvers/shop/Person.orders': resolver(
    get(`@("${url}/orders?person=" + context.GraphQL.Parent["id"] + "&state=" + context.GraphQL.GraphQLArguments["state"])`),
  ),
  'resolvers/shop/Person.address': resolver(
    get(`@("${url}/addresses/" + context.ParentResult["id"])`),
    '<xml-to-json kind="direct" apply="always" consider-accept-header="false" /><set-body>@(context.Response.Body.As<JObject>()["address"].ToString())</set-body>',
  ),
  'resolvers/shop/Account.__resolveReference': resolver(get(`@("${url}/accounts/" + context.GraphQL.Arguments["nr"])`)),
});

const order = (id: string) => ({ id, number: `N${id}`, state: 'OPEN', customerId: Number(id) % 2 === 0 ? '1' : '2' });

function answer({ method, url, headers, body }: RestRequest): RestAnswer {
  const { pathname, searchParams } = new URL(url, 'http://service');
  const [, kind, id = ''] = pathname.split('/');
  switch (`${method} ${kind}`) {
    case 'GET orders': {
      if (id !== '')
        return id === '9'
          ? { status: 404 }
          : {
              body: {
                ...order(id),
                lines: [
                  { __typename: 'Article', text: 'pen', price: 2 },
                  { __typename: 'Note', text: 'gift' },
                ],
              },
            };
      const ids = searchParams.get('ids')?.split(',');
      return {
        body:
          ids === undefined
            ? [order('1')]
            : ids
                .filter((each) => each !== '9')
                .reverse()
                .map(order),
      };
    }
    case 'GET newest':
      return { body: { items: Array.from({ length: Number(searchParams.get('first')) }, (_, index) => order(String(index + 1))) } };
    case 'GET motd':
      return { headers: { 'content-type': 'text/plain' }, body: 'hello' };
    case 'GET version':
      return { body: { major: 2 } };
    case 'GET customers':
      return headers.authorization === `Bearer ${canary}-2` || headers.authorization === `Bearer ${canary}-1`
        ? { body: { id } }
        : { status: 401 };
    case 'GET notes':
      return id === '2' ? { status: 503, body: 'secret inside' } : { body: JSON.stringify(`note ${id}`) };
    case 'GET forbidden':
      return { status: 403 };
    case 'GET addresses':
      return { headers: { 'content-type': 'application/xml' }, body: '<address><street>Main</street></address>' };
    case 'GET accounts':
      return id === '404' ? { status: 404 } : { body: { owner: `of ${id}` } };
    case 'POST payments':
      return { status: 201, body: JSON.parse(body) as object };
    default:
      return { status: 500 };
  }
}

let service: RestService;
let people: TestSubgraph;
let gateway: TestGateway;
const credentials = testCredentials();

beforeAll(async () => {
  service = await openRest(answer);
  people = await openPeople();
  const { handlers, findings } = await compiled(documents(service.url));
  expect(findings.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  const bare = handler({});
  const source: HandlerSource = {
    current: () => ({
      global: undefined,
      subgraph: () => bare,
      api: () => bare,
      resolver: (subgraph, field): HandlerModule | undefined => handlers.get(`resolvers/${subgraph}/${field}`),
    }),
  };
  gateway = await openGateway([people, { name: 'shop', kind: 'rest', sdl, url: service.url }], { handlers: source, credentials });
});
afterAll(() => Promise.all([gateway.close(), service.close(), people.close()]));
beforeEach(() => {
  service.received.length = 0;
});

const urls = (): readonly string[] => service.received.map(({ method, url }) => `${method} ${url}`).sort();

describe('a rest subgraph', () => {
  it('resolves a field by its document, and members of the answer by themselves', async () => {
    const { data, errors } = await ask(
      gateway,
      'query($id:ID!){ order(id:$id) { id number state lines { __typename text ... on Article { price } } } }',
      { variables: { id: '4' } },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      order: {
        id: '4',
        number: 'N4',
        state: 'OPEN',
        lines: [
          { __typename: 'Article', text: 'pen', price: 2 },
          { __typename: 'Note', text: 'gift' },
        ],
      },
    });
    expect(urls()).toEqual(['GET /orders/4']);
  });

  it('makes what it needs of an answer, from defaults of arguments on', async () => {
    const { data, errors } = await ask(gateway, '{ newest { id } motd version }');
    expect(errors).toEqual([]);
    expect(data).toEqual({ newest: [{ id: '1' }, { id: '2' }], motd: 'hello', version: { major: 2 } });
  });

  it('attaches tokens, and sends equal reads once', async () => {
    const { data, errors } = await ask(gateway, '{ newest(first: 10) { customer { id name } } }');
    expect(errors).toEqual([]);
    expect((data as { newest: object[] }).newest.slice(0, 2)).toEqual([
      { customer: { id: '2', name: 'Grace' } },
      { customer: { id: '1', name: 'Ada' } },
    ]);
    expect(urls()).toEqual(['GET /customers/1', 'GET /customers/2', 'GET /newest?first=10']);
    expect(
      service.received
        .filter(({ url }) => url.startsWith('/customers'))
        .every(({ headers }) => headers.authorization === `Bearer ${canary}-1`),
    ).toBe(true);
    expect(
      service.received.filter(({ url }) => url.startsWith('/newest')).every(({ headers }) => headers.authorization === undefined),
    ).toBe(true);
  });

  it('has few requests on the way at a time', async () => {
    const { errors } = await ask(gateway, '{ newest(first: 40) { note } }');
    expect(service.received).toHaveLength(41);
    expect(service.busiest()).toBeLessThanOrEqual(8);
    expect(errors).toHaveLength(1);
  });

  it('resolves fields of entities that others know', async () => {
    const { data, errors } = await ask(gateway, '{ people { name address { street } orders(state: OPEN) { number } } }');
    expect(errors).toEqual([]);
    expect(data).toEqual({ people: ['Ada', 'Grace'].map((name) => ({ name, address: { street: 'Main' }, orders: [{ number: 'N1' }] })) });
    expect(urls()).toContain('GET /orders?person=2&state=OPEN');
  });

  it('takes mutations, each sent', async () => {
    const { data, errors } = await ask(
      gateway,
      'mutation { a: pay(input: { order: "7", cents: 5 }) { id number } b: pay(input: { order: "7", cents: 5 }) { id } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ a: { id: '7', number: 'paid' }, b: { id: '7' } });
    expect(service.received.map(({ method, body, headers }) => [method, body, headers['content-type']])).toEqual([
      ['POST', '{"order":"7","cents":5}', 'application/json'],
      ['POST', '{"order":"7","cents":5}', 'application/json'],
    ]);
  });

  it.each([
    {
      what: 'a status of the backend',
      query: '{ a: order(id: "2") { id note } }',
      data: { a: { id: '2', note: null } },
      path: ['a', 'note'],
      code: 'SUBGRAPH_HTTP_ERROR',
      status: 503,
    },
    {
      what: 'a status that takes the object along',
      query: '{ a: order(id: "2") { id secret } }',
      data: { a: null },
      path: ['a', 'secret'],
      code: 'SUBGRAPH_HTTP_ERROR',
      status: 403,
    },
    {
      what: 'a text where an object should be',
      query: '{ broken { id } motd }',
      data: { broken: null, motd: 'hello' },
      path: ['broken'],
      code: 'SUBGRAPH_BAD_RESPONSE',
    },
    {
      what: 'a field without a document that must not be null',
      query: '{ a: order(id: "2") { id } newest(first: 1) { secret } }',
      data: null,
      path: ['newest', 0, 'secret'],
      code: 'SUBGRAPH_HTTP_ERROR',
      status: 403,
    },
    {
      what: 'what is not there',
      query: '{ a: order(id: "9") { id } }',
      data: { a: null },
      path: ['a'],
      code: 'SUBGRAPH_HTTP_ERROR',
      status: 404,
    },
  ])('tells of $what, at its path', async ({ query, data, path, code, status }) => {
    const answered = await ask(gateway, query);
    expect(answered.data).toEqual(data);
    expect(
      answered.errors.map((error) => [error.path, error.extensions['code'], error.extensions['subgraph'], error.extensions['status']]),
    ).toEqual([[path, code, 'shop', status]]);
    expect(answered.text).not.toContain('secret inside');
  });

  it('is null where the backend has it not, and the schema says that this may be', async () => {
    const { data, errors } = await ask(gateway, '{ gone: found(id: "orders/9") { id } there: found(id: "orders/3") { id } }');
    expect([data, errors ?? []]).toEqual([{ gone: null, there: { id: '3' } }, []]);
    const refused = await ask(gateway, '{ found(id: "forbidden") { id } }');
    expect(refused.errors.map(({ extensions }) => extensions['status'])).toEqual([403]);
  });

  it('tells of a connection that cannot be used, once for every field', async () => {
    credentials.fail('CONNECTION_UNAVAILABLE');
    try {
      const { errors } = await ask(gateway, '{ order(id: "2") { customer { id } } }');
      expect(errors.map(({ path, extensions }) => [path, extensions['code'], extensions['provider']])).toEqual([
        [['order', 'customer'], 'CONNECTION_UNAVAILABLE', 'demo'],
      ]);
    } finally {
      credentials.fail(undefined);
    }
  });
});

describe('other names than the service has', () => {
  it('are its own in documents and answers: fields, arguments, inputs and values', async () => {
    const odd = await openRest(({ url, body }) => ({
      body: url.startsWith('/users')
        ? [{ 'user-id': url.slice(-1), 'account-state': 'in-trial', past: ['in-trial', 'paid'] }]
        : { echo: body },
    }));
    const { handlers, findings } = await compiled({
      'resolvers/odd/Query.users': resolver(get(`@("${odd.url}/users?page=" + context.GraphQL.Arguments["page[size]"])`)),
      'resolvers/odd/Mutation.save': resolver(
        `<set-method>POST</set-method><set-url>${odd.url}/save</set-url><set-body>@(context.GraphQL.Arguments["body"].ToString(Newtonsoft.Json.Formatting.None))</set-body>`,
      ),
    });
    expect(findings).toEqual([]);
    const bare = handler({});
    const current = {
      global: undefined,
      subgraph: () => bare,
      api: () => bare,
      resolver: (_: string, field: string) => handlers.get(`resolvers/odd/${field}`),
    };
    const own = await openGateway(
      [
        {
          name: 'odd',
          kind: 'rest',
          url: odd.url,
          sdl: `type Query { users(pageSize: Int @source(name: "page[size]")): [User!]! }
            type Mutation { save(body: Save!): Saved }
            type Saved { echo: String }
            input Save { state: State @source(name: "account-state") all: [Save!] }
            type User { userId: ID! @source(name: "user-id") state: State @source(name: "account-state") past: [State!] }
            enum State { IN_TRIAL @source(name: "in-trial") paid }`,
        },
      ],
      { handlers: { current: () => current } },
    );
    try {
      const read = await ask(own, '{ users(pageSize: 3) { userId state past } }');
      expect(read.data).toEqual({ users: [{ userId: '3', state: 'IN_TRIAL', past: ['IN_TRIAL', 'paid'] }] });
      const saved = await ask(own, 'mutation { save(body: { state: IN_TRIAL, all: [{ state: paid }] }) { echo } }');
      expect(JSON.parse((saved.data as { save: { echo: string } }).save.echo)).toEqual({
        'account-state': 'in-trial',
        all: [{ 'account-state': 'paid' }],
      });
    } finally {
      await Promise.all([own.close(), odd.close()]);
    }
  });
});
