import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { persistedQueries } from '../../src/gateway/1-accept/operations/persisted-queries.ts';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { memoryCache } from '../../src/gateway/services/memory-cache.ts';
import type { Cache } from '../../src/runtime/ports/cache.ts';
import { compiled } from '../support/compiled.ts';
import { handler, memoryLog, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const question = '{ newest { title } }';
const extension = (sha256Hash: unknown, version: unknown = 1) => ({ extensions: { persistedQuery: { version, sha256Hash } } });

let books: TestSubgraph;
let gateway: TestGateway;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());
beforeEach(async () => {
  gateway = await openGateway([books], { persistedQueries: { ttlMs: 60_000 }, limits: { batch: 3 } });
  return () => gateway.close();
});

interface Told {
  readonly status: number;
  readonly data?: unknown;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

async function told(response: Response): Promise<Told> {
  const body = (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
  const [error] = body.errors ?? [];
  return error === undefined
    ? { status: response.status, data: body.data }
    : { status: response.status, code: error.extensions.code, message: error.message };
}

const json = { 'content-type': 'application/json' };
const post = async (body: object, to = gateway) =>
  told(await fetch(`${to.url}/graphql`, { method: 'POST', headers: json, body: JSON.stringify(body) }));
const get = async (params: Record<string, string>, headers: Record<string, string> = json) =>
  told(await fetch(`${gateway.url}/graphql?${new URLSearchParams(params)}`, { headers }));

const notFound = { status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' };
const answered = { status: 200, data: { newest: { title: 'Compilers' } } };

describe('a digest in place of an operation', () => {
  it('is not known before its text was sent, and is from then on', async () => {
    expect(await post(extension(digest(question)))).toEqual(notFound);
    expect(await post({ query: question, ...extension(digest(question)) })).toEqual(answered);
    expect(await post(extension(digest(question)))).toEqual(answered);
  });

  it('may come by GET, with variables, under the rules for GET', async () => {
    const query = 'query($yes: Boolean!) { newest { title @include(if: $yes) __typename } }';
    await post({ query, variables: { yes: true }, ...extension(digest(query)) });
    const params = { extensions: JSON.stringify(extension(digest(query)).extensions), variables: '{"yes":false}' };
    expect(await get(params)).toEqual({ status: 200, data: { newest: { __typename: 'Book' } } });
    expect(await get(params, {})).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await get(params, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  it('does not make a mutation of a GET', async () => {
    const query = 'mutation { nothing }';
    await post({ query, ...extension(digest(query)) });
    expect((await get({ query, extensions: JSON.stringify(extension(digest(query)).extensions) })).status).toBeGreaterThanOrEqual(400);
  });

  it('is found by one part of a batch, and not by another', async () => {
    await post({ query: question, ...extension(digest(question)) });
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify([extension(digest(question)), extension(digest('{ other }')), { query: '{ __typename }' }]),
    });
    expect(await response.json()).toEqual([
      { data: { newest: { title: 'Compilers' } } },
      { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
      { data: { __typename: 'Query' } },
    ]);
  });

  it.each([
    ['another text than the digest is of', { query: '{ __typename }', ...extension(digest(question)) }, 'PERSISTED_QUERY_HASH_MISMATCH'],
    ['another version', extension(digest(question), 2), 'BAD_REQUEST'],
    ['a digest in capitals', extension(digest(question).toUpperCase()), 'BAD_REQUEST'],
    ['a digest that is a name of objects', extension('__proto__'), 'BAD_REQUEST'],
    ['a digest that is no text', extension({ a: 1 }), 'BAD_REQUEST'],
    ['extensions that are no map', { query: question, extensions: [1] }, 'BAD_REQUEST'],
    ['an extension that is no map', { query: question, extensions: { persistedQuery: 'x' } }, 'BAD_REQUEST'],
  ])('is refused with %s', async (_what, body, code) => {
    expect(await post(body)).toMatchObject({ status: 400, code });
    // Nothing of it is remembered.
    expect(await post(extension(digest(question)))).toEqual(notFound);
    expect(await post(extension(digest('{ __typename }')))).toEqual(notFound);
  });

  it.each([
    ['does not parse', '{ newest {'],
    ['does not validate', '{ newest { nothing } }'],
    ['is over a limit', `{ newest { ${Array.from({ length: 21 }, (_, i) => `a${i}: title`).join(' ')} } }`],
  ])('is not learned for an operation that %s', async (_what, query) => {
    expect((await post({ query, ...extension(digest(query)) })).status).toBe(400);
    expect(await post(extension(digest(query)))).toEqual(notFound);
  });

  it('is not taken where the configuration says so', async () => {
    const off = await openGateway([books]);
    try {
      expect(await post(extension(digest(question)), off)).toEqual({
        status: 200,
        code: 'PERSISTED_QUERY_NOT_SUPPORTED',
        message: 'PersistedQueryNotSupported',
      });
    } finally {
      await off.close();
    }
  });
});

it('a digest is known to every gateway on one cache, and in memory to this one alone', async () => {
  const shared = memoryCache(systemClock);
  const bare = bareServices(systemClock);
  const services = { ...bare, caches: { ...bare.caches, external: shared } };
  const settings = { persistedQueries: { ttlMs: 60_000 }, services };
  const [one, two] = await Promise.all([openGateway([books], settings), openGateway([books], settings)]);
  try {
    await post({ query: question, ...extension(digest(question)) }, one);
    expect(await post(extension(digest(question)), two)).toEqual(answered);
    expect(await post(extension(digest(question)), gateway)).toEqual(notFound);
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
});

it('nothing is learned from a client that global.xml turned away', async () => {
  const { handlers } = await compiled({
    global:
      '<policies><inbound><check-header name="X-Key" failed-check-httpcode="401" failed-check-error-message="no" ignore-case="false"><value>k</value></check-header></inbound><backend><forward-request /></backend></policies>',
  });
  const bare = handler({});
  const guarded = await openGateway([books], {
    persistedQueries: { ttlMs: 60_000 },
    handlers: {
      current: () => ({ global: handlers.get('global'), subgraph: () => bare, resolver: () => undefined, api: () => bare }),
    },
  });
  const asked = async (body: object, headers: Record<string, string>) =>
    fetch(`${guarded.url}/graphql`, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  try {
    const whole = { query: question, ...extension(digest(question)) };
    expect((await asked(whole, {})).status).toBe(401);
    expect(await told(await asked(extension(digest(question)), { 'x-key': 'k' }))).toEqual(notFound);
    expect(await told(await asked(whole, { 'x-key': 'k' }))).toEqual(answered);
    expect((await asked(extension(digest(question)), {})).status).toBe(401);
  } finally {
    await guarded.close();
  }
});

describe('what is kept', () => {
  const tools = { ttlMs: 1_000, log: memoryLog([]) };

  it('is not believed when the cache holds another text', async () => {
    const cache = memoryCache(systemClock);
    await persistedQueries(cache, tools).keep(digest(question), question);
    await cache.set(`apq:${digest(question)}`, '{ stolen }', 1_000);
    expect(await persistedQueries(cache, tools).find(digest(question))).toBeUndefined();
  });

  it('may be lost with the cache, and no request fails', async () => {
    const down: Cache = {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
      delete: async () => {},
    };
    const known = persistedQueries(down, tools);
    await known.keep(digest(question), question);
    expect(await known.find(digest(question))).toBeUndefined();
  });

  it('is over when its time is', async () => {
    let now = 0;
    const cache = memoryCache({ now: () => now, elapsed: () => now });
    const known = persistedQueries(cache, tools);
    await known.keep(digest(question), question);
    expect(await known.find(digest(question))).toBe(question);
    now = 1_001;
    expect(await known.find(digest(question))).toBeUndefined();
  });
});
