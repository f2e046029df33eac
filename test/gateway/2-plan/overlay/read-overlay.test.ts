import { buildSchema, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../../src/gateway/2-plan/compose.ts';
import { CompositionFailure } from '../../../../src/gateway/2-plan/composition-failure.ts';
import { readOverlay } from '../../../../src/gateway/2-plan/overlay/read-overlay.ts';

const base = { url: 'http://127.0.0.1:1/graphql', forwardHeaders: { kind: 'named', names: [] }, timeoutMs: 1_000 } as const;
const overlay = (sdl: string, name = 'git') => ({ ...base, name, kind: 'graphql' as const, sdl, file: `${name}.graphql` });

const faults: readonly { readonly sdl: string; readonly code: string; readonly at: string; readonly says: string }[] = [
  {
    sdl: 'type Query { user(login: String!): User @lookup }\ntype User @key(fields: "id") { id: ID! login: String! }',
    code: 'LOOKUP_WITHOUT_KEY',
    at: '1:14',
    says: 'the look-up `user` fetches by no key: it takes login, and the keys are `id` of `User`',
  },
  {
    sdl: 'type Query { viewer: User @lookup }\ntype User { id: ID! }',
    code: 'LOOKUP_WITHOUT_KEY',
    at: '1:14',
    says: 'the look-up `viewer` fetches no entity: `User` has no `@key`',
  },
  {
    sdl: 'type Query { user(id: ID!, tenant: String!): User @lookup }\ntype User @key(fields: "id") { id: ID! }',
    code: 'LOOKUP_WITHOUT_KEY',
    at: '1:14',
    says: 'the look-up `user` fetches by no key: it takes id, tenant, and the keys are `id` of `User`',
  },
  {
    sdl: 'type Query {\n  user(id: Int!): User @lookup\n}\ntype User @key(fields: "id") { id: String! }',
    code: 'LOOKUP_ARGUMENT_TYPE',
    at: '2:12',
    says: 'the argument `id` is a `Int`, and `id` of `User` is a `String`',
  },
  {
    sdl: 'type Query { user(u: ID! @is(field: "nr")): User @lookup }\ntype User @key(fields: "id") { id: ID! }',
    code: 'IS_FIELD',
    at: '1:26',
    says: '`User` has no field `nr`',
  },
  {
    sdl: 'type Query { user(u: ID! @is(field: "a..b")): User @lookup }\ntype User @key(fields: "id") { id: ID! }',
    code: 'IS_SYNTAX',
    at: '1:26',
    says: '`@is` names no field',
  },
  {
    sdl: 'type Query { users(id: ID!): [User] @lookup }\ntype User @key(fields: "id") { id: ID! }',
    code: 'LOOKUP_RETURNS',
    at: '1:14',
    says: 'the look-up `users` returns a list, and takes no list of keys',
  },
  {
    sdl: 'type Query { user(ids: [ID!]! @is(field: "id")): User @lookup }\ntype User @key(fields: "id") { id: ID! }',
    code: 'LOOKUP_RETURNS',
    at: '1:14',
    says: 'the look-up `user` takes a list of keys, and returns no list',
  },
  {
    sdl: 'type Query { count(id: ID!): Int @lookup }\ntype User @key(fields: "id") { id: ID! }',
    code: 'LOOKUP_RETURNS',
    at: '1:30',
    says: 'the look-up `count` returns neither an entity nor a list of entities',
  },
  {
    sdl: 'type Query { me: User }\ntype User @key(fields: "id", resolvable: true) { id: ID! }',
    code: 'KEY_WITHOUT_LOOKUP',
    at: '2:11',
    says: 'no look-up fetches `User` by `id`',
  },
  {
    sdl: 'type Query { me: User }\ntype User @key(fields: "id") { id: ID! boss: User @lookup }',
    code: 'LOOKUP_PLACE',
    at: '2:51',
    says: '`@lookup` stands on what is no field of the query type',
  },
  {
    sdl: 'type Query { me: User }\ntype User @key(fields: "id") { id: ID! @external rank: Int @requires(fields: "id") }',
    code: 'NOT_IN_OVERLAY',
    at: '2:60',
    says: 'a plain GraphQL API cannot do what `@requires` asks of it',
  },
  { sdl: 'type Query { me: Person }', code: 'UNKNOWN_TYPE', at: '1:18', says: 'the overlay has no type `Person`' },
  {
    sdl: 'type Query { me: Me }\ntype Me @source(name: "a b") { id: ID! }',
    code: 'SOURCE_NAME',
    at: '2:9',
    says: '`@source` does not say what the API calls it',
  },
  {
    sdl: 'type Query { a: A b: B }\ntype A @source(name: "X") { id: ID! }\ntype B @source(name: "X") { id: ID! }',
    code: 'SOURCE_TWICE',
    at: '3:6',
    says: '`B` and `A` are both `X` of the API',
  },
  {
    sdl: 'extend schema @prefix(types: "9")\ntype Query { me: Int }',
    code: 'PREFIX_NAME',
    at: '1:15',
    says: '`9` cannot begin a GraphQL name',
  },
  { sdl: 'schema { query: Root }', code: 'UNKNOWN_TYPE', at: '1:17', says: 'the overlay has no type `Root`' },
  {
    sdl: 'schema { query: Root }\ninterface Root { me: Int }',
    code: 'ROOT_TYPE',
    at: '2:11',
    says: '`Root` is the query type, and no object type',
  },
  {
    sdl: 'type Query { me: Int }\nextend enum Mutation { A }',
    code: 'ROOT_TYPE',
    at: '2:13',
    says: '`Mutation` is the mutation type, and no object type',
  },
];

/** Other ways to say `type Query`, with the query type's name in them. */
const roots: readonly { readonly says: string; readonly sdl: string; readonly query: string }[] = [
  { says: 'schema {…}', sdl: 'schema @prefix(fields: "git_") { query: Root } type Root', query: 'Root' },
  {
    says: 'schema {…} and an extension of its type',
    sdl: 'schema @prefix(fields: "git_") { query: Root } extend type Root',
    query: 'Root',
  },
  { says: 'extend schema {…}', sdl: 'extend schema @prefix(fields: "git_") { query: Root } type Root', query: 'Root' },
  { says: 'extend type Query alone', sdl: 'extend schema @prefix(fields: "git_") extend type Query', query: 'Query' },
];

describe('what is wrong with an overlay', () => {
  it.each(faults)('$code: $says', ({ sdl, code, at, says }) => {
    try {
      compose([overlay(sdl)]);
      expect.unreachable('it composed');
    } catch (error) {
      if (!(error instanceof CompositionFailure)) throw error;
      const found = error.findings.map(({ code: own, message, places: [place] }) => ({
        code: own,
        message,
        at: `${place?.line}:${place?.column}`,
      }));
      expect(found).toContainEqual({ code, message: says, at });
      expect(error.findings.every(({ help }) => (help ?? '') !== '')).toBe(true);
    }
  });

  it('is told with what composition finds, at its place in the file', () => {
    const sdl = 'type Query { me: User }\ntype User @key(fields: "nr") { id: ID! }';
    expect(() => compose([overlay(sdl)])).toThrow(/git\.graphql:2:\d+: .*nr.*KEY_INVALID_FIELDS/s);
  });

  it('is told with the keys that nothing fetches, where a field cannot be reached', () => {
    const people =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\ntype Query { people: [User] }\ntype User @key(fields: "id") { id: ID! }';
    const sdl = 'type Query { me: Int }\ntype User @key(fields: "id") { id: ID! rank: Int }';
    try {
      compose([overlay(sdl), { ...overlay(people, 'people'), kind: 'federation' }]);
      expect.unreachable('it composed');
    } catch (error) {
      if (!(error instanceof CompositionFailure)) throw error;
      expect(error.findings.map(({ help }) => help)).toEqual([
        'no look-up fetches `id` of `User` in `git`: mark the field that does with `@lookup`',
      ]);
    }
  });
});

describe('an overlay', () => {
  const read = (sdl: string) => {
    const { overlay: made, faults: found } = readOverlay(parse(sdl), 'look-ups');
    expect(found).toEqual([]);
    return made;
  };

  it('composes without its own directives and internal fields', () => {
    const made = read(`
      directive @lookup on FIELD_DEFINITION
      type Query { node(id: ID!): Node @lookup @internal me(uid: ID @is(field: "id")): User @lookup @deprecated }
      interface Node { id: ID! }
      type User implements Node @key(fields: "id") @key(fields: "login") { id: ID! login: String! @source(name: "handle") }
    `);
    expect(print(made?.composed ?? parse('{a}')).replace(/\s+/g, ' ')).toBe(
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"]) type Query { me(uid: ID): User @deprecated } interface Node { id: ID! } type User implements Node @key(fields: "id") @key(fields: "login", resolvable: false) { id: ID! login: String! }',
    );
  });

  it('knows the API by its own names', () => {
    const made = read(`
      extend schema @prefix(types: "Git", fields: "git")
      type Query { Viewer: User! }
      type User @key(fields: "id") { id: ID! at: DateTime login: String! @source(name: "handle") }
      scalar DateTime
      enum Order { ASC }
    `);
    expect(made?.remoteSdl().replace(/\s+/g, ' ')).toBe(
      'type Query { Viewer: User! } type User { id: ID! at: DateTime handle: String! } scalar DateTime enum Order { ASC }',
    );
    expect([...(made?.names.types ?? [])]).toEqual([
      ['GitUser', 'User'],
      ['GitOrder', 'Order'],
    ]);
  });

  it.each(roots)('says its roots by $says', ({ sdl, query }) => {
    const written = `${sdl} { me: User user(id: ID!): User @lookup @internal } type User @key(fields: "id") { id: ID! login: String }`;
    const { sdl: composed, overlays } = compose([overlay(written)]);
    expect(composed.replace(/\s+/g, ' ')).toMatch(/type Query @join__type\(graph: GIT\) \{ git_me: User \}/);
    const remote = buildSchema(overlays.get('git')?.remoteSdl() ?? '');
    expect(remote.getQueryType()?.name).toBe(query);
    expect(Object.keys(remote.getQueryType()?.getFields() ?? {})).toEqual(['me', 'user']);
  });

  it.each(['schema { query: Root } type Root', 'extend schema { query: Root } extend type Root', 'extend type Query'])(
    'may have nothing but look-ups that are not of the graph: %s',
    (root) => {
      const written = `${root} { user(id: ID!): User @lookup @internal } type User @key(fields: "id") { id: ID! login: String }`;
      const others = { ...overlay('type Query { me: Int }', 'others'), kind: 'federation' as const };
      expect(compose([overlay(written), others]).sdl).toContain('type User');
    },
  );

  it('lets two APIs with the same names live together', () => {
    const sdl = (prefix: string) => `
      extend schema @prefix(types: "${prefix}", fields: "${prefix}")
      type Query { node(id: ID!): Node @lookup viewer: User }
      type Mutation { rename(name: String!): User }
      interface Node { id: ID! }
      type User implements Node @key(fields: "id") { id: ID! name: String }
    `;
    const { sdl: composed } = compose([overlay(sdl('Hub'), 'hub'), overlay(sdl('Shop'), 'shop')]);
    for (const name of ['HubUser', 'ShopUser', 'Hubviewer', 'Shoprename']) expect(composed).toContain(name);
  });
});
