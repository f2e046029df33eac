import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitedServer } from '../../src/gateway/1-accept/limits.ts';
import { limits, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

let books: TestSubgraph;
let gateway: TestGateway;

beforeAll(async () => {
  books = await openBooks();
  gateway = await openGateway([books], {
    routes: [
      (app) => void app.get('/extra', () => ({ extra: true })),
      (app) => void app.get('/broken', () => Promise.reject(new Error('inside'))),
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  await books.close();
});

const json = { 'content-type': 'application/json' };
const body = JSON.stringify({ query: '{ newest { title } }' });
const search = `?query=${encodeURIComponent('{ newest { title } }')}`;

interface Row {
  readonly what: string;
  readonly path?: string;
  readonly init: RequestInit;
  readonly status: number;
}

const requests: readonly Row[] = [
  { what: 'POST with JSON', init: { method: 'POST', headers: json, body }, status: 200 },
  {
    what: 'POST with a charset',
    init: { method: 'POST', headers: { 'content-type': 'Application/JSON; charset="UTF-8"' }, body },
    status: 200,
  },
  {
    what: 'POST with another charset',
    init: { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-16' }, body },
    status: 415,
  },
  { what: 'POST as a form', init: { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }, status: 415 },
  { what: 'POST as plain text', init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body }, status: 415 },
  {
    what: 'POST as plain text with a preflight header',
    init: { method: 'POST', headers: { 'content-type': 'text/plain', 'apollo-require-preflight': '1' }, body },
    status: 415,
  },
  { what: 'POST as a lookalike', init: { method: 'POST', headers: { 'content-type': 'application/jsonx' }, body }, status: 415 },
  { what: 'POST as two types', init: { method: 'POST', headers: { 'content-type': 'text/plain, application/json' }, body }, status: 415 },
  { what: 'POST without a body', init: { method: 'POST', headers: json }, status: 400 },
  { what: 'POST with broken JSON', init: { method: 'POST', headers: json, body: '{"query":' }, status: 400 },
  { what: 'POST with a batch', init: { method: 'POST', headers: json, body: `[${body}]` }, status: 400 },
  {
    what: 'POST with a body over the limit',
    init: { method: 'POST', headers: json, body: JSON.stringify({ query: 'x'.repeat(70_000) }) },
    status: 413,
  },
  {
    what: 'POST with more tokens than a document may have',
    init: { method: 'POST', headers: json, body: JSON.stringify({ query: `{ ${'newest { title } '.repeat(300)}}` }) },
    status: 400,
  },
  {
    what: 'POST with a document that nests deep',
    init: { method: 'POST', headers: json, body: JSON.stringify({ query: '{ a'.repeat(20_000) }) },
    status: 400,
  },
  {
    what: 'POST with an operation name that the document does not have',
    init: { method: 'POST', headers: json, body: JSON.stringify({ query: 'query A { newest { title } }', operationName: 'B' }) },
    status: 400,
  },
  {
    what: 'POST with several operations and no name',
    init: { method: 'POST', headers: json, body: JSON.stringify({ query: 'query A { newest { title } } query B { newest { title } }' }) },
    status: 400,
  },
  { what: 'GET with a preflight header', path: search, init: { headers: { 'apollo-require-preflight': 'yes' } }, status: 200 },
  { what: 'GET with the JSON type', path: search, init: { headers: json }, status: 200 },
  { what: 'GET alone', path: search, init: {}, status: 400 },
  { what: 'GET with an empty preflight header', path: search, init: { headers: { 'apollo-require-preflight': '' } }, status: 400 },
  { what: 'GET with another type', path: search, init: { headers: { 'content-type': 'text/plain' } }, status: 415 },
  {
    what: 'GET with another type and a preflight header',
    path: search,
    init: { headers: { 'content-type': 'application/octet-stream', 'apollo-require-preflight': 'yes' } },
    status: 415,
  },
  { what: 'GET for a page', path: search, init: { headers: { accept: 'text/html' } }, status: 400 },
  { what: 'PUT', init: { method: 'PUT', headers: json, body }, status: 405 },
  { what: 'OPTIONS', init: { method: 'OPTIONS' }, status: 405 },
];

describe('the endpoint', () => {
  it.each(requests)('answers $what with $status', async ({ path = '', init, status }) => {
    const before = books.received.length;
    const response = await fetch(`${gateway.url}/graphql${path}`, init);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(text)).toHaveProperty(status === 200 ? 'data' : 'errors');
    expect(text).not.toMatch(/stack|node_modules|\.js:/);
    expect(books.received.length - before).toBe(status === 200 ? 1 : 0);
  });

  it('answers a mutation by GET with an error', async () => {
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent('mutation { a }')}`, { headers: json });
    expect(response.status).toBeGreaterThanOrEqual(400);
  });
});

it('leaves no connection open on which nothing moves: neither a request that does not come, nor an answer that is not read', async () => {
  const { server } = limitedServer({ ...limits, requestTimeout: 20_000 });
  expect([server.requestTimeout, server.timeout]).toEqual([30_000, 50_000]);
  expect([server.headersTimeout > 0, server.keepAliveTimeout > 0]).toEqual([true, true]);
});

it('gives uploads as long as their answer may take', () => {
  const arrival = (requestTimeout: number, uploads: boolean) =>
    limitedServer({ ...limits, requestTimeout }, { uploads }).server.requestTimeout;
  expect([arrival(600_000, true), arrival(600_000, false), arrival(20_000, true)]).toEqual([600_000, 30_000, 30_000]);
});

describe('other paths', () => {
  it('may be given by others', async () => {
    expect(await (await fetch(`${gateway.url}/extra`)).json()).toEqual({ extra: true });
  });

  it('that do not exist answer 404', async () => {
    const response = await fetch(`${gateway.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ statusCode: 404, message: 'Resource not found' });
  });

  it('that cannot be decoded are not repeated', async () => {
    const response = await fetch(`${gateway.url}/extra/%E0%A4%A`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ statusCode: 400, message: 'Bad request' });
  });

  it('that break say nothing of it', async () => {
    const response = await fetch(`${gateway.url}/broken`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ statusCode: 500, message: 'Internal server error' });
  });
});

describe('health', () => {
  it('is live', async () => {
    const response = await fetch(`${gateway.url}/health/live`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'live' });
  });

  it('is ready with a digest of its schema, and names nothing behind it', async () => {
    const response = await fetch(`${gateway.url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', schema: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });
});
