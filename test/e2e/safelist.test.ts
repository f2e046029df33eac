import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { expect, it, onTestFinished, vi } from 'vitest';
import { run } from '../support/program.ts';
import { projectFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { startFederationService } from './support/federation-service.ts';

const books = 'type Query { book: Book }\ntype Book { title: String pages: Int }\n';
const listed = '{ book { title } }';
const other = '{ book { pages } }';
const manifest = (...texts: readonly string[]) => JSON.stringify(Object.fromEntries(texts.map((text, index) => [`id${index}`, text])));

it('fedpass start --safelist runs what the list holds, and reads it again when it changes', async () => {
  const service = await startFederationService({ sdl: books, resolvers: { Query: { book: () => ({ title: 'Ulysses', pages: 732 }) } } });
  onTestFinished(() => service.close());
  const { supergraphSdl = '' } = composeServices([{ name: 'books', url: service.url, typeDefs: parse(books) }]);
  const cwd = projectFolder({ 'supergraph.graphql': supergraphSdl, 'operations.json': manifest(listed) });

  const gateway = run(['start', '--supergraph', 'supergraph.graphql', '--port', '0', '--safelist', 'operations.json'], { cwd });
  onTestFinished(async () => void (await gateway.stop()));
  const url = (await gateway.line((text) => text.startsWith('fedpass serves '))).split(' ').at(-1) ?? '';
  const logged = (text: string) => vi.waitFor(() => expect(gateway.err()).toContain(text), { timeout: 30_000, interval: 50 });
  const code = async (query: string) =>
    ((await ask(url, query)).errors?.[0] as { extensions?: { code?: string } } | undefined)?.extensions?.code;
  expect((await ask(url, listed)).data).toEqual({ book: { title: 'Ulysses' } });
  expect(await code(other)).toBe('QUERY_NOT_IN_SAFELIST');

  writeFileSync(join(cwd, 'operations.json'), '{ "id0": "{ book {" }');
  await logged('the changed list of operations cannot be used; the old one stays');
  expect((await ask(url, listed)).data).toEqual({ book: { title: 'Ulysses' } });

  writeFileSync(join(cwd, 'operations.json'), manifest(listed, other));
  await logged('the changed list of operations is in force');
  expect((await ask(url, other)).data).toEqual({ book: { pages: 732 } });
  expect((await gateway.stop()).status).toBe(0);
});

it.each([
  ['that is not there', undefined, 'safelist/missing'],
  ['that is none', '{ "id0": "{ book {" }', 'safelist/unusable'],
])('a start with a list %s ends with status 2 and says why', async (_what, text, code) => {
  const cwd = projectFolder({
    'fedpass.yaml': 'subgraphs: { books: { url: "http://127.0.0.1:1/graphql" } }\ngraph: { safelist: { file: operations.json } }\n',
    'subgraphs/books/schema.graphql': books,
    ...(text === undefined ? {} : { 'operations.json': text }),
  });
  const ended = await run(['start', '--port', '0'], { cwd }).ended();
  expect(ended.status).toBe(2);
  expect(ended.err).toContain(code);
  expect(ended.err).toContain('operations.json');
});
