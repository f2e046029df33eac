import type { Bound, DeconstructPart, Local } from '../../2-check/types/bound.ts';
import { childrenOf } from '../../2-check/types/children.ts';

/** The variables that an expression declares: in patterns, `out` arguments and deconstructions. Lambdas keep their own. */
export function localsOf(value: Bound): Local[] {
  const found = new Set<Local>();
  collect(value, found);
  return [...found];
}

function collect(node: Bound, found: Set<Local>): void {
  if (node.kind === 'is' && 'local' in node.pattern && node.pattern.local !== undefined) found.add(node.pattern.local);
  if (node.kind === 'reference' && node.target.kind === 'local' && declaresHere(node.target)) found.add(node.target.local);
  if (node.kind === 'deconstruct') collectParts(node.parts, found);
  for (const child of childrenOf(node)) collect(child, found);
}

/** An `out` argument that declares its variable stands exactly where the variable's name stands. */
const declaresHere = (target: Bound & { readonly kind: 'local' }): boolean =>
  target.local.kind === 'variable' && target.span.start === target.local.span.start && target.span.end === target.local.span.end;

function collectParts(parts: readonly DeconstructPart[], found: Set<Local>): void {
  for (const part of parts) {
    if (part.kind === 'nested') collectParts(part.parts, found);
    else if (part.kind === 'target' && part.target.kind === 'local' && declaresHere(part.target)) found.add(part.target.local);
  }
}
