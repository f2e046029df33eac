import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, openSubgraph, type TestSubgraph } from './support/subgraph.ts';

/** A subgraph with values that only it knows the inside of. */
const oddSdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
scalar Any
type Query { any: Any grid: [[Cell!]] cell: Thing }
interface Thing { id: ID! }
type Cell implements Thing { id: ID! more: [Any] }
`;

let people: TestSubgraph;
let books: TestSubgraph;
let odd: TestSubgraph;
let gateway: TestGateway;

beforeAll(async () => {
  people = await openPeople();
  books = await openBooks();
  odd = await openSubgraph('odd', oddSdl, {});
  gateway = await openGateway([people, books, odd]);
});
beforeEach(() => gateway.log.splice(0));
afterAll(async () => {
  await gateway.close();
  await Promise.all([people, books, odd].map((subgraph) => subgraph.close()));
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const says = (subgraph: TestSubgraph, body: string): void => subgraph.misbehave((response) => response.end(body));

describe('an answer of another shape costs its own fields and nothing else', () => {
  it.each([
    ['a text for an object', '{"newest":"a"}', 'has no object in `newest`'],
    ['a number for an object', '{"newest":3}', 'has no object in `newest`'],
    ['a list for an object', '{"newest":[{"title":"a"}]}', 'has no object in `newest`'],
  ])('%s', async (_what, data, why) => {
    says(books, `{"data":${data}}`);
    const { status, data: answer, errors } = await ask(gateway, '{ me { name } newest { title } }');
    expect([status, answer]).toEqual([200, { me: { name: 'Ada' }, newest: null }]);
    expect(errors).toMatchObject([{ path: ['newest'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE', subgraph: 'books' } }]);
    expect(gateway.log).toMatchObject([{ level: 'warn', message: `the body of the subgraph's answer ${why}` }]);
  });

  it.each([
    ['a text for an entity', '["x"]', 'has no object in `_entities`'],
    ['a list for an entity', '[[]]', 'has no object in `_entities`'],
    ['an object for a list', '[{"books":{"title":"a"}}]', 'has no list in `books`'],
    ['a text in a list of objects', '[{"books":["a"]}]', 'has no object in `books`'],
    ['a type that is no text', '[{"__typename":{},"books":[]}]', undefined],
  ])('%s', async (_what, entities, why) => {
    says(books, `{"data":{"_entities":${entities}}}`);
    const { status, data, errors } = await ask(gateway, '{ me { name books { title } } }');
    if (why === undefined) {
      expect([status, data, errors]).toEqual([200, { me: { name: 'Ada', books: [] } }, []]);
      return;
    }
    expect([status, data]).toEqual([200, { me: { name: 'Ada', books: null } }]);
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_BAD_RESPONSE', subgraph: 'books' } }]);
    expect(gateway.log).toMatchObject([{ message: `the body of the subgraph's answer ${why}` }]);
  });

  it.each([
    ['{ grid { id } }', '{"grid":[[{"id":"1"},{"id":"2"}],null]}', undefined],
    ['{ grid { id } }', '{"grid":[{"id":"1"}]}', 'has no list in `grid`'],
    ['{ grid { id } }', '{"grid":[[[{"id":"1"}]]]}', 'has no object in `grid`'],
    ['{ cell { id ... on Cell { more } } }', '{"cell":{"__typename":"Cell","id":"1","more":[{"a":[1]},"b"]}}', undefined],
    ['{ cell { id ... on Cell { more } } }', '{"cell":{"__typename":"Cell","id":"1","more":"b"}}', 'has no list in `more`'],
    ['{ cell { id ... on Cell { more } } }', '{"cell":{"__typename":7,"id":"1"}}', 'has a `__typename` that is no text'],
    ['{ any }', '{"any":{"a":[1,{"b":null}]}}', undefined],
    ['{ any }', '{"any":[[1]]}', undefined],
  ])('%s answered with %s', async (query, data, why) => {
    says(odd, `{"data":${data}}`);
    const { errors } = await ask(gateway, query);
    if (why === undefined) expect(errors).toEqual([]);
    else expect(gateway.log).toMatchObject([{ message: `the body of the subgraph's answer ${why}` }]);
  });
});

describe('an answer with more than was asked for', () => {
  it('does not write the fields of another subgraph', async () => {
    says(books, '{"data":{"_entities":[{"__typename":"Other","id":"9","name":"Mallory","books":[{"title":"a","secret":"b"}]}]}}');
    const { data, errors } = await ask(gateway, '{ me { id name books { title } } }');
    expect([data, errors]).toEqual([{ me: { id: '1', name: 'Ada', books: [{ title: 'a' }] } }, []]);
  });

  it.each([
    '{"data":{"__proto__":{"polluted":1},"newest":{"title":"a","__proto__":{"polluted":2}}}}',
    '{"data":{"constructor":{"prototype":{"polluted":1}},"newest":{"title":"a","constructor":{"prototype":{"polluted":2}}}}}',
    '{"data":{"newest":{"title":"a"}},"extensions":{"__proto__":{"polluted":1}},"__proto__":{"polluted":2}}',
  ])('changes nothing here: %s', async (body) => {
    says(books, body);
    expect((await ask(gateway, '{ newest { title } }')).data).toEqual({ newest: { title: 'a' } });
    expect({}).not.toHaveProperty('polluted');
  });
});

it.each(['{ __proto__: me { constructor: name } }', '{ me { __proto__: books { __proto__: title } } }'])(
  'names that mean something to JavaScript are names: %s',
  async (query) => {
    books.misbehave(undefined);
    const { text, errors } = await ask(gateway, query);
    expect(errors).toEqual([]);
    expect(text).toMatch(/^\{"data":\{("__proto__":\{"constructor":"Ada"\}|"me":\{"__proto__":\[\{"__proto__":"Notes"\}\]\})\}\}$/);
    expect({}).not.toHaveProperty('title');
  },
);

it.each([
  ['data that nests deep', `{"data":{"newest":{"title":${nested(50_000)}}}}`],
  ['errors that nest deep', `{"data":null,"errors":[{"message":"a","path":${nested(50_000)}}]}`],
  ['errors without end', JSON.stringify({ data: null, errors: Array.from({ length: 5_000 }, () => ({ message: 'inside' })) })],
  ['errors that are none', '{"data":null,"errors":[null,3,"a",[],{"message":{}}]}'],
  ['an error with another path', '{"data":null,"errors":[{"message":"inside","path":["/srv/inside","Bearer inside"]}]}'],
])('%s are borne, and tell nothing', async (_what, body) => {
  says(books, body);
  const { status, data, text } = await ask(gateway, '{ newest { title } }');
  expect([status, data]).toEqual([200, { newest: null }]);
  expect(text).not.toContain('inside');
  expect(text.length).toBeLessThan(40_000);
});
