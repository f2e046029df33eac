import { createHash } from 'node:crypto';
import type { Change, Difference, Remark } from './difference.ts';
import { nameOf } from './world.ts';

/** What `apply` does, in this order, and nothing else. */
export interface Plan {
  /** A digest of everything in it but secrets: the same text only for the same plan on the same world. */
  readonly id: string;
  readonly changes: readonly Change[];
  /** What is there and in no file, and stays: removing was not asked for. */
  readonly kept: readonly Extract<Change, { kind: 'remove' }>[];
  readonly blocked: readonly Remark[];
  readonly same: number;
  readonly unseen: number;
}

const depth = { provider: 0, connection: 1, 'access policy': 2 } as const;

/**
 * Puts changes in their order: access is taken away first, then everything is made and changed from the outside to the inside, and what is no longer
 * wanted goes last, from the inside to the outside.
 */
export function planOf({ changes, extra, blocked, same, unseen }: Difference, prune: boolean): Plan {
  const removals = prune ? extra : [];
  const closing = removals.filter(({ subject }) => subject.kind === 'access policy');
  const others = removals.filter(({ subject }) => subject.kind !== 'access policy');
  const ordered: readonly Change[] = [
    ...closing,
    ...[...changes].sort((one, other) => depth[one.subject.kind] - depth[other.subject.kind]),
    ...[...others].sort((one, other) => depth[other.subject.kind] - depth[one.subject.kind]),
  ];
  return { id: idOf(ordered), changes: ordered, kept: prune ? [] : extra, blocked, same, unseen };
}

/** Of secrets it knows only that they change: whoever reads the id could try out guesses otherwise. */
function idOf(changes: readonly Change[]): string {
  const told = changes.map((change) => [
    change.kind,
    change.subject.kind,
    nameOf(change.subject),
    'details' in change ? change.details.map(({ name, before, after }) => [name, before ?? null, after ?? null]) : [],
    'tag' in change ? change.tag : '',
  ]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 12);
}
