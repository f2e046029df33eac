import type { Span } from '../diagnostics/span.ts';
import { shownKey } from './scalars/secret-name.ts';

interface Placed {
  /** The whole value; for a map or list from its first to its last character. */
  readonly span: Span;
  /** The key in front of it; in a list, and at the top, the value itself. */
  readonly key: Span;
}

/** A value as it stands in the file, before any reference in it is resolved. */
export type Tree = ScalarTree | MapTree | ListTree;

export interface ScalarTree extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The text as written, without quotes. */
  readonly written: string;
}

export interface MapTree extends Placed {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Tree>;
}

export interface ListTree extends Placed {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

/** The child of a tree, if it has one there. */
export function childOf(tree: Tree | undefined, key: string | number): Tree | undefined {
  if (tree?.kind === 'map') return tree.entries.get(String(key));
  return tree?.kind === 'list' ? tree.items[Number(key)] : undefined;
}

/** The tree at a path, or the nearest one above it; `found` tells which. */
export function follow(tree: Tree, path: readonly PropertyKey[]): { readonly tree: Tree; readonly found: boolean } {
  let here = tree;
  for (const key of path) {
    const next = typeof key === 'symbol' ? undefined : childOf(here, key);
    if (next === undefined) return { tree: here, found: false };
    here = next;
  }
  return { tree: here, found: true };
}

/** Where to point for a value: the value itself if it is a scalar, else its key, since a map may be pages long. */
export const pointAt = (tree: Tree): Span => (tree.kind === 'scalar' && tree.span.end > tree.span.start ? tree.span : tree.key);

/** A path as people write it: `identity.issuers[0].audience`. */
export function dotted(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${shownKey(String(key))}`)).join('');
}
