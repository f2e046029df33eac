import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../support/program.ts';
import { projectFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { startFederationService } from './support/federation-service.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const books = `${link}\ntype Query { book: Book }\ntype Book @key(fields: "id") { id: ID! title: String }\n`;
const prices = `${link}\ntype Book @key(fields: "id") { id: ID! price: Int }\n`;

it('fedpass start --supergraph serves what others composed, and reads no configuration', async () => {
  const one = await startFederationService({ sdl: books, resolvers: { Query: { book: () => ({ id: '1', title: 'Ulysses' }) } } });
  const two = await startFederationService({
    sdl: prices,
    resolvers: { Book: { __resolveReference: (reference) => reference, price: () => 12 } },
  });
  onTestFinished(async () => void (await Promise.all([one.close(), two.close()])));
  const composed = composeServices([
    { name: 'books', url: one.url, typeDefs: parse(books) },
    { name: 'prices', url: two.url, typeDefs: parse(prices) },
  ]);
  const cwd = projectFolder({
    'supergraph.graphql': composed.supergraphSdl ?? '',
    'fedpass.yaml': 'this: [is, no, configuration',
    'policies/subgraphs/books.xml': '<nor this',
  });

  const gateway = run(['start', '--supergraph', 'supergraph.graphql', '--port', '0'], { cwd });
  onTestFinished(async () => void (await gateway.stop()));
  const line = await gateway.line((text) => text.startsWith('fedpass serves supergraph.graphql at '));
  const url = line.split(' ').at(-1) ?? '';
  const { data, errors } = await ask(url, '{ book { title price } }', { authorization: 'Bearer mine' });
  expect(errors ?? []).toEqual([]);
  expect(data).toEqual({ book: { title: 'Ulysses', price: 12 } });
  expect([...one.authorizations, ...two.authorizations]).toEqual([undefined, undefined]);
  expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
  expect((await gateway.stop()).status).toBe(0);
});
