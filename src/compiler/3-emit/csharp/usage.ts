import type { Bound, BoundBody, DeconstructPart, Local } from '../../2-check/types/bound.ts';
import { visitBody } from '../../2-check/types/visit.ts';

/** What happens to the locals of one body, functions inside it included. */
export interface Usage {
  /** Written after their declaration. */
  readonly written: ReadonlySet<Local>;
  /** Handed on by `ref` or `out`: they live in a `Ref`. */
  readonly shared: ReadonlySet<Local>;
  /** Used by a function inside the one that declares them. */
  readonly captured: ReadonlySet<Local>;
}

export function usageOf(body: BoundBody): Usage {
  const written = new Set<Local>();
  const shared = new Set<Local>();
  visitBody(body, (node) => {
    if ((node.kind === 'assign' || node.kind === 'update') && rootLocal(node.target) !== undefined)
      written.add(rootLocal(node.target) as Local);
    else if (node.kind === 'reference') {
      const local = rootLocal(node.target);
      if (local === undefined) return;
      written.add(local);
      if (node.target.kind === 'local') shared.add(local);
    } else if (node.kind === 'deconstruct') for (const local of targetsOf(node.parts)) written.add(local);
  });
  return { written, shared, captured: capturedIn(body) };
}

/** The local that a write to part of a struct ends in: `t.Item1 = 5` writes `t`. */
function rootLocal(target: Bound): Local | undefined {
  if (target.kind === 'local') return target.local;
  return target.kind === 'tuple-item' ? rootLocal(target.tuple) : undefined;
}

function targetsOf(parts: readonly DeconstructPart[]): Local[] {
  return parts.flatMap((part) => {
    if (part.kind === 'nested') return targetsOf(part.parts);
    const local = part.kind === 'target' ? rootLocal(part.target) : undefined;
    return local === undefined ? [] : [local];
  });
}

function capturedIn(body: BoundBody): ReadonlySet<Local> {
  const captured = new Set<Local>();
  const bodies: BoundBody[] = [body];
  for (let each = bodies.pop(); each !== undefined; each = bodies.pop()) {
    const inside: BoundBody[] = [];
    visitBody(
      each,
      (node) => {
        if (node.kind === 'lambda') inside.push(node.body);
      },
      (statement) => {
        if (statement.kind === 'function') inside.push(statement.body);
      },
    );
    for (const inner of inside) for (const local of readsOf(inner)) captured.add(local);
  }
  return captured;
}

/** Everything a body reads; what it declares itself is harmlessly among it. */
function readsOf(body: BoundBody): Set<Local> {
  const reads = new Set<Local>();
  visitBody(body, (node) => {
    if (node.kind === 'local') reads.add(node.local);
  });
  return reads;
}
