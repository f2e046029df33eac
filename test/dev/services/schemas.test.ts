import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';

const root = new URL('../../../subgraphs/', import.meta.url);
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  // The others are no federation schemas: test/dev/kinds.test.ts.
  .filter((name) => name !== 'github' && name !== 'support');

const subgraph = (name: string) => ({
  name,
  url: `http://${name}.example.com/graphql`,
  typeDefs: parse(readFileSync(new URL(`${name}/schema.graphql`, root), 'utf8')),
});

describe('the federation schemas of the example project', () => {
  test('are three', () => expect(names).toEqual(['billing', 'crm', 'projects']));

  test('compose, without hints', () => {
    const result = composeServices(names.map(subgraph));
    expect(result.errors).toBeUndefined();
    expect(result.hints?.map(String)).toEqual([]);
  });

  test('answer the sample query, which needs each of them', () => {
    const sample = parse(readFileSync(new URL('sample.graphql', root), 'utf8'));
    const errorsOf = (some: readonly string[]): readonly unknown[] => {
      const { schema, errors } = composeServices(some.map(subgraph));
      if (schema === undefined) throw new AggregateError(errors ?? []);
      return validate(schema.toAPISchema().toGraphQLJSSchema(), sample);
    };
    expect(errorsOf(names)).toEqual([]);
    for (const left of names) expect(errorsOf(names.filter((name) => name !== left))).not.toEqual([]);
  });
});
