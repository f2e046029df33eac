import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));
afterEach(async () => {
  books.misbehave(undefined);
  await gateway?.close();
});

describe('a request', () => {
  it('that the client abandons is abandoned upstream', async () => {
    gateway = await openGateway([books]);
    const asked = new AbortController();
    const cut = new Promise<void>((resolve) => {
      books.misbehave((response) => {
        response.once('close', () => resolve());
        asked.abort();
      });
    });
    await expect(ask(gateway, '{ newest { title } }', { signal: asked.signal })).rejects.toThrow();
    await cut;
  });

  it('that takes too long is answered with what there is', async () => {
    gateway = await openGateway([people, books], { limits: { requestTimeout: 2_000 }, timeoutMs: 30_000 });
    books.misbehave(() => undefined);
    const answer = await ask(gateway, '{ me { name books { title } } }');
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ me: { name: 'Ada', books: null } });
    expect(answer.errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_TIMEOUT', subgraph: 'books' });
  });
});

describe('a stop', () => {
  it('lets a request in flight end, and takes no other', async () => {
    const stopping = await openGateway([books]);
    const held = books.hold();
    const asked = ask(stopping, '{ newest { title } }');
    await held.arrived;
    const closed = stopping.close();
    const other = await ask(stopping, '{ newest { title } }').then(
      ({ status }) => status,
      () => 'refused',
    );
    expect(['refused', 503]).toContain(other);
    held.answer('{"data":{"newest":{"title":"late"}}}');
    expect((await asked).data).toEqual({ newest: { title: 'late' } });
    await closed;
    await stopping.close();
  });

  it('cancels what outlives the grace', async () => {
    const stopping = await openGateway([books], { limits: { shutdownGrace: 50 } });
    const held = books.hold();
    const asked = ask(stopping, '{ newest { title } }');
    await held.arrived;
    await stopping.close();
    expect((await asked).errors[0]?.extensions['subgraph']).toBe('books');
  });
});

it('nothing is left listening after a stop', async () => {
  const stopped = await openGateway([books]);
  await ask(stopped, '{ newest { title } }');
  await stopped.close();
  const { createServer } = await import('node:net');
  const again = createServer().listen(stopped.port, '127.0.0.1');
  await once(again, 'listening');
  again.close();
});
