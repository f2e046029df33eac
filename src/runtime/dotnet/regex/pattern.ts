import type { CharSet } from './characters/char-set.ts';

/** Where a position must be. `bol` and `eol` are `^` and `$` with RegexOptions.Multiline, `endZ` is `$` without. */
export type Anchor =
  | 'beginning'
  | 'bol'
  | 'start'
  | 'end'
  | 'endZ'
  | 'eol'
  | 'boundary'
  | 'nonBoundary'
  | 'ecmaBoundary'
  | 'ecmaNonBoundary';

/**
 * What a pattern means, with its options applied: case is folded into the sets, white space and comments are gone, options hold
 * nowhere any more. Groups are numbered by their place in {@link Pattern.groups}.
 */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly branches: readonly Node[] }
  | { readonly kind: 'loop'; readonly body: Node; readonly min: number; readonly max: number; readonly lazy: boolean }
  /** `group` is where the capture goes, `released` the group whose last capture it takes away (`(?<group-released>…)`). */
  | { readonly kind: 'capture'; readonly body: Node; readonly group: number | undefined; readonly released: number | undefined }
  | { readonly kind: 'atomic'; readonly body: Node }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: Node }
  | { readonly kind: 'reference'; readonly group: number; readonly ignoreCase: boolean; readonly emptyIfUnset: boolean }
  | { readonly kind: 'ifGroup'; readonly group: number; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'ifMatch'; readonly condition: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'anchor'; readonly at: Anchor };

/** A group of a pattern: its number as written or counted, and its name, which is the number for groups without one. */
export interface GroupName {
  readonly number: number;
  readonly name: string;
}

export interface Pattern {
  readonly body: Node;
  /** In ascending order of numbers; the first is the whole match. */
  readonly groups: readonly GroupName[];
  readonly rightToLeft: boolean;
}

/** Without an upper limit. */
export const endless = Number.POSITIVE_INFINITY;

export const empty: Node = { kind: 'empty' };

/** Several nodes one after the other, as few as possible. */
export function sequence(items: readonly Node[]): Node {
  const flat = items.flatMap((item) => (item.kind === 'sequence' ? item.items : item.kind === 'empty' ? [] : [item]));
  const [only] = flat;
  return only === undefined ? empty : flat.length === 1 ? only : { kind: 'sequence', items: flat };
}

/** Alternatives in the order in which they are tried. */
export function choice(branches: readonly Node[]): Node {
  const [only = empty] = branches;
  return branches.length <= 1 ? only : { kind: 'choice', branches };
}

/** A node again and again. Endless loops of endless loops over one set are one loop, as in .NET: else their turns could be counted in many ways. */
export function repeat(body: Node, min: number, max: number, lazy: boolean): Node {
  if (max === 0) return empty;
  if (min === 1 && max === 1) return body;
  const nested = body.kind === 'loop' && body.body.kind === 'set' && body.lazy === lazy && body.min <= 1;
  if (nested && max === endless && min <= 1 && (body.max === endless || body.max === 1)) return { ...body, min: min * body.min, max };
  return { kind: 'loop', body, min, max, lazy };
}
