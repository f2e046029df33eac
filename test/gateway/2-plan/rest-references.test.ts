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
async function resolved(representations: readonly unknown[], documents: Readonly<Record<string, (args: never, parent: never) => unknown>>) {
  const { overlay } = readOverlay(parse(sdl), 'any-field');
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
