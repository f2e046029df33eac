import { afterAll, beforeAll, expect, it } from 'vitest';
import { nobodyLooks } from '../../../src/gateway/record/observers.ts';
import { ask, openGateway, type TestGateway } from '../support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from '../support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let gateway: TestGateway;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  gateway = await openGateway([people, books], { observers: { ...nobodyLooks, requestLines: true }, limits: { requestBody: 1_000 } });
});
afterAll(() => Promise.all([gateway.close(), people.close(), books.close()]));

const lines = () => gateway.log.filter(({ message }) => message === 'request').map(({ fields }) => fields);

it('gives each request one line with its outcome, and the same id in the answer', async () => {
  const { headers } = await ask(gateway, 'query Named { me { name } }', { headers: { 'x-secret': 'header-canary' } });
  expect(lines()).toEqual([
    {
      requestId: headers.get('x-request-id'),
      method: 'POST',
      route: '/graphql',
      status: 200,
      ms: expect.any(Number),
      client: '127.0.0.1',
      operation: 'Named',
      type: 'query',
    },
  ]);
  expect(gateway.logText()).not.toContain('header-canary');
});

it.each([
  ['a form', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 415],
  ['another method', { method: 'DELETE' }, 405],
  [
    'too large a body',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: 'x'.repeat(2_000) }) },
    413,
  ],
])('gives %s that is refused at the door a line, too', async (_what, init, status) => {
  const before = lines().length;
  const response = await fetch(`${gateway.url}/graphql?token=query-canary`, init);
  await response.text();
  expect(lines().slice(before)).toMatchObject([{ requestId: response.headers.get('x-request-id'), status }]);
  expect(gateway.logText()).not.toContain('query-canary');
});
