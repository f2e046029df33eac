import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canary, testCredentials, withToken } from './support/credentials.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openPlainGraphql, type PlainGraphql } from './support/plain-graphql.ts';
import { openPeople, type TestSubgraph } from './support/subgraph.ts';

const remote = `
  type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! viewer: User! search(kind: Kind): [Hit!]! }
  type Mutation { star(id: ID!): Repository }
  interface Node { id: ID! }
  enum Kind { USER REPOSITORY }
  scalar DateTime
  union Hit = User | Repository | Bot
  type Bot { id: ID! }
  type User implements Node { id: ID! login: String! since: DateTime repositories(first: Int!): [Repository!]! secret: String }
  type Repository implements Node { id: ID! name: String! owner: User! }
`;

const overlay = (list: boolean) =>
  `
  extend schema @prefix(types: "Git", fields: "git_")
  type Query {
    node(id: ID!): Node ${list ? '' : '@lookup'} @internal
    nodes(ids: [ID!]! ${list ? '@is(field: "id")' : ''}): [Node]! ${list ? '@lookup' : ''} @internal
    viewer: User!
    search(kind: Kind): [Hit!]!
  }
  type Mutation { star(id: ID!): Repository }
  interface Node { id: ID! }
  enum Kind { USER REPOSITORY }
  scalar DateTime
  union Hit = User | Repository
  type Person implements Node @key(fields: "id") @source(name: "User") {
    id: ID! login: String! since: DateTime repositories(first: Int!): [Repository!]! secret: String
  }
  type Repository implements Node @key(fields: "id") { id: ID! title: String! @source(name: "name") owner: Person! }
`
    .replaceAll('User', 'Person')
    .replace('@source(name: "Person")', '@source(name: "User")');

const users: Record<string, object> = {
  '1': { __typename: 'User', id: '1', login: 'ada', since: '1833-06-05T00:00:00Z' },
  '2': { __typename: 'User', id: '2', login: 'grace', since: null },
};
const repository = { __typename: 'Repository', id: 'r', name: 'engine', owner: users['1'] };
const byId = (id: string): unknown => (id === 'r' ? repository : (users[id] ?? null));

let api: PlainGraphql;
let people: TestSubgraph;

beforeAll(async () => {
  api = await openPlainGraphql(remote, {
    'Query.node': (_parent, { id }: { id: string }) => byId(id),
    'Query.nodes': (_parent, { ids }: { ids: string[] }) => ids.map(byId).reverse(),
    'Query.viewer': () => users['1'],
    'Query.search': () => [users['1'], repository, { __typename: 'Bot', id: 'b' }],
    'Mutation.star': (_parent, { id }: { id: string }) => byId(id),
    'User.repositories': (_parent, { first }: { first: number }) => [repository].slice(0, first),
    'User.secret': ({ id }: { id: string }) => {
      if (id === '2') throw new Error('not yours');
      return 'mine';
    },
  });
  people = await openPeople();
});
afterAll(() => Promise.all([api.close(), people.close()]));
beforeEach(() => {
  api.received.length = 0;
});

const git = (list: boolean) => ({ name: 'git', kind: 'graphql' as const, sdl: overlay(list), url: api.url });

async function withGateway(list: boolean, run: (gateway: TestGateway) => Promise<void>, settings: object = {}): Promise<void> {
  const gateway = await openGateway([people, git(list)], settings);
  try {
    await run(gateway);
  } finally {
    await gateway.close();
  }
}

describe.each([
  { how: 'one by one', list: false },
  { how: 'as lists', list: true },
])('a plain GraphQL API whose entities are looked up $how', ({ list }) => {
  it('joins entities in one request', () =>
    withGateway(list, async (gateway) => {
      const { data, errors } = await ask(
        gateway,
        'query($n:Int!){ people { name login since repositories(first: $n) { __typename title owner { name login } } } }',
        { variables: { n: 1 } },
      );
      expect(errors).toEqual([]);
      const repositories = [{ __typename: 'GitRepository', title: 'engine', owner: { name: 'Ada', login: 'ada' } }];
      expect(data).toEqual({
        people: [
          { name: 'Ada', login: 'ada', since: '1833-06-05T00:00:00Z', repositories },
          { name: 'Grace', login: 'grace', since: null, repositories },
        ],
      });
      expect(api.received).toHaveLength(1);
    }));

  it('puts an error where its entity is, and keeps the rest', () =>
    withGateway(list, async (gateway) => {
      const { data, errors } = await ask(gateway, '{ people { login secret } }');
      expect(data).toEqual({
        people: [
          { login: 'ada', secret: 'mine' },
          { login: 'grace', secret: null },
        ],
      });
      expect(errors.map(({ path, extensions }) => [path, extensions['code'], extensions['subgraph']])).toEqual([
        [['people', 1, 'secret'], 'DOWNSTREAM_SERVICE_ERROR', 'git'],
      ]);
    }));
});

describe('a plain GraphQL API', () => {
  it('answers its own root fields, by the names of the graph', () =>
    withGateway(true, async (gateway) => {
      const { data, errors } = await ask(
        gateway,
        'query($k:GitKind){ git_viewer { __typename login } git_search(kind:$k) { __typename ... on Person { login } ... on GitRepository { title } } __type(name:"GitKind") { enumValues { name } } }',
        { variables: { k: 'USER' } },
      );
      expect(errors).toEqual([]);
      expect(data).toMatchObject({
        git_viewer: { __typename: 'Person', login: 'ada' },
        git_search: [
          { __typename: 'Person', login: 'ada' },
          { __typename: 'GitRepository', title: 'engine' },
        ],
        __type: { enumValues: [{ name: 'USER' }, { name: 'REPOSITORY' }] },
      });
    }));

  it('takes mutations', () =>
    withGateway(true, async (gateway) => {
      const { data } = await ask(gateway, 'mutation { git_star(id: "r") { title owner { name } } }');
      expect(data).toEqual({ git_star: { title: 'engine', owner: { name: 'Ada' } } });
    }));

  it('does not show what is internal', () =>
    withGateway(true, async (gateway) => {
      const { errors } = await ask(gateway, '{ git_node(id: "1") { id } }');
      expect(errors[0]?.message).toContain('Cannot query field');
    }));

  it('is sent what its policies saw, with the token', () => {
    const seen: string[] = [];
    const credentials = testCredentials();
    const source = handlers({
      git: handler({
        inbound: async (x) => {
          seen.push(x.context.request.body?.contentText ?? '');
          return withToken()(x);
        },
      }),
    });
    return withGateway(
      true,
      async (gateway) => {
        await ask(gateway, '{ people { login } }');
        expect(seen).toEqual(api.received.map(({ body }) => body));
        expect(seen[0]).not.toContain('_entities');
        expect(api.received[0]?.headers.authorization).toBe(`Bearer ${canary}-1`);
        expect(people.received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
      },
      { handlers: source, credentials },
    );
  });

  it('lacks an entity that the API does not have, and says nothing of it', () =>
    withGateway(true, async (gateway) => {
      const { data, errors } = await ask(gateway, '{ me { name login } }');
      expect(errors).toEqual([]);
      expect(data).toEqual({ me: { name: 'Ada', login: 'ada' } });
      expect(api.queries()[0]).toContain('nodes(ids:');
    }));
});
