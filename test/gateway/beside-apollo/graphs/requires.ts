import { type FederatedGraph, federation, find } from '../graph.ts';

const parcels = [
  {
    id: '1',
    weight: 2,
    size: { width: 3, height: 4 },
    contents: [
      { __typename: 'Book', id: 'b1', pages: 300 },
      { __typename: 'Glass', id: 'g1', fragile: true },
    ],
  },
  { id: '2', weight: 5, size: null, contents: [{ __typename: 'Glass', id: 'g2', fragile: false }] },
];

interface Needed {
  readonly id: string;
  readonly weight?: number;
  readonly size?: { readonly width: number; readonly height: number } | null;
  readonly contents?: readonly { readonly __typename: string; readonly pages?: number; readonly fragile?: boolean }[];
  readonly postage?: number;
  readonly care?: string;
}

function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} was not handed over`);
  return value;
}

export const requires: FederatedGraph = {
  about: 'fields that need those of others: nested, of some types only, and one of the other',
  services: [
    {
      name: 'depot',
      sdl: `${federation('@key', '@shareable')}
        type Query { parcels: [Parcel!]! }
        type Parcel @key(fields: "id") { id: ID! weight: Int! size: Size contents: [Content!]! }
        type Size { width: Int! height: Int! }
        interface Content { id: ID! }
        type Book implements Content { id: ID! pages: Int! }
        type Glass implements Content { id: ID! fragile: Boolean! }`,
      resolvers: { Query: { parcels: () => parcels }, Parcel: { __resolveReference: find(parcels, 'id') } },
    },
    {
      name: 'post',
      sdl: `${federation('@key', '@external', '@requires')}
        type Parcel @key(fields: "id") {
          id: ID!
          weight: Int! @external
          size: Size @external
          contents: [Content!]! @external
          postage(express: Boolean = false): Int! @requires(fields: "weight size { width height }")
          care: String! @requires(fields: "contents { __typename ... on Book { pages } ... on Glass { fragile } }")
        }
        type Size @external { width: Int! height: Int! }
        interface Content { id: ID! }
        type Book implements Content @external { id: ID! pages: Int! }
        type Glass implements Content @external { id: ID! fragile: Boolean! }`,
      resolvers: {
        Parcel: {
          __resolveReference: (reference: object) => reference,
          postage: ({ weight, size }: Needed, { express }: { express: boolean }) => {
            const known = given(size, 'size');
            return given(weight, 'weight') * (known === null ? 1 : known.width * known.height) * (express ? 2 : 1);
          },
          care: ({ contents }: Needed) =>
            given(contents, 'contents')
              .map((one) =>
                one.__typename === 'Book' ? `${given(one.pages, 'pages')} pages` : `fragile: ${given(one.fragile, 'fragile')}`,
              )
              .join(', '),
        },
      },
    },
    {
      name: 'insurance',
      sdl: `${federation('@key', '@external', '@requires')}
        type Parcel @key(fields: "id") {
          id: ID!
          care: String! @external
          policy: Policy! @requires(fields: "care")
        }
        type Policy { text: String! parcel: Parcel! }`,
      resolvers: {
        Parcel: {
          __resolveReference: (reference: object) => reference,
          policy: ({ id, care }: Needed) => ({ text: `insured (${given(care, 'care')})`, parcel: { id } }),
        },
      },
    },
  ],
  asked: [
    {
      query: '{ parcels { postage fast: postage(express: true) } }',
      data: {
        parcels: [
          { postage: 24, fast: 48 },
          { postage: 5, fast: 10 },
        ],
      },
      calls: ['depot', 'post'],
    },
    {
      query: '{ parcels { policy { text } } }',
      data: {
        parcels: [{ policy: { text: 'insured (300 pages, fragile: true)' } }, { policy: { text: 'insured (fragile: false)' } }],
      },
      calls: ['depot', 'insurance', 'post'],
    },
    {
      query: '{ parcels { care contents { ... on Book { id } } policy { parcel { weight postage } } } }',
      data: {
        parcels: [
          { care: '300 pages, fragile: true', contents: [{ id: 'b1' }, {}], policy: { parcel: { weight: 2, postage: 24 } } },
          { care: 'fragile: false', contents: [{}], policy: { parcel: { weight: 5, postage: 5 } } },
        ],
      },
    },
    {
      query: 'query ($with: Boolean = false) { parcels { id postage @include(if: $with) policy @skip(if: true) { text } } }',
      data: { parcels: [{ id: '1' }, { id: '2' }] },
      calls: ['depot'],
    },
  ],
};
