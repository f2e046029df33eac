import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readOverlay } from '../../../src/gateway/2-plan/overlay/read-overlay.ts';
import { resolveReferences } from '../../../src/gateway/2-plan/rest/references.ts';

const sdl = `
  type Query { order(id: ID!): Order @lookup users(by: [ID!]! @is(field: "id")): [User] @lookup account(nr: ID!): Account @lookup }
  type Order @key(fields: "id") { id: ID! total: Int }
  type User @key(fields: "id") { id: ID! name: String }
  type Account @key(fields: "nr") { nr: ID! owner: String }
`;

/** Resolves representations; `documents` answer by `Type.field`, given arguments and parent. */
async function resolved(
  representations: readonly unknown[],
  documents: Readonly<Record<string, (args: never, parent: never) => unknown>>,
  schema = sdl,
) {
  const { overlay, faults } = readOverlay(parse(schema), 'any-field');
  expect(faults).toEqual([]);
  if (overlay === undefined) throw new Error('no overlay');
  const calls: unknown[] = [];
  const entities = resolveReferences(representations, overlay, {
    query: 'Query',
    resolves: (field) => documents[field] !== undefined,
    resolve: async (field, args, parent) => {
      calls.push([field, args]);
      return documents[field]?.(args as never, parent as never);
    },
  });
  return { entities: await Promise.allSettled(entities), calls };
}
const value = (each: unknown) => ({ status: 'fulfilled', value: each });

describe('a reference to an object of a rest subgraph', () => {
  it('is the object itself where no document says otherwise', async () => {
    const reference = { __typename: 'Order', id: '1' };
    const { entities, calls } = await resolved([reference], {});
    expect(entities).toEqual([value(reference)]);
    expect(calls).toEqual([]);
  });

  it('is resolved by `__resolveReference` of its type, with the key as arguments and the reference as parent', async () => {
    const { entities, calls } = await resolved(
      [
        { __typename: 'Order', id: '1' },
        { __typename: 'Order', id: '2' },
      ],
      {
        'Order.__resolveReference': ({ id }: { id: string }, parent: object) => (id === '2' ? null : { ...parent, total: 5 }),
        'Query.order': () => ({ total: 0 }),
      },
    );
    expect(entities).toEqual([value({ __typename: 'Order', id: '1', total: 5 }), value(null)]);
    expect(calls).toEqual([
      ['Order.__resolveReference', { id: '1' }],
      ['Order.__resolveReference', { id: '2' }],
    ]);
  });

  it('is looked up by a field that has a document, each object once', async () => {
    const { entities, calls } = await resolved(
      ['1', '1', '2'].map((id) => ({ __typename: 'Order', id })),
      {
        'Query.order': ({ id }: { id: string }) => {
          if (id === '2') throw new Error('no');
          return { id, total: 3 };
        },
      },
    );
    expect(entities).toEqual([
      value({ __typename: 'Order', id: '1', total: 3 }),
      value({ __typename: 'Order', id: '1', total: 3 }),
      { status: 'rejected', reason: new Error('no') },
    ]);
    expect(calls).toHaveLength(2);
  });

  it('is looked up together with others, and matched by its key', async () => {
    const { entities, calls } = await resolved(
      ['1', '2', '3'].map((id) => ({ __typename: 'User', id })),
      {
        'Query.users': ({ by }: { by: string[] }) =>
          by
            .filter((id) => id !== '3')
            .reverse()
            .map((id) => ({ id: Number(id), name: `n${id}` })),
      },
    );
    expect(entities).toEqual([
      value({ __typename: 'User', id: 1, name: 'n1' }),
      value({ __typename: 'User', id: 2, name: 'n2' }),
      value(null),
    ]);
    expect(calls).toEqual([['Query.users', { by: ['1', '2', '3'] }]]);
  });

  it('is null where it is none', async () => {
    expect((await resolved([null, 'x'], {})).entities).toEqual([value(null), value(null)]);
  });
});

