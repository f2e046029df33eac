import type { Source } from '../../diagnostics/source.ts';
import { includedBy } from './project/uses.ts';

/** The documents of a project, by their path below the policies folder without `.xml`. */
export interface ProjectTexts {
  /** Undefined where there is no such document. */
  sourceOf(name: string): Source | undefined;
  /** The names of all that there are. */
  readonly names: ReadonlySet<string>;
  /** Ids of all fragments. */
  readonly fragments: readonly string[];
}

/**
 * The documents that what is found in a document may follow from beside its own text: the fragments that it includes, in depth, and those that
 * run around it. Read off the text, so that asking needs no parser; where that does not tell which fragments are meant, all of them are.
 */
export function neighboursOf(name: string | undefined, source: Source, { sourceOf, fragments }: ProjectTexts): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  const isFragment = name?.startsWith('fragments/') === true;
  const queue = [source];
  const add = (other: string): void => {
    const neighbour = other === name || found.has(other) ? undefined : sourceOf(other);
    if (neighbour === undefined) return;
    found.set(other, neighbour);
    queue.push(neighbour);
  };
  if (!isFragment) for (const other of ['subgraphs', 'global']) add(other);
  for (const one of queue) for (const id of includedBy(one.text) ?? fragments) add(`fragments/${id}`);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
