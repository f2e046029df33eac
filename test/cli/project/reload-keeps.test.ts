import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLibrary } from '../../../src/cli/library.ts';
import { type HandlerFolder, makeHandlerFolder } from '../../../src/cli/project/handler-folder.ts';
import { HandlerLoader } from '../../../src/cli/project/handler-loader.ts';
import { HandlerStore } from '../../../src/cli/project/handler-store.ts';
import { scopeOf } from '../../../src/compiler/scope-of.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import type { SchemaSource } from '../../../src/gateway/serve.ts';
import { ask, openGateway, schemaOf, type TestGateway } from '../../gateway/support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from '../../gateway/support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let folder: HandlerFolder;
let store: HandlerStore;
let gateway: TestGateway;

const breaker = { failures: 50, calls: 2, window: 60_000, pause: 60_000 };
const limit = '<rate-limit-by-key calls="2" renewal-period="300" counter-key="all" />';
const cached =
  '<cache-lookup-value key="first" variable-name="first" default-value="none" /><cache-store-value key="first" value="kept" duration="300" />';

/** Documents that count and keep, and are others for each version. */
function documents(version: number) {
  const texts: Record<string, string> = {
    'subgraphs/people': `<policies><inbound>${limit}<!-- ${version} --></inbound><backend><forward-request /></backend></policies>`,
    'subgraphs/books': `<policies><inbound>${cached}<set-header name="X-First"><value>@((string)context.Variables["first"])</value></set-header><set-header name="X-Version"><value>${version}</value></set-header></inbound><backend><forward-request /></backend></policies>`,
  };
  return Object.entries(texts).map(([name, text]) => ({ name, scope: scopeOf(name), source: new Source(`policies/${name}.xml`, text) }));
}

function schema(version: number): SchemaSource {
  const marked = [people, { ...books, sdl: `${books.sdl}\n"v${version}" type Mark @shareable { mark: Int }` }];
  const source = schemaOf(marked);
  return source.kind === 'subgraphs' ? { ...source, subgraphs: source.subgraphs.map((each) => ({ ...each, breaker })) } : source;
}

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  folder = makeHandlerFolder();
  store = new HandlerStore(new HandlerLoader(folder.path), { library: createLibrary(), namedValues: new Map(), connections: 'unknown' });
  await store.refresh(documents(1));
  gateway = await openGateway([], { handlers: store, schema: schema(1) });
});
afterAll(async () => {
  await gateway.close();
  folder.remove();
  await Promise.all([people.close(), books.close()]);
});

const code = async (query: string): Promise<unknown> => (await ask(gateway, query)).errors[0]?.extensions['code'] ?? 'ok';

it('what is counted, kept and known of backends outlives new documents and schemas', async () => {
  const limited = [await code('{ me { name } }'), await code('{ me { name } }'), await code('{ me { name } }')];
  await ask(gateway, '{ newest { title } }');
  books.misbehave((response) => response.writeHead(503).end());
  // One of two calls is enough.
  const failed = await code('{ newest { title } }');
  const calls = books.received.length;
  expect([...gateway.breakers()]).toEqual([
    { subgraph: 'people', state: 'closed' },
    { subgraph: 'books', state: 'open' },
  ]);

  expect((await store.refresh(documents(2))).changed).toEqual(['subgraphs/books', 'subgraphs/people']);
  await gateway.reload(schema(2));
  expect((await ask(gateway, '{ __type(name: "Mark") { description } }')).data).toEqual({ __type: { description: 'v2' } });

  expect([await code('{ me { name } }'), limited]).toEqual([limited[2], ['ok', 'ok', limited[2]]]);
  expect(limited[2]).not.toBe('ok');
  expect([await code('{ newest { title } }'), failed]).toEqual(['SUBGRAPH_UNREACHABLE', 'SUBGRAPH_HTTP_ERROR']);
  expect(books.received).toHaveLength(calls);
  expect(books.received.map(({ headers }) => [headers['x-first'], headers['x-version']])).toEqual([
    ['none', '1'],
    ['kept', '1'],
  ]);
});

it('what is kept in caches is read by the documents that come later', async () => {
  await store.refresh(documents(3));
  // Another address is another backend, of which nothing is known.
  const source = schema(3);
  if (source.kind !== 'subgraphs') throw new Error('no subgraphs');
  const moved = source.subgraphs.map((each) => (each.name === 'books' ? { ...each, url: `${each.url}?moved` } : each));
  books.misbehave(undefined);
  await gateway.reload({ ...source, subgraphs: moved });
  expect(await code('{ newest { title } }')).toBe('ok');
  expect(books.received.at(-1)?.headers).toMatchObject({ 'x-first': 'kept', 'x-version': '3' });
});
