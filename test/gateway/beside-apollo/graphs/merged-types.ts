import { type FederatedGraph, federation, find } from '../graph.ts';

const dishes = [
  { id: '1', name: 'Soup', diet: 'VEGAN', cost: 3, secret: 'salt' },
  { id: '2', name: 'Roast', diet: 'OFFAL', cost: 9, secret: 'smoke' },
];

export const mergedTypes: FederatedGraph = {
  about: 'overrides, hidden fields and values, and enums and inputs that services have in part',
  services: [
    {
      name: 'kitchen',
      sdl: `${federation('@key', '@shareable', '@inaccessible', '@override', '@external', '@requires')}
        type Query { dishes(filter: Filter): [Dish!]! }
        input Filter { diet: Diet, most: Int! }
        enum Diet { VEGAN ANY OFFAL @inaccessible }
        type Dish @key(fields: "id") {
          id: ID!
          name: String!
          diet: Diet @shareable
          secret: String! @inaccessible
          price: Int! @override(from: "menu")
          chef: Chef @inaccessible
        }
        type Chef { name: String! }`,
      resolvers: {
        Query: {
          dishes: (_: never, { filter }: { filter?: { diet?: string; most: number } }) =>
            dishes.filter((dish) => filter?.diet === undefined || dish.diet === filter.diet).slice(0, filter?.most),
        },
        Dish: { __resolveReference: find(dishes, 'id'), price: ({ cost }: { cost: number }) => cost * 3 },
      },
    },
    {
      name: 'menu',
      sdl: `${federation('@key', '@shareable', '@external', '@requires', '@inaccessible')}
        type Query { dish(filter: Filter!): Dish }
        input Filter { most: Int!, page: Int }
        enum Diet { VEGAN ANY OFFAL @inaccessible }
        type Dish @key(fields: "id") {
          id: ID!
          diet: Diet @shareable
          price: Int!
          secret: String! @external
          rumour: String! @requires(fields: "secret")
        }`,
      resolvers: {
        Query: { dish: () => dishes[1] },
        Dish: {
          __resolveReference: (reference: object) => reference,
          diet: ({ id }: { id: string }) => dishes.find((dish) => dish.id === id)?.diet,
          price: () => {
            throw new Error('this field has moved to the kitchen');
          },
          rumour: ({ secret }: { secret: string }) => `is it ${secret}?`,
        },
      },
    },
  ],
  asked: [
    {
      query: '{ dishes(filter: { most: 5 }) { name price rumour } dish(filter: { most: 1 }) { name price } }',
      data: {
        dishes: [
          { name: 'Soup', price: 9, rumour: 'is it salt?' },
          { name: 'Roast', price: 27, rumour: 'is it smoke?' },
        ],
        dish: { name: 'Roast', price: 27 },
      },
    },
    {
      query: '{ dishes { id diet } }',
      data: {
        dishes: [
          { id: '1', diet: 'VEGAN' },
          { id: '2', diet: null },
        ],
      },
    },
    { query: '{ dishes { secret } }', data: undefined, errors: true, calls: [] },
    { query: '{ dish(filter: { most: 1, page: 2 }) { id } }', data: undefined, errors: true, calls: [] },
    { query: '{ dishes(filter: { most: 1, diet: OFFAL }) { id } }', data: undefined, errors: true, calls: [] },
  ],
};
