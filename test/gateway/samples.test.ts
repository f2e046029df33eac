import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/policies/transformation/mock-response.ts';
import type { Section } from '../../src/runtime/handler.ts';
import { ask, handler, handlers, openGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));

const mock: Section = (x) => run(x, { statusCode: 200, contentType: undefined, enabled: true, index: undefined });

describe('mock-response in the gateway', () => {
  it('answers for a subgraph from its schema, and the rest is real', async () => {
    books.received.length = 0;
    const gateway = await openGateway([people, books], { handlers: handlers({ books: handler({ inbound: mock }) }) });
    try {
      const { data, errors } = await ask(gateway, '{ newest { title } }');
      expect(errors).toEqual([]);
      expect(data).toEqual({ newest: { title: 'title' } });
      expect(books.received).toEqual([]);
    } finally {
      await gateway.close();
    }
  });

  it('answers for the whole graph in the global scope', async () => {
    people.received.length = 0;
    const gateway = await openGateway([people, books], { handlers: handlers({ global: handler({ inbound: mock }) }) });
    try {
      expect(await ask(gateway, '{ newest { title } }')).toMatchObject({ data: { newest: { title: 'title' } } });
      expect([...people.received, ...books.received]).toEqual([]);
    } finally {
      await gateway.close();
    }
  });
});
