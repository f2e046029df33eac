import type { Change } from './difference.ts';
import type { Place, Written } from './world.ts';

/** How far a plan got. */
export interface Applied {
  readonly done: readonly Change[];
  /** What stopped it; nothing after it was done. */
  readonly stopped?: { readonly change: Change; readonly why: Exclude<Written, { readonly kind: 'done' }> };
}

/** Does what a plan says, one after the other, each only if its resource is as it was when the plan was made. */
export async function applyPlan(changes: readonly Change[], place: Place, progress: (change: Change) => void): Promise<Applied> {
  const done: Change[] = [];
  for (const change of changes) {
    const written = await doOne(change, place);
    if (written.kind !== 'done') return { done, stopped: { change, why: written } };
    done.push(change);
    progress(change);
  }
  return { done };
}

function doOne(change: Change, place: Place): Promise<Written> {
  switch (change.kind) {
    case 'make':
      return place.put(change.subject, change.body, undefined);
    case 'change':
      return place.put(change.subject, change.body, change.tag);
    case 'remove':
      return place.remove(change.subject, change.tag);
  }
}
