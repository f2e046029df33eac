import { type FederatedGraph, federation } from '../graph.ts';

const captains = [{ number: 'n1', captain: { name: 'Joshua' } }];
/** The registry does not know the second ship, and the third has no number yet. */
const registry = [
  { imo: '1', number: 'n1' },
  { imo: '3', number: null },
];

export const missingEntities: FederatedGraph = {
  about: 'entities that a service on the way does not have, and keys that are null',
  services: [
    {
      name: 'moorings',
      sdl: `${federation('@key')}
        type Query { moorings: [Mooring!]! }
        type Mooring { id: ID! ship: Ship }
        type Ship @key(fields: "imo") { imo: ID! }`,
      resolvers: {
        Query: {
          moorings: () => [
            { id: 'm1', ship: { imo: '1' } },
            { id: 'm2', ship: { imo: '2' } },
            { id: 'm3', ship: { imo: '3' } },
            { id: 'm4', ship: null },
          ],
        },
      },
    },
    {
      name: 'registry',
      sdl: `${federation('@key')}
        type Ship @key(fields: "imo") @key(fields: "number") { imo: ID! number: ID }`,
      resolvers: { Ship: { __resolveReference: ({ imo }: { imo?: string }) => registry.find((ship) => ship.imo === imo) ?? null } },
    },
    {
      name: 'crews',
      sdl: `${federation('@key')}
        type Ship @key(fields: "number") { number: ID captain: Captain }
        type Captain { name: String! }`,
      resolvers: {
        Ship: { __resolveReference: ({ number }: { number: string }) => captains.find((one) => one.number === number) ?? null },
      },
    },
  ],
  asked: [
    {
      query: '{ moorings { id ship { imo captain { name } } } }',
      data: {
        moorings: [
          { id: 'm1', ship: { imo: '1', captain: { name: 'Joshua' } } },
          { id: 'm2', ship: { imo: '2', captain: null } },
          { id: 'm3', ship: { imo: '3', captain: null } },
          { id: 'm4', ship: null },
        ],
      },
      calls: ['crews', 'moorings', 'registry'],
    },
    {
      query: '{ moorings { ship { number __typename } } }',
      data: {
        moorings: [
          { ship: { number: 'n1', __typename: 'Ship' } },
          { ship: { number: null, __typename: 'Ship' } },
          { ship: { number: null, __typename: 'Ship' } },
          { ship: null },
        ],
      },
    },
  ],
};
