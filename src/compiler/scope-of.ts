import type { DocumentScope } from './2-check/project.ts';

/**
 * The kind of a document, from its path below the policies folder without `.xml`; undefined for a place that means nothing. In a file of its own,
 * so that asking loads no compiler.
 */
export function scopeOf(name: string): DocumentScope | undefined {
  if (name === 'global') return 'global';
  if (name === 'subgraphs') return 'base';
  if (/^subgraphs\/[^/]+$/.test(name)) return 'subgraph';
  if (/^fragments\/[^/]+$/.test(name)) return 'fragment';
  if (/^apis\/[^/]+$/.test(name)) return 'api';
  if (/^resolvers\/[^/]+\/[^/]+$/.test(name)) return 'resolver';
  return undefined;
}
