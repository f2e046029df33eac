import { type FederatedGraph, federation, find } from '../graph.ts';

const platforms = [
  { id: 'p1', label: 'North', side: 'left' },
  { id: 'p2', label: 'South', side: 'right' },
];
const stops = [
  { id: 's1', platform: platforms[0] },
  { id: 's2', platform: platforms[1] },
];
const trains = [
  { id: 't1', stops: [stops[0], stops[1]] },
  { id: 't2', stops: [stops[1]] },
];

const refused = (): never => {
  throw new Error('this was provided already');
};

/** The services of the lines answer, but a plan that goes back to the board for what it gave has errors. */
export const nestedProvides: FederatedGraph = {
  about: 'fields of others that a service provides along a path, through lists and unions',
  services: [
    {
      name: 'board',
      sdl: `${federation('@key', '@external', '@provides')}
        type Query {
          departures: [Train!]! @provides(fields: "stops { id platform { id label } }")
          announced: [Announced!]! @provides(fields: "... on Stop { platform { label } }")
          silent: [Train!]!
        }
        union Announced = Train | Stop
        type Train @key(fields: "id") { id: ID! stops: [Stop!]! @external }
        type Stop @key(fields: "id") { id: ID! platform: Platform @external }
        type Platform @key(fields: "id") { id: ID! label: String @external }`,
      resolvers: {
        Query: {
          departures: () => trains,
          announced: () => [
            { __typename: 'Train', ...trains[0] },
            { __typename: 'Stop', ...stops[1] },
          ],
          silent: () => trains.map(({ id }) => ({ id })),
        },
        Train: { __resolveReference: refused },
        Stop: { __resolveReference: refused },
        Platform: { __resolveReference: refused },
      },
    },
    {
      name: 'lines',
      sdl: `${federation('@key', '@shareable')}
        type Train @key(fields: "id") { id: ID! stops: [Stop!]! @shareable }
        type Stop @key(fields: "id") { id: ID! platform: Platform @shareable }
        type Platform @key(fields: "id") { id: ID! label: String @shareable side: String }`,
      resolvers: {
        Train: { __resolveReference: find(trains, 'id') },
        Stop: { __resolveReference: find(stops, 'id') },
        Platform: { __resolveReference: find(platforms, 'id') },
      },
    },
  ],
  asked: [
    {
      query: '{ departures { id stops { platform { label } } } }',
      data: {
        departures: [
          { id: 't1', stops: [{ platform: { label: 'North' } }, { platform: { label: 'South' } }] },
          { id: 't2', stops: [{ platform: { label: 'South' } }] },
        ],
      },
      calls: ['board'],
    },
    {
      query: '{ departures { stops { id ...At } } } fragment At on Stop { platform { ... on Platform { label side } } }',
      data: {
        departures: [
          {
            stops: [
              { id: 's1', platform: { label: 'North', side: 'left' } },
              { id: 's2', platform: { label: 'South', side: 'right' } },
            ],
          },
          { stops: [{ id: 's2', platform: { label: 'South', side: 'right' } }] },
        ],
      },
      calls: ['board', 'lines'],
    },
    {
      query: '{ announced { __typename ... on Stop { platform { label } } ... on Train { stops { id } } } }',
      data: {
        announced: [
          { __typename: 'Train', stops: [{ id: 's1' }, { id: 's2' }] },
          { __typename: 'Stop', platform: { label: 'South' } },
        ],
      },
      calls: ['board', 'lines'],
    },
  ],
};
