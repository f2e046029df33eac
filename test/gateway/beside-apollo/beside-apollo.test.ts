import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../../src/gateway/2-plan/compose.ts';
import { ask, limits, openGateway, schemaOf, type TestGateway } from '../support/gateway.ts';
import { openSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import type { Asked, FederatedGraph } from './graph.ts';
import { abstractTypes } from './graphs/abstract-types.ts';
import { firstVersion } from './graphs/first-version.ts';
import { interfaceObjects } from './graphs/interface-objects.ts';
import { mergedTypes } from './graphs/merged-types.ts';
import { missingEntities } from './graphs/missing-entities.ts';
import { nestedProvides } from './graphs/nested-provides.ts';
import { parentKeys } from './graphs/parent-keys.ts';
import { reachedInterfaceObjects } from './graphs/reached-interface-objects.ts';
import { requires } from './graphs/requires.ts';
import { sharedRoots } from './graphs/shared-roots.ts';
import { randomQuery } from './random-operation.ts';

const graphs: readonly FederatedGraph[] = [
  missingEntities,
  nestedProvides,
  abstractTypes,
  interfaceObjects,
  reachedInterfaceObjects,
  requires,
  sharedRoots,
  parentKeys,
  mergedTypes,
  firstVersion,
];
const queries = 25;
const roomy = {
  ...limits,
  queryTokens: 15_000,
  operation: { depth: 20, aliases: 1_000, rootFields: 100, directives: 500, cost: 1_000_000 },
};

/** An answer, and what was sent to which service for it. */
interface Answered {
  readonly data: unknown;
  readonly errors: boolean;
  readonly sent: readonly string[];
}

describe.each(graphs)('$about', ({ services, asked }) => {
  let subgraphs: readonly TestSubgraph[] = [];
  let gateway: TestGateway;
  let apollo: ApolloServer;
  let schema: GraphQLSchema;

  beforeAll(async () => {
    subgraphs = await Promise.all(services.map(({ name, sdl, resolvers }) => openSubgraph(name, sdl, resolvers)));
    gateway = await openGateway(subgraphs, { limits: roomy });
    const source = schemaOf(subgraphs);
    if (source.kind !== 'subgraphs') throw new Error('test services are composed');
    const loaded = new ApolloGateway({ supergraphSdl: compose(source.subgraphs).sdl });
    apollo = new ApolloServer({ gateway: loaded });
    await apollo.start();
    if (loaded.schema === undefined) throw new Error('Apollo’s gateway loaded no schema');
    schema = loaded.schema;
  });
  afterAll(() => Promise.all([apollo.stop(), gateway.close(), ...subgraphs.map((each) => each.close())]));

  /** What was sent while something was done, whichever came first. */
  async function sentDuring(answered: () => Promise<Omit<Answered, 'sent'>>): Promise<Answered> {
    for (const { received } of subgraphs) received.length = 0;
    const answer = await answered();
    const sent = subgraphs.flatMap(({ name, received }) => received.map(({ body }) => `${name} ${operationIn(body)}`)).sort();
    return { ...answer, sent };
  }

  const here = (query: string, variables: Asked['variables'] = {}): Promise<Answered> =>
    sentDuring(async () => {
      const { data, errors } = await ask(gateway, query, { variables });
      return { data, errors: errors.length > 0 };
    });

  const there = (query: string, variables: Asked['variables'] = {}): Promise<Answered> =>
    sentDuring(async () => {
      const { body } = await apollo.executeOperation({ query, variables: { ...variables } });
      if (body.kind !== 'single') throw new Error('Apollo’s gateway answered in parts');
      const { data, errors } = JSON.parse(JSON.stringify(body.singleResult)) as { data?: unknown; errors?: unknown };
      return { data, errors: errors !== undefined };
    });

  it.each(asked)('answers $query', async ({ query, variables, data, errors = false, calls }) => {
    const answer = await here(query, variables);
    expect({ data: answer.data, errors: answer.errors }).toEqual({ data, errors });
    if (calls !== undefined) expect(answer.sent.map((line) => line.split(' ')[0])).toEqual(calls);
    expect(answer).toEqual(await there(query, variables));
  });

  it(`answers ${queries} random queries as Apollo's gateway does, with the same calls`, { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= queries; seed++) {
      const query = randomQuery(schema, seed);
      expect(validate(schema, parse(query)), query).toEqual([]);
      expect(await here(query), query).toEqual(await there(query));
    }
  });
});

/** The operation and its variables; what else stands in a body is for the log of the service. */
function operationIn(body: string): string {
  const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: object };
  return JSON.stringify([query, variables]);
}
