import { parse, print } from 'graphql';
import { expect, it, onTestFinished } from 'vitest';
import { resolvableKeysFirst } from '../../../src/gateway/2-plan/resolvable-keys-first.ts';
import { federation } from '../beside-apollo/graph.ts';
import { ask, openGateway } from '../support/gateway.ts';
import { openSubgraph } from '../support/subgraph.ts';

it('keys that are only referred to come last, and all else stays where it is', () => {
  const written = `type T @join__type(graph: A, key: "x", resolvable: false) @join__implements(graph: A, interface: "I") @join__type(graph: A, key: "y") @join__type(graph: B, key: "x", resolvable: true) {
  x: ID! @join__field(graph: A)
}

interface I @join__type(graph: A, key: "x", resolvable: false) @join__type(graph: B, key: "x") {
  x: ID!
}`;
  expect(
    print(resolvableKeysFirst(parse(written))),
  ).toBe(`type T @join__implements(graph: A, interface: "I") @join__type(graph: A, key: "y") @join__type(graph: B, key: "x", resolvable: true) @join__type(graph: A, key: "x", resolvable: false) {
  x: ID! @join__field(graph: A)
}

interface I @join__type(graph: B, key: "x") @join__type(graph: A, key: "x", resolvable: false) {
  x: ID!
}`);
});

it('a field that requires others is had, though the first key of its service is only referred to', async () => {
  const books = [{ isbn: '1', code: { area: 'north', row: 7 } }];
  const subgraphs = await Promise.all([
    openSubgraph(
      'shelves',
      `${federation('@key', '@external', '@requires')}
        type Query { books: [Book!]! }
        type Book @key(fields: "code { area }", resolvable: false) @key(fields: "isbn code { area row }") @key(fields: "isbn", resolvable: false) {
          isbn: ID!
          code: Code!
          title: String! @external
          spine: String! @requires(fields: "title")
        }
        type Code { area: String! row: Int! }`,
      {
        Query: { books: () => books },
        Book: {
          __resolveReference: (reference: object) => reference,
          spine: ({ title, code }: { title: string; code: { row: number } }) => `${title} (row ${code.row})`,
        },
      },
    ),
    openSubgraph(
      'titles',
      `${federation('@key')}
        type Book @key(fields: "isbn") { isbn: ID! title: String! }`,
      { Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, title: `Book ${isbn}` }) } },
    ),
  ]);
  const gateway = await openGateway(subgraphs);
  onTestFinished(async () => void (await Promise.all([gateway.close(), ...subgraphs.map((each) => each.close())])));
  const { data, errors } = await ask(gateway, '{ books { isbn title spine } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({ books: [{ isbn: '1', title: 'Book 1', spine: 'Book 1 (row 7)' }] });
});
