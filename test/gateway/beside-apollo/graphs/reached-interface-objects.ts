import { type FederatedGraph, federation, find } from '../graph.ts';

const vehicles = [
  { __typename: 'Car', id: '1', wheels: 4, seats: 5 },
  { __typename: 'Bike', id: '2', wheels: 2, gears: 21 },
];

export const reachedInterfaceObjects: FederatedGraph = {
  about: 'interface objects that lead to types which still others extend',
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
      name: 'workshop',
      sdl: `${federation('@key', '@interfaceObject')}
        type Query { repairs: [Repair!]! }
        type Repair { vehicle: Vehicle }
        type Vehicle @key(fields: "id") @interfaceObject { id: ID! }`,
      resolvers: { Query: { repairs: () => [{ vehicle: { id: '2' } }, { vehicle: null }] } },
    },
    {
      name: 'bells',
      sdl: `${federation('@key')}
        type Bike @key(fields: "id") { id: ID! bell: String }`,
      resolvers: { Bike: { __resolveReference: (reference: object) => reference, bell: () => 'loud' } },
    },
  ],
  asked: [
    {
      query: '{ repairs { vehicle { id ... on Bike { bell gears } ... on Car { seats } } } }',
      data: { repairs: [{ vehicle: { id: '2', bell: 'loud', gears: 21 } }, { vehicle: null }] },
      calls: ['bells', 'vehicles', 'workshop'],
    },
    {
      query: '{ vehicles { wheels ... on Bike { bell } } }',
      data: { vehicles: [{ wheels: 4 }, { wheels: 2, bell: 'loud' }] },
      calls: ['bells', 'vehicles'],
    },
    { query: '{ repairs { vehicle { id } } }', data: { repairs: [{ vehicle: { id: '2' } }, { vehicle: null }] }, calls: ['workshop'] },
  ],
};
