import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/policies/validation/validate-graphql-request.ts';
import type { Section } from '../../src/runtime/handler.ts';
import { ask, handler, handlers, openGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));
beforeEach(() => {
  people.received.length = 0;
  books.received.length = 0;
});

/** The query that the people were asked. */
const asked = (): string => people.received.map(({ body }) => (JSON.parse(body) as { readonly query: string }).query).join();

const rules =
  (...rule: readonly { readonly path: string; readonly action: 'remove' | 'reject' }[]): Section =>
  (x) =>
    run(x, {
      errorVariableName: undefined,
      maxSize: 10_000,
      maxDepth: 6,
      maxTotalDepth: undefined,
      maxComplexity: undefined,
      authorize: { rule },
    });

const within = async (name: string, section: Section, query: string) => {
  const gateway = await openGateway([people, books], { handlers: handlers({ [name]: handler({ inbound: section }) }) });
  try {
    return await ask(gateway, query);
  } finally {
    await gateway.close();
  }
};

describe('validate-graphql-request in the gateway', () => {
  it('holds the client’s request against the graph', async () => {
    const answer = await within('global', rules({ path: '/Query/newest', action: 'reject' }), '{ newest { title } }');
    expect(answer.status).toBe(400);
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN' }]);
    expect(answer.text).not.toContain('"data"');
    expect(books.received).toEqual([]);
  });

  it('takes fields out of the client’s request', async () => {
    const answer = await within('global', rules({ path: '/Person/name', action: 'remove' }), '{ me { id name } }');
    expect(answer.data).toEqual({ me: { id: expect.any(String) } });
    expect(answer.errors.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      ['The field Person.name was removed from the request.', 'FIELD_REMOVED'],
    ]);
    expect(asked()).toMatch(/\bid\b/);
    expect(asked()).not.toContain('name');
  });

  it('takes fields out of the call to a subgraph', async () => {
    const answer = await within('people', rules({ path: '/Person/seen', action: 'remove' }), '{ me { name seen(header: "x") } }');
    expect(answer.data).toEqual({ me: { name: expect.any(String), seen: null } });
    expect(answer.errors[0]?.extensions).toEqual({ code: 'FIELD_REMOVED', subgraph: 'people' });
    expect(asked()).toContain('name');
    expect(asked()).not.toContain('seen');
  });

  it('fails the call that asks for what it may not', async () => {
    const answer = await within('books', rules({ path: '/', action: 'reject' }), '{ newest { title } }');
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'POLICY_ERROR', subgraph: 'books' });
    expect(books.received).toEqual([]);
  });
});
