import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../src/gateway/1-accept/operations/read-manifest.ts';
import { Safelist } from '../../src/gateway/1-accept/operations/safelist.ts';
import { openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

const newest = 'query Newest($yes: Boolean = true) { newest { title @include(if: $yes) __typename } }';
const typename = 'query Kind { __typename }';
const list = [
  { id: 'aa11', text: newest },
  { id: 'bb22', text: typename },
];
const title = { status: 200, data: { newest: { title: 'Compilers', __typename: 'Book' } } };

let books: TestSubgraph;
let gateway: TestGateway;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());
beforeEach(async () => {
  gateway = await openGateway([books], {
    safelist: new Safelist(list, { requireId: false }),
    persistedQueries: { ttlMs: 60_000 },
    limits: { batch: 5 },
  });
  return () => gateway.close();
});

const json = { 'content-type': 'application/json' };

async function told(response: Response) {
  const body = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  const [error] = body.errors ?? [];
  return error === undefined ? { status: response.status, data: body.data } : { status: response.status, code: error.extensions.code };
}
const post = async (body: object) =>
  told(await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: json, body: JSON.stringify(body) }));
const get = async (params: readonly (readonly [string, string])[]) =>
  told(
    await fetch(`${gateway.url}/graphql?${new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]))}`, {
      headers: json,
    }),
  );
const byDigest = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

describe('a listed operation runs', () => {
  it.each<readonly [how: string, body: object]>([
    ['by its text', { query: newest }],
    ['by its text, with other blanks, commas and comments', { query: `#a\n${newest.replaceAll(' ', ' ,\n\t')}` }],
    ['by the id of Apollo', byDigest('aa11')],
    ['by the id of Relay', { doc_id: 'aa11' }],
    ['by a document id', { documentId: 'aa11' }],
    ['by a document id with its kind', { documentId: 'sha256:aa11' }],
    ['by a plain id', { id: 'aa11' }],
    ['by id and text', { query: newest, ...byDigest('aa11') }],
    ['by its name too', { doc_id: 'aa11', operationName: 'Newest' }],
    ['with members that mean nothing', { doc_id: 'aa11', extensions: { client: 'x' }, more: true }],
  ])('%s', async (_how, body) => expect(await post(body)).toEqual(title));

  it('with its variables', async () => {
    expect(await post({ doc_id: 'aa11', variables: { yes: false } })).toEqual({ status: 200, data: { newest: { __typename: 'Book' } } });
  });

  it('by GET', async () => {
    expect(await get([['documentId', 'aa11']])).toEqual(title);
    expect(await get([['query', newest]])).toEqual(title);
  });
});