/** Keys under other names and in other forms, and what a backend makes of a list of them. */
const lists: readonly {
  readonly what: string;
  readonly sdl: string;
  readonly keys: readonly object[];
  readonly asked: object;
  readonly answer: unknown;
  /** The `name` of each entity, in the order of the keys. */
  readonly names: readonly (string | null)[];
}[] = [
  {
    what: 'a key that the API calls otherwise',
    sdl: 'type Query { users(by: [ID!]! @source(name: "numbers") @is(field: "id")): [User] @lookup } type User @key(fields: "id") { id: ID! @source(name: "customer_no") name: String }',
    keys: [{ id: '1' }, { id: '2' }],
    asked: { numbers: ['1', '2'] },
    answer: [
      { customer_no: 2, name: 'Bo' },
      { customer_no: 1, name: 'Ada' },
    ],
    names: ['Ada', 'Bo'],
  },
  {
    what: 'the graph’s names, which a document put there',
    sdl: 'type Query { users(by: [ID!]! @is(field: "id")): [User] @lookup } type User @key(fields: "id") { id: ID! @source(name: "customer_no") name: String }',
    keys: [{ id: '1' }],
    asked: { by: ['1'] },
    answer: [{ id: 1, name: 'Ada' }],
    names: ['Ada'],
  },
  {
    what: 'a key in an object, under other names',
    sdl: 'type Query { users(by: [String!]! @is(field: "org.login")): [User] @lookup } type Org { login: String! @source(name: "slug") } type User @key(fields: "org { login }") { org: Org! @source(name: "team") name: String }',
    keys: [{ org: { login: 'a' } }, { org: { login: 'b' } }],
    asked: { by: ['a', 'b'] },
    answer: [
      { team: { slug: 'b' }, name: 'Bo' },
      { team: { slug: 'a' }, name: 'Ada' },
    ],
    names: ['Ada', 'Bo'],
  },
  {
    what: 'a key of several fields, numbers among them',
    sdl: 'type Query { products(by: [Key!]! @is(field: "{ sku region: market.code }")): [Product] @lookup } input Key { sku: String! region: Int! @source(name: "region_id") } type Market { code: Int! } type Product @key(fields: "sku market { code }") { sku: String! market: Market! name: String }',
    keys: [
      { sku: 'a', market: { code: 1 } },
      { sku: 'a', market: { code: 2 } },
    ],
    asked: {
      by: [
        { sku: 'a', region_id: 1 },
        { sku: 'a', region_id: 2 },
      ],
    },
    answer: [
      { sku: 'a', market: { code: '2' }, name: 'two' },
      { sku: 'a', market: { code: '1' }, name: 'one' },
    ],
    names: ['one', 'two'],
  },
  {
    what: 'a key that is an enum with other values',
    sdl: 'type Query { places(by: [Code!]! @is(field: "code")): [Place] @lookup } enum Code { DE @source(name: "de-DE") AT } type Place @key(fields: "code") { code: Code! name: String }',
    keys: [{ code: 'DE' }, { code: 'AT' }],
    asked: { by: ['de-DE', 'AT'] },
    answer: [
      { code: 'AT', name: 'Wien' },
      { code: 'de-DE', name: 'Berlin' },
    ],
    names: ['Berlin', 'Wien'],
  },
  {
    what: 'gaps, nulls, what nobody asked for and what is no object',
    sdl,
    keys: [{ id: '1' }, { id: '2' }, { id: '3' }],
    asked: { by: ['1', '2', '3'] },
    answer: [
      null,
      { id: '3', name: 'Cy' },
      'x',
      { id: '9', name: 'Zoe' },
      { name: 'nobody' },
      { id: null, name: 'none' },
      { id: '1', name: 'Ada' },
    ],
    names: ['Ada', null, 'Cy'],
  },
  {
    what: 'one object twice: the first counts',
    sdl,
    keys: [{ id: '1' }],
    asked: { by: ['1'] },
    answer: [
      { id: '1', name: 'Ada' },
      { id: 1, name: 'other' },
    ],
    names: ['Ada'],
  },
  { what: 'nothing', sdl, keys: [{ id: '1' }], asked: { by: ['1'] }, answer: null, names: [null] },
  {
    what: 'objects of a type that the word `__typename` does not mean',
    sdl,
    keys: [{ id: '1' }],
    asked: { by: ['1'] },
    answer: [{ __typename: 'customer.v2', id: '1', name: 'Ada' }],
    names: ['Ada'],
  },
  {
    what: 'a field with a prefix',
    sdl: 'extend schema @prefix(types: "Shop", fields: "shop_") type Query { users(by: [ID!]! @is(field: "id")): [User] @lookup } type User @key(fields: "id") { id: ID! name: String }',
    keys: [{ id: '1' }],
    asked: { by: ['1'] },
    answer: [{ id: '1', name: 'Ada' }],
    names: ['Ada'],
  },
];

describe('a list of many objects by their keys', () => {
  it.each(lists)('has each in its place: $what', async ({ sdl: schema, keys, asked, answer, names }) => {
    const [, type = ''] = /type (\w+) @key/.exec(schema === sdl ? 'type User @key' : schema) ?? [];
    const prefix = schema.includes('@prefix') ? { type: 'Shop', field: 'shop_' } : { type: '', field: '' };
    const field = /(?:users|products|places)(?=\()/.exec(schema)?.[0];
    const { entities, calls } = await resolved(
      keys.map((key) => ({ __typename: `${prefix.type}${type}`, ...key })),
      { [`Query.${prefix.field}${field}`]: () => answer },
      schema,
    );
    expect(calls).toEqual([[`Query.${prefix.field}${field}`, asked]]);
    expect(entities.map((each) => each.status === 'fulfilled' && (each.value as { name?: string } | null)?.name)).toEqual(
      names.map((name) => name ?? undefined),
    );
  });

  it('fails where it is no list', async () => {
    const { entities } = await resolved([{ __typename: 'User', id: '1' }], { 'Query.users': () => ({ items: [] }) });
    expect(entities).toMatchObject([{ status: 'rejected' }]);
  });

  const nodes = `
    type Query { nodes(ids: [ID!]! @is(field: "id")): [Node] @lookup }
    interface Node { id: ID! }
    type User implements Node @key(fields: "id") { id: ID! name: String }
    type Team implements Node @source(name: "team") @key(fields: "id") { id: ID! name: String }
  `;
  it('of several types is told apart by what the backend says', async () => {
    const { entities, calls } = await resolved(
      ['User', 'Team', 'User'].map((__typename, index) => ({ __typename, id: String(Math.min(index, 1)) })),
      {
        'Query.nodes': () => [
          { __typename: 'team', id: '1', name: 'crew' },
          { __typename: 'User', id: '1', name: 'Bo' },
          { __typename: 'team', id: '0', name: 'not asked for' },
        ],
      },
      nodes,
    );
    expect(calls).toEqual([['Query.nodes', { ids: ['0', '1'] }]]);
    expect(entities.map((each) => each.status === 'fulfilled' && each.value)).toEqual([
      null,
      { __typename: 'Team', id: '1', name: 'crew' },
      { __typename: 'User', id: '1', name: 'Bo' },
    ]);
  });
});
