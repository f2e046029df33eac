import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLibrary } from '../../../src/cli/library.ts';
import { type HandlerFolder, makeHandlerFolder } from '../../../src/cli/project/handler-folder.ts';
import { HandlerLoader } from '../../../src/cli/project/handler-loader.ts';
import { HandlerStore } from '../../../src/cli/project/handler-store.ts';
import type { ProjectDocument } from '../../../src/compiler/compile-project.ts';
import { scopeOf } from '../../../src/compiler/scope-of.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { openGateway, schemaOf, type TestGateway } from '../../gateway/support/gateway.ts';
import { openSubgraph, type Received, type TestSubgraph } from '../../gateway/support/subgraph.ts';

/** Swaps of both, documents and schemas: `FEDPASS_RELOADS=100` for the long run. */
const swaps = Number(process.env['FEDPASS_RELOADS'] ?? 12);

const clients = 8;

let one: TestSubgraph;
let two: TestSubgraph;
let folder: HandlerFolder;
let store: HandlerStore;
let gateway: TestGateway;

const header = (name: string, value: string): string =>
  `<set-header name="${name}" exists-action="override"><value>${value}</value></set-header>`;

/** Documents that leave their generation in the client's answer, and, by way of three scopes, in each request to a subgraph. */
function documents(generation: number): readonly ProjectDocument[] {
  const mark = `d${generation}`;
  const own = `<policies><inbound><base />${header('X-Own', mark)}${header('X-Global', '@((string)context.Variables["mark"])')}</inbound><backend><base /></backend></policies>`;
  const texts: Record<string, string> = {
    global: `<policies><inbound><set-variable name="mark" value="${mark}" /></inbound><backend><forward-request /></backend><outbound>${header('X-Documents', mark)}</outbound></policies>`,
    subgraphs: `<policies><inbound>${header('X-Base', mark)}</inbound><backend><forward-request /></backend></policies>`,
    'subgraphs/one': own,
    'subgraphs/two': own,
  };
  return Object.entries(texts).map(([name, text]) => {
    const scope = scopeOf(name);
    if (scope === undefined) throw new Error(`${name} is no place for a document`);
    return { name, scope, source: new Source(`policies/${name}.xml`, text) };
  });
}

/** Schemas that have their generation in a description, and in the address of each subgraph. */
function schemas(generation: number) {
  const mark = `s${generation}`;
  const marked = (subgraph: TestSubgraph) => ({
    ...subgraph,
    sdl: `${subgraph.sdl}\n"${mark}" type Mark @shareable { mark: Int }`,
    url: `${subgraph.url}/${mark}`,
  });
  return schemaOf([marked(one), marked(two)]);
}

/** What a subgraph saw of the state that a request was answered by. */
const seen = (_parent: unknown, _args: unknown, { url, headers }: Received): string =>
  [url.split('/').at(-1), headers['x-own'], headers['x-base'], headers['x-global']].join(' ');

beforeAll(async () => {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
  const reference = { __resolveReference: (thing: unknown) => thing };
  one = await openSubgraph('one', `${link} type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! one: String }`, {
    Query: { thing: () => ({ id: '1' }) },
    Thing: { ...reference, one: seen },
  });
  two = await openSubgraph('two', `${link} type Thing @key(fields: "id") { id: ID! two: String }`, { Thing: { ...reference, two: seen } });
  folder = makeHandlerFolder();
  store = new HandlerStore(new HandlerLoader(folder.path), { library: createLibrary(), namedValues: new Map(), connections: 'unknown' });
  await store.refresh(documents(0));
  gateway = await openGateway([], { handlers: store, schema: schemas(0) });
});
afterAll(async () => {
  await gateway.close();
  folder.remove();
  await Promise.all([one.close(), two.close()]);
});

/** A state as each part of an answer tells it: it has one schema and one set of documents, or it was swapped half-way. */
async function ask(): Promise<string> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ thing { one two } mark: __type(name: "Mark") { description } }' }),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as { errors?: unknown; data?: { thing: { one: string; two: string }; mark: { description: string } } };
  if (response.status !== 200 || answer.errors !== undefined || answer.data === undefined) return `failed: ${response.status} ${text}`;
  const { thing, mark } = answer.data;
  const documentMark = response.headers.get('x-documents');
  const whole = [mark.description, documentMark, documentMark, documentMark].join(' ');
  return thing.one === whole && thing.two === whole ? 'whole' : `half: ${whole}; ${thing.one}; ${thing.two}`;
}

it(`${swaps} swaps of documents and schemas fail no request, and none is answered by half of one`, { timeout: 600_000 }, async () => {
  const over = new AbortController();
  const answers = new Map<string, number>();
  const load = Array.from({ length: clients }, async () => {
    while (!over.signal.aborted) {
      const answer = await ask();
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  });
  try {
    for (let generation = 1; generation <= swaps; generation++) {
      const [refresh] = await Promise.all([store.refresh(documents(generation)), gateway.reload(schemas(generation))]);
      expect(refresh.broken).toEqual([]);
    }
  } finally {
    over.abort();
    await Promise.all(load);
  }
  expect([...answers.keys()]).toEqual(['whole']);
  // Each generation was there for somebody to see, so the marks did change.
  expect(new Set(one.received.map(({ url }) => url)).size).toBeGreaterThan(1);
  expect(new Set(one.received.map(({ headers }) => headers['x-own'])).size).toBeGreaterThan(1);
});
