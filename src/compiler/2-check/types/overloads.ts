import { type Applicable, applicable, type Failure } from './applicability.ts';
import { compareCandidates } from './better-member.ts';
import type { Binding } from './binding.ts';
import type { BoundArgument, Candidate } from './bound.ts';
import { classChain, isReferenceSubtype } from './hierarchy.ts';
import { isInterface, sameType, substitute, substitution, type Type } from './type.ts';

/** What overload resolution found (C# standard §12.6.4). */
export type Resolution =
  | { readonly kind: 'best'; readonly best: Applicable }
  | { readonly kind: 'ambiguous'; readonly first: Applicable; readonly second: Applicable }
  | { readonly kind: 'none'; readonly failures: readonly { readonly candidate: Candidate; readonly failure: Failure }[] };

/** Picks the member that a call means. The arguments of an extension method begin with its receiver. */
export function resolveOverload(
  binding: Binding,
  candidates: readonly Candidate[],
  args: readonly BoundArgument[],
  typeArgs: readonly Type[] | undefined,
): Resolution {
  const fits: Applicable[] = [];
  const failures: { candidate: Candidate; failure: Failure }[] = [];
  for (const candidate of withoutHidden(binding, candidates)) {
    const result = applicable(binding, candidate, args, typeArgs);
    if (result.kind === 'applicable') fits.push(...result.forms);
    else failures.push({ candidate, failure: result.failure });
  }
  if (fits.length === 0) return { kind: 'none', failures };
  return pick(binding, mostDerived(binding, fits), args);
}

function pick(binding: Binding, fits: readonly Applicable[], args: readonly BoundArgument[]): Resolution {
  for (const one of fits)
    if (fits.every((other) => other === one || compareCandidates(binding, one, other, args) > 0)) return { kind: 'best', best: one };
  // Name two that nothing else beats.
  const unbeaten = fits.filter((one) => fits.every((other) => other === one || compareCandidates(binding, other, one, args) <= 0));
  const [first, second] = unbeaten.length > 1 ? unbeaten : fits;
  return first !== undefined && second !== undefined
    ? { kind: 'ambiguous', first, second }
    : first !== undefined
      ? { kind: 'best', best: first }
      : { kind: 'none', failures: [] };
}

/** A member of a derived class hides one with the same parameters in its base. */
function withoutHidden(binding: Binding, candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  return candidates.filter(
    (one) => !candidates.some((other) => other !== one && isDerived(binding, other.owner, one.owner) && sameParameters(one, other)),
  );
}

/** If a member of a class applies, those of its base classes are out of the race, however well they fit. */
function mostDerived(binding: Binding, fits: readonly Applicable[]): readonly Applicable[] {
  return fits.filter((one) => !fits.some((other) => isDerived(binding, other.candidate.owner, one.candidate.owner)));
}

function isDerived(binding: Binding, type: Type, base: Type): boolean {
  if (sameType(type, base)) return false;
  if (isInterface(type)) return isReferenceSubtype(binding.library, type, base);
  return classChain(binding.library, type)
    .slice(1)
    .some((found) => sameType(found, base));
}

function sameParameters(a: Candidate, b: Candidate): boolean {
  if (a.method.params.length !== b.method.params.length || a.method.typeParams.length !== b.method.typeParams.length) return false;
  const byA = substitution(a.owner.definition.typeParams, a.owner.args);
  const names = substitution(b.method.typeParams, a.method.typeParams);
  const byB = new Map([...substitution(b.owner.definition.typeParams, b.owner.args), ...names]);
  return a.method.params.every((param, i) => {
    const other = b.method.params[i];
    return other !== undefined && param.mode === other.mode && sameType(substitute(param.type, byA), substitute(other.type, byB));
  });
}
