import { type FederatedGraph, find } from '../graph.ts';

const members = [
  { id: '1', name: 'Ada', email: 'ada@example.com' },
  { id: '2', name: 'Noor', email: null },
];

export const firstVersion: FederatedGraph = {
  about: 'services of Federation 1: extensions of types, and fields that are of others',
  services: [
    {
      name: 'members',
      sdl: `
        type Query { members: [Member!]! }
        type Member @key(fields: "id") @key(fields: "email") { id: ID! name: String! email: String }`,
      resolvers: {
        Query: { members: () => members },
        Member: {
          __resolveReference: (reference: { id?: string; email?: string }) =>
            members.find(({ id, email }) => id === reference.id || (email !== null && email === reference.email)) ?? null,
        },
      },
    },
    {
      name: 'clubs',
      sdl: `
        extend type Query { club: Club! guide: Member @provides(fields: "name") }
        type Club { title: String! president: Member! }
        extend type Member @key(fields: "id") {
          id: ID! @external
          name: String! @external
          badge: String! @requires(fields: "name")
        }`,
      resolvers: {
        Query: { club: () => ({ title: 'Chess', president: { id: '2' } }), guide: () => ({ id: '1', name: 'Ada' }) },
        Member: { __resolveReference: (reference: object) => reference, badge: ({ name }: { name: string }) => `*${name}*` },
      },
    },
    {
      name: 'letters',
      sdl: `
        type Member @extends @key(fields: "email") { email: String @external letters: Int! }`,
      resolvers: { Member: { __resolveReference: find(members, 'email'), letters: () => 3 } },
    },
  ],
  asked: [
    {
      query: '{ club { president { name badge } } guide { id name } }',
      data: { club: { president: { name: 'Noor', badge: '*Noor*' } }, guide: { id: '1', name: 'Ada' } },
    },
    { query: '{ guide { name } }', data: { guide: { name: 'Ada' } }, calls: ['clubs'] },
    {
      query: '{ members { badge letters } }',
      data: {
        members: [
          { badge: '*Ada*', letters: 3 },
          { badge: '*Noor*', letters: 3 },
        ],
      },
    },
  ],
};