describe('nothing else runs', () => {
  const other = '{ newest { title } }';
  it.each<readonly [how: string, body: object, code: string]>([
    ['another text', { query: other }, 'QUERY_NOT_IN_SAFELIST'],
    ['a field more', { query: newest.replace('title', 'title id: title') }, 'QUERY_NOT_IN_SAFELIST'],
    ['a second operation beside a listed one', { query: `${newest} ${other}`, operationName: 'Newest' }, 'QUERY_NOT_IN_SAFELIST'],
    ['another name', { query: newest.replace('Newest', 'Other') }, 'QUERY_NOT_IN_SAFELIST'],
    ['another default', { query: newest.replace('= true', '= false') }, 'QUERY_NOT_IN_SAFELIST'],
    ['no GraphQL', { query: '{' }, 'QUERY_NOT_IN_SAFELIST'],
    ['introspection', { query: '{ __schema { queryType { name } } }' }, 'QUERY_NOT_IN_SAFELIST'],
    ['an id that is not listed', byDigest('cc33'), 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['an id that every object has', { doc_id: '__proto__' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['an id that is a member', { doc_id: 'constructor' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['the id of one with the text of another', { query: typename, ...byDigest('aa11') }, 'BAD_REQUEST'],
    ['a listed id with an unlisted text', { query: other, doc_id: 'aa11' }, 'QUERY_NOT_IN_SAFELIST'],
    ['two ids', { doc_id: 'aa11', documentId: 'bb22' }, 'BAD_REQUEST'],
    ['an id and a digest', { doc_id: 'aa11', ...byDigest('bb22') }, 'BAD_REQUEST'],
    ['a text that is a list', { query: [other] }, 'BAD_REQUEST'],
    ['nothing at all', { variables: {} }, 'BAD_REQUEST'],
    ['an empty text', { query: '' }, 'BAD_REQUEST'],
  ])('%s is refused', async (_how, body, code) => {
    const before = books.received.length;
    expect(await post(body)).toEqual({ status: 400, code });
    expect(books.received.length).toBe(before);
  });

  it.each<readonly [how: string, params: readonly (readonly [string, string])[], code: string]>([
    [
      'two texts',
      [
        ['query', newest],
        ['query', other],
      ],
      'BAD_REQUEST',
    ],
    ['another text', [['query', other]], 'QUERY_NOT_IN_SAFELIST'],
    [
      'two ids',
      [
        ['doc_id', 'aa11'],
        ['doc_id', 'bb22'],
      ],
      'BAD_REQUEST',
    ],
    [
      'extensions that are no JSON',
      [
        ['query', newest],
        ['extensions', '{'],
      ],
      'BAD_REQUEST',
    ],
  ])('%s by GET is refused', async (_how, params, code) => expect(await get(params)).toEqual({ status: 400, code }));

  it('in a batch', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify([{ doc_id: 'bb22' }, { query: other }, [{ query: other }], 5, { doc_id: 'bb22' }]),
    });
    expect(await response.json()).toMatchObject([
      { data: { __typename: 'Query' } },
      { errors: [{ extensions: { code: 'QUERY_NOT_IN_SAFELIST' } }] },
      { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      { data: { __typename: 'Query' } },
    ]);
  });

  it('because it was sent with its digest before', async () => {
    const digest = '0'.repeat(64);
    expect(await post({ query: other, ...byDigest(digest) })).toEqual({ status: 400, code: 'QUERY_NOT_IN_SAFELIST' });
    expect(await post(byDigest(digest))).toEqual({ status: 400, code: 'PERSISTED_QUERY_NOT_IN_LIST' });
  });
});

it('a listed operation may have to be asked for by its id', async () => {
  gateway.admit(new Safelist(list, { requireId: true }));
  expect(await post({ query: newest })).toEqual({ status: 400, code: 'PERSISTED_QUERY_ID_REQUIRED' });
  expect(await post({ query: newest, doc_id: 'zz' })).toEqual({ status: 400, code: 'PERSISTED_QUERY_ID_REQUIRED' });
  expect(await post({ doc_id: 'aa11' })).toEqual(title);
});

it('limits hold for listed operations, too', async () => {
  const many = `{ newest { ${Array.from({ length: 21 }, (_, i) => `a${i}: title`).join(' ')} } }`;
  gateway.admit(new Safelist([{ id: 'aa11', text: many }], { requireId: false }));
  expect(await post({ doc_id: 'aa11' })).toEqual({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
});

it('another list is in force from the next request on', async () => {
  gateway.admit(new Safelist([{ id: 'aa11', text: typename }], { requireId: false }));
  expect(await post({ doc_id: 'aa11' })).toEqual({ status: 200, data: { __typename: 'Query' } });
  expect(await post({ query: newest })).toEqual({ status: 400, code: 'QUERY_NOT_IN_SAFELIST' });
});

describe('a manifest', () => {
  const apollo = (operations: unknown, more: object = {}) =>
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations, ...more });

  it('of Apollo is read', () => {
    expect(readManifest(apollo([{ id: 'aa11', name: 'Newest', type: 'query', body: newest }]))).toEqual({
      kind: 'read',
      operations: [{ id: 'aa11', text: newest }],
    });
  });

  it('of Relay is read', () => {
    expect(readManifest(JSON.stringify({ aa11: newest, bb22: typename }))).toEqual({ kind: 'read', operations: list });
  });

  it.each([
    ['is no JSON', '{', 'it is no JSON', undefined],
    ['is a list', '[]', 'it is neither a manifest of Apollo nor a map of ids and texts', undefined],
    ['is empty', '{}', 'it lists no operation', undefined],
    ['has another format', '{"format":"x"}', 'its `format` is not `apollo-persisted-query-manifest`', undefined],
    ['has another version', apollo([], { version: 2 }), 'its `version` is not 1', undefined],
    ['has no operations', apollo({}), 'it has no list of `operations`', undefined],
    ['has an operation without a text', apollo([{ id: 'aa11' }]), 'entry 1 has no id and text', 'aa11'],
    ['has something else in its list', apollo([5]), 'entry 1 has no id and text', undefined],
    [
      'has an operation that is none',
      JSON.stringify({ aa11: '{' }),
      'the operation `aa11` is no GraphQL: Expected Name, found <EOF>',
      'aa11',
    ],
    [
      'has one id twice',
      apollo([
        { id: 'aa11', body: newest },
        { id: 'aa11', body: typename },
      ]),
      'the id `aa11` stands for two operations',
      'aa11',
    ],
  ])('that %s is refused', (_what, text, why, at) => {
    expect(readManifest(text)).toEqual({ kind: 'refused', faults: [{ why, ...(at === undefined ? {} : { at }) }] });
  });
});
