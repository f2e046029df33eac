import dns from 'node:dns';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CompositionFailure } from '../../src/gateway/2-plan/composition-failure.ts';
import { GatewayStartError } from '../../src/gateway/start-error.ts';
import type { HandlerSet } from '../../src/runtime/handler.ts';
import { next } from '../../src/runtime/handler.ts';
import { ask, handler, openGateway, schemaOf } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));

describe('a start', () => {
  it('on a port in use says so in one sentence', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failed = await openGateway([books], { listen: { host: '127.0.0.1', port } }).catch((error: unknown) => error);
    other.close();
    expect(failed).toBeInstanceOf(GatewayStartError);
    expect(failed).toMatchObject({
      kind: 'port-in-use',
      message: `port ${port} on 127.0.0.1 is in use; stop what listens there, or choose another port`,
    });
  });

  it('on an address of another machine says so', async () => {
    await expect(openGateway([books], { listen: { host: '192.0.2.1', port: 0 } })).rejects.toMatchObject({
      kind: 'address-unavailable',
      message: '192.0.2.1 is no address of this machine',
    });
  });

  it('with schemas that do not compose names every place', async () => {
    const clash = { ...books, name: 'clash', sdl: books.sdl.replace('books: [Book!]', 'name: Int!') };
    const failed = await openGateway([people, clash]).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CompositionFailure);
    const [mismatch] = (failed as CompositionFailure).findings;
    expect(mismatch).toMatchObject({ code: 'FIELD_TYPE_MISMATCH', message: expect.stringContaining('Person.name') });
    expect(mismatch?.places.map(({ subgraph, file, line }) => `${subgraph} ${file}:${line}`).sort()).toEqual([
      'clash subgraphs/clash/schema.graphql:5',
      'people subgraphs/people/schema.graphql:5',
    ]);
  });

  it('with a schema that is no GraphQL names the place', async () => {
    const failed = await openGateway([people, { ...books, sdl: 'type Query {\n  a: }' }]).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      findings: [{ code: 'INVALID_GRAPHQL', places: [{ file: 'subgraphs/books/schema.graphql', line: 2, column: 6, start: 18, end: 19 }] }],
    });
  });

  it('makes no call of its own', async () => {
    const resolve = vi.spyOn(dns, 'lookup');
    const gateway = await openGateway([people, books]);
    await ask(gateway, '{ me { name } }');
    await gateway.close();

    expect(resolve.mock.calls.map(([host]) => host).filter((host) => host !== '127.0.0.1' && host !== 'localhost')).toEqual([]);
    resolve.mockRestore();
  });
});

/** Handlers that mark what they send. */
const marking = (mark: string): HandlerSet => ({
  global: undefined,
  resolver: () => undefined,
  api: () => handler({}),
  subgraph: () =>
    handler(
      {
        inbound: (x) => {
          x.headers.set('X-Mark', [mark]);
          return next;
        },
      },
      `policies/${mark}.xml`,
    ),
});

describe('a reload', () => {
  it('serves the new schema', async () => {
    const gateway = await openGateway([people]);
    expect((await ask(gateway, '{ newest { title } }')).status).toBe(400);
    await gateway.reload(schemaOf([people, books]));
    expect((await ask(gateway, '{ newest { title } me { books { title } } }')).data).toEqual({
      newest: { title: 'Compilers' },
      me: { books: [{ title: 'Notes' }] },
    });
    await gateway.close();
  });

  it('that fails changes nothing', async () => {
    const gateway = await openGateway([people, books]);
    const broken = { ...books, sdl: 'type Query { newest: Nothing }' };
    await expect(gateway.reload(schemaOf([people, broken]))).rejects.toBeInstanceOf(CompositionFailure);
    expect((await ask(gateway, '{ newest { title } }')).data).toEqual({ newest: { title: 'Compilers' } });
    await gateway.reload(schemaOf([books]));
    expect((await ask(gateway, '{ me { name } }')).status).toBe(400);
    await gateway.close();
  });

  it('leaves a request under way with what it began with', async () => {
    const gateway = await openGateway([people, books]);
    const held = people.hold();
    const asked = ask(gateway, '{ me { books { title } } }');
    await held.arrived;
    await gateway.reload(schemaOf([people]));
    expect((await ask(gateway, '{ newest { title } }')).status).toBe(400);
    held.answer('{"data":{"me":{"__typename":"Person","id":"1"}}}');
    expect((await asked).data).toEqual({ me: { books: [{ title: 'Notes' }] } });
    await gateway.close();
  });

  it('under load fails no request', async () => {
    const gateway = await openGateway([people, books]);
    const schemas = [schemaOf([people]), schemaOf([people, books])];
    const over = new AbortController();
    const clients = [1, 2, 3, 4].map(async () => {
      const statuses = new Set<string>();
      while (!over.signal.aborted) {
        const { status, errors, data } = await ask(gateway, '{ me { name } }');
        statuses.add(JSON.stringify([status, errors, data]));
      }
      return [...statuses];
    });
    for (let i = 0; i < 10; i++) for (const schema of schemas) await gateway.reload(schema);
    over.abort();
    expect(new Set((await Promise.all(clients)).flat())).toEqual(new Set([JSON.stringify([200, [], { me: { name: 'Ada' } }])]));
    await gateway.close();
  });

  it('of handlers is taken from the source, for new requests only', async () => {
    let current = marking('one');
    const gateway = await openGateway([people], { handlers: { current: () => current } });
    const query = '{ me { seen(header: "x-mark") } }';
    expect((await ask(gateway, query)).data).toEqual({ me: { seen: 'one' } });
    current = marking('two');
    expect((await ask(gateway, query)).data).toEqual({ me: { seen: 'two' } });
    await gateway.close();
  });
});
