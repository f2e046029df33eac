import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGateway, type TestGateway } from './support/gateway.ts';
import { openSubgraph, type TestSubgraph } from './support/subgraph.ts';

const sdl = `
  type Query { me: Person newest: Book }
  type Person { id: ID books(first: Int): [Book!]! }
  type Book { id: ID title: String author: Person }
`;
const book = { id: 'b', title: 'Compilers', author: () => person };
const person = { id: 'p', books: () => [book] };

let library: TestSubgraph;
let gateway: TestGateway;

beforeAll(async () => {
  library = await openSubgraph('library', sdl, { Query: { me: () => person, newest: () => book } });
  gateway = await openGateway([library], {
    limits: { operation: { depth: 4, aliases: 3, rootFields: 3, directives: 3, cost: 50 }, batch: 2, queryTokens: 200 },
  });
});
afterAll(async () => {
  await gateway.close();
  await library.close();
});

async function post(body: unknown): Promise<{ status: number; text: string; body: unknown }> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

const calls = (): number => library.received.length;

describe('an operation that asks for too much', () => {
  const rows: readonly (readonly [how: string, query: string, says: string])[] = [
    ['nested fields', '{ me { books { author { books { title } } } } }', '5 levels deep; this graph allows 4'],
    [
      'a chain of fragments',
      '{ me { ...A } } fragment A on Person { books { ...B } } fragment B on Book { author { books { title } } }',
      '5 levels deep',
    ],
    ['inline fragments', '{ ... { me { ... on Person { books { ... { author { ... { books { title } } } } } } } } }', '5 levels deep'],
    ['fields that are skipped', '{ me { books { author @skip(if: true) { books { title } } } } }', '5 levels deep'],
    ['introspection of itself', '{ __schema { types { fields { type { ofType { name } } } } } }', '6 levels deep'],
    ['aliases', '{ a: newest { title } b: newest { title } c: newest { d: title } }', '4 aliases; this graph allows 3'],
    [
      'aliases in a fragment spread twice',
      '{ newest { ...F } me { books { ...F } } } fragment F on Book { a: title b: title }',
      '4 aliases',
    ],
    ['root fields', '{ newest { title } me { id } __typename a: __typename }', '4 root fields; this graph allows 3'],
    ['directives', '{ newest { title @skip(if: false) @include(if: true) id @skip(if: false) @include(if: true) } }', '4 directives'],
    [
      'operations beside the one that runs',
      'query A { newest { title } } query B { me { books { author { books { title } } } } }',
      '5 levels deep',
    ],
  ];
  it.each(rows)('by %s is refused before anything is called', async (_how, query, says) => {
    const before = calls();
    const answer = await post({ query, operationName: query.startsWith('query A') ? 'A' : undefined });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(says);
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    expect(calls()).toBe(before);
  });

  it('by many words is refused while it is read', async () => {
    const answer = await post({ query: `{ newest { ${'title '.repeat(300)} } }` });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('GRAPHQL_PARSE_FAILED');
  });

  it.each([
    ['in the text', 'query { me { books(first: 60) { title } } }', undefined],
    ['in a variable', 'query($n: Int) { me { books(first: $n) { title } } }', { n: 60 }],
    ['by default', 'query($n: Int = 60) { me { books(first: $n) { title } } }', undefined],
  ])('by a large page %s is refused', async (_where, query, variables) => {
    const before = calls();
    const answer = await post({ query, variables });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'OPERATION_TOO_EXPENSIVE' } }] } });
    expect(answer.text).toContain('this graph allows 50');
    expect(calls()).toBe(before);
  });

  it('within all limits runs', async () => {
    expect(await post({ query: '{ me { books(first: 5) { title } } }' })).toMatchObject({
      status: 200,
      body: { data: { me: { books: [{ title: 'Compilers' }] } } },
    });
  });
});

describe('several operations in one request', () => {
  it('run up to the limit', async () => {
    const { status, body } = await post([{ query: '{ newest { title } }' }, { query: '{ me { id } }' }]);
    expect(status).toBe(200);
    expect(body).toHaveLength(2);
  });

  it('are refused above it, before any of them runs', async () => {
    const before = calls();
    const answer = await post(Array.from({ length: 3 }, () => ({ query: '{ me { id } }' })));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('2 operations in a request at most');
    expect(calls()).toBe(before);
  });

  it('are refused where none are allowed', async () => {
    const other = await openGateway([library]);
    try {
      const response = await fetch(`${other.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ query: '{ newest { title } }' }]),
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('This graph takes one operation in a request.');
    } finally {
      await other.close();
    }
  });
});
