import { type FederatedGraph, federation } from '../graph.ts';

let balance = 0;
const set = (to: number): number => {
  balance = to;
  return balance;
};
const account = { id: 'a1', owner: 'Noor', bank: 'Blue' };

export const sharedRoots: FederatedGraph = {
  about: 'root fields that several services have, and mutations that run one after the other',
  services: [
    {
      name: 'additions',
      sdl: `${federation('@key', '@shareable')}
        type Query { account: Account @shareable }
        type Account @shareable { id: ID! owner: String! }
        type Mutation { reset: Int! add(amount: Int!): Int! }`,
      resolvers: {
        Query: { account: () => account },
        Mutation: { reset: () => set(0), add: (_: never, { amount }: { amount: number }) => set(balance + amount) },
      },
    },
    {
      name: 'products',
      sdl: `${federation('@key', '@shareable')}
        type Query { account: Account @shareable nobody: String }
        type Account @shareable { id: ID! bank: String! }
        type Mutation { multiply(by: Int!): Int! fail: Int }`,
      resolvers: {
        Query: { account: () => account, nobody: () => null },
        Mutation: {
          multiply: (_: never, { by }: { by: number }) => set(balance * by),
          fail: () => {
            throw new Error('no such thing');
          },
        },
      },
    },
  ],
  asked: [
    {
      query: '{ account { id owner bank } nobody }',
      data: { account: { id: 'a1', owner: 'Noor', bank: 'Blue' }, nobody: null },
      calls: ['additions', 'products'],
    },
    {
      query: '{ one: account { owner } two: account { bank } }',
      data: { one: { owner: 'Noor' }, two: { bank: 'Blue' } },
    },
    {
      query: 'mutation { reset five: add(amount: 5) ten: multiply(by: 2) twelve: add(amount: 2) all: multiply(by: 3) }',
      data: { reset: 0, five: 5, ten: 10, twelve: 12, all: 36 },
      calls: ['additions', 'additions', 'products', 'products'],
    },
    { query: 'mutation { reset fail add(amount: 1) }', data: { reset: 0, fail: null, add: 1 }, errors: true },
    { query: 'mutation { kind: __typename reset }', data: { kind: 'Mutation', reset: 0 } },
  ],
};
