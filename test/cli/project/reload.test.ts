import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLibrary } from '../../../src/cli/library.ts';
import { type HandlerFolder, makeHandlerFolder } from '../../../src/cli/project/handler-folder.ts';
import { HandlerLoader } from '../../../src/cli/project/handler-loader.ts';
import { HandlerStore } from '../../../src/cli/project/handler-store.ts';
import type { ProjectDocument } from '../../../src/compiler/compile-project.ts';
import { scopeOf } from '../../../src/compiler/scope-of.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { ask, openGateway, type TestGateway } from '../../gateway/support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from '../../gateway/support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let folder: HandlerFolder;
let store: HandlerStore;
let gateway: TestGateway;

const header = (name: string, value: string): string => `<set-header name="X-${name}"><value>${value}</value></set-header>`;

/** A whole project of which every document says `version`, by way of a fragment and of the base as well. */
function project(version: string): readonly ProjectDocument[] {
  const subgraph = `<policies><inbound><base /><include-fragment fragment-id="team" />${header('Own', version)}${header('Global', '@((string)context.Variables["version"])')}</inbound><backend><base /></backend></policies>`;
  const texts: Record<string, string> = {
    global: `<policies><inbound><set-variable name="version" value="${version}" /></inbound><backend><forward-request /></backend></policies>`,
    subgraphs: `<policies><inbound>${header('Base', version)}</inbound><backend><forward-request /></backend></policies>`,
    'fragments/team': `<fragment>${header('Fragment', version)}</fragment>`,
    'subgraphs/people': subgraph,
    'subgraphs/books': subgraph,
  };
  for (let i = 0; i < 50; i++) texts[`subgraphs/other${i}`] = subgraph;
  return Object.entries(texts).map(([name, text]) => {
    const scope = scopeOf(name);
    if (scope === undefined) throw new Error(`${name} is no place for a document`);
    return { name, scope, source: new Source(`policies/${name}.xml`, text) };
  });
}

beforeAll(async () => {
  people = await openPeople();
  books = await openBooks();
  folder = makeHandlerFolder();
  store = new HandlerStore(new HandlerLoader(folder.path), { library: createLibrary(), namedValues: new Map(), connections: 'unknown' });
  await store.refresh(project('v0'));
  gateway = await openGateway([people, books], { handlers: store });
});
afterAll(async () => {
  await gateway.close();
  folder.remove();
  await Promise.all([people.close(), books.close()]);
});

const query = `{ me { ${['global', 'own', 'base', 'fragment'].map((name) => `${name}: seen(header: "x-${name}")`).join(' ')} books { title } } }`;

it('fifty documents that change while requests go on fail none, and no request sees two versions', { timeout: 90_000 }, async () => {
  const over = new AbortController();
  const answers = new Set<string>();
  const clients = [1, 2].map(async () => {
    while (!over.signal.aborted) answers.add((await ask(gateway, query)).text);
  });
  try {
    for (const version of ['v1', 'v2']) {
      // Two at once: what was handed in last is what stays.
      const [, last] = await Promise.all([store.refresh(project(`${version}-draft`)), store.refresh(project(version))]);
      expect(last.changed).toHaveLength(55);
      expect((await ask(gateway, query)).data).toMatchObject({ me: { own: version } });
    }
  } finally {
    over.abort();
    await Promise.all(clients);
  }
  const whole = (version: string) => ({ global: version, own: version, base: version, fragment: version, books: [{ title: 'Notes' }] });
  for (const text of answers) {
    const answer = JSON.parse(text) as { readonly data: { readonly me: { readonly own: string } } };
    expect(answer).toEqual({ data: { me: whole(answer.data.me.own) } });
  }
  for (const { headers } of books.received)
    expect(new Set(['x-global', 'x-own', 'x-base', 'x-fragment'].map((name) => headers[name])).size).toBe(1);
});
