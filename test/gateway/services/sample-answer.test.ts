import { describe, expect, it } from 'vitest';
import { subgraphSchema } from '../../../src/gateway/2-plan/subgraph-schema.ts';
import { sampleAnswers } from '../../../src/gateway/services/sample-answer.ts';

const sdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
enum Size { SMALL LARGE }
interface Named { name: String! }
type Product implements Named @key(fields: "id") {
  id: ID!
  name: String! @example(value: "Lamp")
  "What it costs. Example: 12.50"
  price: Float
  size: Size
  tags: [String!]!
  inStock: Boolean
  maker: Maker
}
type Maker implements Named { name: String! employees: Int }
union Found = Maker | Product
type Query { product(id: ID!): Product named: Named found: [Found] }
`;
const answers = sampleAnswers(subgraphSchema(sdl));
const answer = (query: string, variables?: object): unknown => {
  const text = answers.answer(JSON.stringify({ query, variables }));
  return text === undefined ? undefined : JSON.parse(text);
};

describe('a sample answer', () => {
  it.each([
    ['examples come from directives and descriptions', '{ product(id: 1) { name price } }', { product: { name: 'Lamp', price: 12.5 } }],
    [
      'types give the rest',
      '{ product(id: 1) { id size tags inStock maker { name employees } } }',
      { product: { id: '1', size: 'SMALL', tags: ['tags', 'tags'], inStock: true, maker: { name: 'name', employees: 1 } } },
    ],
    [
      'interfaces and unions are one of their types',
      '{ named { __typename name } found { ... on Maker { employees } } }',
      { named: { __typename: 'Product', name: 'Lamp' }, found: [{ employees: 1 }, { employees: 1 }] },
    ],
  ])('%s', (_what, query, data) => expect(answer(query)).toEqual({ data }));

  it('gives entities back by their representations', () => {
    const query = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Product { id name } } }';
    expect(
      answer(query, {
        r: [
          { __typename: 'Product', id: '7' },
          { __typename: 'Product', id: '8' },
        ],
      }),
    ).toEqual({
      data: {
        _entities: [
          { id: '7', name: 'Lamp' },
          { id: '8', name: 'Lamp' },
        ],
      },
    });
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['no query', '{}'],
    ['null', 'null'],
    ['broken GraphQL', '{"query":"{"}'],
  ])('is not made for %s', (_what, body) => {
    expect(answers.answer(body)).toBeUndefined();
  });
});
