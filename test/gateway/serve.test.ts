import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let gateway: TestGateway;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  gateway = await openGateway([people, books]);
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([people.close(), books.close()]);
});

describe('a query', () => {
  it('joins entities of two subgraphs', async () => {
    const answer = await ask(gateway, '{ people { name books { title } } }');
    expect(answer.status).toBe(200);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({
      people: [
        { name: 'Ada', books: [{ title: 'Notes' }] },
        { name: 'Grace', books: [{ title: 'Compilers' }] },
      ],
    });
  });
});
