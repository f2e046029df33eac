import { expect, it } from 'vitest';
import { defaultGraph, defaultLimits } from '../../src/config/defaults.ts';
import { graph } from '../../src/config/schema/graph.ts';
import { limits } from '../../src/config/schema/limits.ts';

it('a gateway without a configuration has the limits of an empty one', () => {
  expect(defaultLimits()).toStrictEqual(limits.parse({}));
});

it('and asks of the graph what an empty one does', () => {
  expect(defaultGraph()).toStrictEqual(graph.parse({}));
});
