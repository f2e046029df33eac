import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompositionFailure } from '../../src/gateway/2-plan/composition-failure.ts';
import { readSupergraph } from '../../src/gateway/2-plan/supergraph.ts';
import { ask, openGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let sdl = '';

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  const services = [people, books].map(({ name, url, sdl: text }) => ({ name, url, typeDefs: parse(text) }));
  sdl = composeServices(services).supergraphSdl ?? '';
});
afterAll(() => Promise.all([people.close(), books.close()]));

describe('a supergraph that was composed elsewhere', () => {
  it('is served as it is', async () => {
    const gateway = await openGateway([], { schema: { kind: 'supergraph', sdl, file: 'supergraph.graphql' } });
    const answer = await ask(gateway, '{ me { name books { title } } }', { headers: { authorization: 'Bearer client' } });
    expect(answer.data).toEqual({ me: { name: 'Ada', books: [{ title: 'Notes' }] } });
    for (const { received } of [people, books]) expect(received.at(-1)?.headers).not.toHaveProperty('authorization');
    await gateway.close();
  });

  it('names its subgraphs and their URLs', () => {
    expect(readSupergraph(sdl, 'supergraph.graphql').subgraphs).toMatchObject([
      { name: 'books', url: books.url, forwardHeaders: { kind: 'named', names: [] } },
      { name: 'people', url: people.url, forwardHeaders: { kind: 'named', names: [] } },
    ]);
  });

  it.each([
    ['is no GraphQL', () => '{{', 'INVALID_GRAPHQL', 'Syntax Error'],
    ['is a plain schema', () => 'type Query { a: Int }', 'INVALID_SUPERGRAPH', 'join__Graph'],
    ['has a subgraph without a URL', () => sdl.replace(people.url, ''), 'INVALID_SUPERGRAPH', 'URL of subgraph `people`'],
  ])('that %s is refused', (_what, text, code, message) => {
    const read = () => readSupergraph(text(), 'supergraph.graphql');
    expect(read).toThrow(CompositionFailure);
    try {
      read();
    } catch (error) {
      expect((error as CompositionFailure).findings).toMatchObject([
        { code, message: expect.stringContaining(message), places: [{ file: 'supergraph.graphql', line: 1 }] },
      ]);
    }
  });
});
