import { type FederatedGraph, federation, find } from '../graph.ts';

const crates = [
  { __typename: 'Crate', id: 'c1', label: 'Tea', volume: 2 },
  { __typename: 'Crate', id: 'c2', label: 'Silk', volume: 3 },
];
const barrel = { __typename: 'Barrel', id: 'b1', label: 'Rum', litres: 40 };
const tank = { __typename: 'Tank', id: 't1', label: 'Water', volume: 9 };

export const abstractTypes: FederatedGraph = {
  about: 'unions and interfaces that have other members in each service',
  services: [
    {
      name: 'quay',
      sdl: `${federation('@key', '@shareable')}
        type Query { landed: [Cargo!]! labelled(first: Int!): [Labelled!]! onlyCrates: [Stacked!]! }
        union Cargo = Crate | Barrel
        interface Labelled { label: String! }
        interface Stacked { id: ID! }
        type Crate implements Labelled & Stacked @key(fields: "id") { id: ID! label: String! @shareable }
        type Barrel implements Labelled @key(fields: "id") { id: ID! label: String! litres: Int! }`,
      resolvers: {
        Query: {
          landed: () => [crates[0], barrel],
          labelled: (_: never, { first }: { first: number }) => [barrel, ...crates].slice(0, first),
          onlyCrates: () => crates,
        },
        Crate: { __resolveReference: find(crates, 'id') },
      },
    },
    {
      name: 'yard',
      sdl: `${federation('@key', '@shareable')}
        type Query { stored: [Cargo!]! heaviest: Cargo }
        union Cargo = Crate | Tank
        interface Labelled { label: String! }
        interface Measured { volume: Int! }
        type Crate implements Labelled & Measured @key(fields: "id") { id: ID! label: String! @shareable volume: Int! next: Cargo }
        type Tank implements Labelled & Measured @key(fields: "id") { id: ID! label: String! volume: Int! }`,
      resolvers: {
        Query: { stored: () => [tank, crates[1]], heaviest: () => tank },
        Crate: { __resolveReference: find(crates, 'id'), next: ({ id }: { id: string }) => (id === 'c1' ? crates[1] : tank) },
        Tank: { __resolveReference: find([tank], 'id') },
      },
    },
  ],
  asked: [
    {
      query:
        '{ landed { ... on Labelled { label } ... on Measured { volume } ... on Barrel { litres } } stored { ... on Labelled { label } ... on Barrel { litres } } }',
      data: {
        landed: [
          { label: 'Tea', volume: 2 },
          { label: 'Rum', litres: 40 },
        ],
        stored: [{ label: 'Water' }, { label: 'Silk' }],
      },
    },
    {
      query:
        '{ labelled(first: 2) { __typename kind: __typename label ... on Crate { id next { ... on Tank { id } ... on Crate { next { __typename } } } } } }',
      data: {
        labelled: [
          { __typename: 'Barrel', kind: 'Barrel', label: 'Rum' },
          { __typename: 'Crate', kind: 'Crate', label: 'Tea', id: 'c1', next: { next: { __typename: 'Tank' } } },
        ],
      },
    },
    {
      query: '{ onlyCrates { ... on Measured { __typename } ... on Labelled { ... on Crate { label } } } }',
      data: {
        onlyCrates: [
          { __typename: 'Crate', label: 'Tea' },
          { __typename: 'Crate', label: 'Silk' },
        ],
      },
    },
    {
      query:
        'query ($short: Boolean!) { stored { ... on Crate @skip(if: $short) { label } ... on Tank @include(if: $short) { label volume } } }',
      variables: { short: true },
      data: { stored: [{ label: 'Water', volume: 9 }, {}] },
      calls: ['yard'],
    },
    { query: '{ heaviest { ... on Barrel { litres } } }', data: { heaviest: {} } },
  ],
};
