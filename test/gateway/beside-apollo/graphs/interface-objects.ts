import { type FederatedGraph, federation, find } from '../graph.ts';

const vehicles = [
  { __typename: 'Car', id: '1', wheels: 4, seats: 5 },
  { __typename: 'Bike', id: '2', wheels: 2, gears: 21 },
];
const needed = (wheels: number | undefined): number => {
  if (wheels === undefined) throw new Error('wheels are needed for the tax');
  return wheels * 10;
};

export const interfaceObjects: FederatedGraph = {
  about: 'interface objects, and what they require',
  services: [
    {
      name: 'vehicles',
      sdl: `${federation('@key')}
        type Query { vehicles: [Vehicle!]! }
        interface Vehicle @key(fields: "id") { id: ID! wheels: Int! }
        type Car implements Vehicle @key(fields: "id") { id: ID! wheels: Int! seats: Int! }
        type Bike implements Vehicle @key(fields: "id") { id: ID! wheels: Int! gears: Int! }`,
      resolvers: {
        Query: { vehicles: () => vehicles },
        Vehicle: { __resolveReference: find(vehicles, 'id') },
        Car: { __resolveReference: find(vehicles, 'id') },
        Bike: { __resolveReference: find(vehicles, 'id') },
      },
    },
    {
      name: 'taxes',
      sdl: `${federation('@key', '@interfaceObject', '@external', '@requires')}
        type Query { taxed: [Vehicle!]! }
        type Vehicle @key(fields: "id") @interfaceObject {
          id: ID!
          wheels: Int! @external
          tax: Int! @requires(fields: "wheels")
          paid: Boolean!
        }`,
      resolvers: {
        Query: { taxed: () => vehicles.map(({ id }) => ({ id })) },
        Vehicle: {
          __resolveReference: (reference: object) => reference,
          tax: ({ wheels }: { wheels?: number }) => needed(wheels),
          paid: ({ id }: { id: string }) => id === '1',
        },
      },
    },
  ],
  asked: [
    {
      query: '{ vehicles { id tax paid ... on Car { seats } } }',
      data: {
        vehicles: [
          { id: '1', tax: 40, paid: true, seats: 5 },
          { id: '2', tax: 20, paid: false },
        ],
      },
      calls: ['taxes', 'vehicles'],
    },
    {
      query: '{ taxed { id paid } }',
      data: {
        taxed: [
          { id: '1', paid: true },
          { id: '2', paid: false },
        ],
      },
      calls: ['taxes'],
    },
    {
      query: '{ taxed { __typename wheels tax ... on Bike { gears } } }',
      data: {
        taxed: [
          { __typename: 'Car', wheels: 4, tax: 40 },
          { __typename: 'Bike', wheels: 2, tax: 20, gears: 21 },
        ],
      },
    },
    {
      query: '{ taxed { ...Kind paid } } fragment Kind on Vehicle { ... on Car { wheels tax } ... on Bike { kind: __typename } }',
      data: {
        taxed: [
          { wheels: 4, tax: 40, paid: true },
          { kind: 'Bike', paid: false },
        ],
      },
    },
  ],
};
