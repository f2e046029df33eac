import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { graphSchema } from '../../../src/gateway/2-plan/graph-schema.ts';

const graph = () => graphSchema(buildSchema('type Query { me: String }'));

it('a document is parsed and held against the schema once for each text', () => {
  const { read } = graph();
  const first = read('{ you }');
  expect(read('{ you }')).toBe(first);
  expect(first?.faults().map(({ message }) => message)).toEqual(['Cannot query field "you" on type "Query".']);
  expect(first?.faults()).toBe(first?.faults());
  expect(read('{ me }')?.faults()).toEqual([]);
});

it('what one schema allows says nothing of another', () => {
  const text = '{ you }';
  expect(graph().read(text)?.faults()).toHaveLength(1);
  expect(graphSchema(buildSchema('type Query { you: String }')).read(text)?.faults()).toEqual([]);
});

it.each([
  ['is none', '{'],
  ['has too many tokens', `{ ${'me '.repeat(20_001)} }`],
  ['nests deeper than can be parsed', '{ me '.repeat(6_000)],
])('nothing is made of a text that %s', (_what, text) => {
  expect(graph().read(text)).toBeUndefined();
});
