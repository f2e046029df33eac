import type { Bound, BoundBody, DeconstructPart, Local } from './bound.ts';
import { visitBody } from './visit.ts';

/** The variables that a local function's body assigns anywhere: a call of it counts as assigning them. */
export function assignedIn(body: BoundBody): ReadonlySet<Local> {
  const found = new Set<Local>();
  visitBody(body, (node) => {
    if ((node.kind === 'assign' || node.kind === 'update') && node.target.kind === 'local') found.add(node.target.local);
    else if (node.kind === 'reference' && node.mode === 'out' && node.target.kind === 'local') found.add(node.target.local);
    else if (node.kind === 'deconstruct') addParts(node.parts, found);
  });
  return found;
}

function addParts(parts: readonly DeconstructPart[], found: Set<Local>): void {
  for (const part of parts) {
    if (part.kind === 'target' && part.target.kind === 'local') found.add(part.target.local);
    else if (part.kind === 'nested') addParts(part.parts, found);
  }
}

/** The variables that a body reads and does not declare itself. */
export function outerReads(body: BoundBody): ReadonlySet<Local> {
  const reads = new Set<Local>();
  const own = new Set<Local>();
  visitBody(
    body,
    (node: Bound) => {
      if (node.kind === 'local') reads.add(node.local);
    },
    (statement) => {
      if (statement.kind === 'block') for (const local of statement.locals) own.add(local);
      else if (statement.kind === 'declare') own.add(statement.local);
    },
  );
  return new Set([...reads].filter((local) => !own.has(local)));
}
