import type { Applicable } from './applicability.ts';
import type { Binding } from './binding.ts';
import type { Bound, BoundArgument } from './bound.ts';
import { implicit } from './conversion.ts';
import { invokeOf } from './definition.ts';
import { inferredReturn } from './lambda-reading.ts';
import { isDelegate, type Special, sameType, specialOf, type Type, underlying } from './type.ts';

/** Positive when `a` is the better function member, negative when `b` is, 0 when neither (C# standard §12.6.4.3). */
export function compareCandidates(binding: Binding, a: Applicable, b: Applicable, args: readonly BoundArgument[]): number {
  let better = 0;
  for (const [i, arg] of args.entries()) {
    const [x, y] = [a.places[i], b.places[i]];
    if (x === undefined || y === undefined) continue;
    const verdict = betterConversion(binding, arg.value, x.type, y.type);
    if (verdict === 0) continue;
    if (better !== 0 && better !== verdict) return 0;
    better = verdict;
  }
  if (better !== 0) return better;
  const identical = args.every((_, i) => sameType(a.places[i]?.type ?? { kind: 'error' }, b.places[i]?.type ?? { kind: 'void' }));
  return identical ? tieBreak(a, b, args.length) : fewestDefaults(a, b, args.length);
}

/** What decides between members whose parameter types are the same (C# standard §12.6.4.3, tie-breaking rules). */
function tieBreak(a: Applicable, b: Applicable, count: number): number {
  const [genericA, genericB] = [a.candidate.method.typeParams.length > 0, b.candidate.method.typeParams.length > 0];
  if (genericA !== genericB) return genericA ? -1 : 1;
  if (a.expanded !== b.expanded) return a.expanded ? -1 : 1;
  if (a.expanded && a.params.length !== b.params.length) return a.params.length > b.params.length ? 1 : -1;
  const [allA, allB] = [usesAll(a, count), usesAll(b, count)];
  if (allA !== allB) return allA ? 1 : -1;
  return moreSpecific(a, b);
}

/** Members with other parameter types: the one that needs no expansion, then the one that needs no defaults, as Roslyn has it. */
function fewestDefaults(a: Applicable, b: Applicable, count: number): number {
  const [usedA, usedB] = [parametersUsed(a, count), parametersUsed(b, count)];
  if (usedA === usedB) return 0;
  if (a.expanded !== b.expanded) return a.expanded ? -1 : 1;
  return usedA === count ? 1 : usedB === count ? -1 : 0;
}

const parametersUsed = (candidate: Applicable, count: number): number =>
  candidate.expanded ? Math.max(count, candidate.params.length - 1) : candidate.params.length;

const usesAll = (candidate: Applicable, count: number): boolean => candidate.params.length <= count || candidate.expanded;

/** The member whose declared parameter types say more: `List<T>` says more than `T`. */
function moreSpecific(a: Applicable, b: Applicable): number {
  let verdict = 0;
  for (const [i, place] of a.places.entries()) {
    const x = a.candidate.method.params[place.parameter]?.type;
    const y = b.candidate.method.params[b.places[i]?.parameter ?? 0]?.type;
    if (x === undefined || y === undefined) continue;
    const one = specificity(x, y);
    if (one === 0) continue;
    if (verdict !== 0 && verdict !== one) return 0;
    verdict = one;
  }
  return verdict;
}

function specificity(x: Type, y: Type): number {
  const [openX, openY] = [x.kind === 'parameter', y.kind === 'parameter'];
  if (openX !== openY) return openX ? -1 : 1;
  if (x.kind === 'array' && y.kind === 'array') return specificity(x.element, y.element);
  if (x.kind === 'nullable' && y.kind === 'nullable') return specificity(x.of, y.of);
  if (x.kind !== 'named' || y.kind !== 'named' || x.definition !== y.definition) return 0;
  let verdict = 0;
  for (const [i, arg] of x.args.entries()) {
    const other = y.args[i];
    const one = other === undefined ? 0 : specificity(arg, other);
    if (one === 0) continue;
    if (verdict !== 0 && verdict !== one) return 0;
    verdict = one;
  }
  return verdict;
}

/** Positive when converting `value` to `a` is better than to `b`. */
export function betterConversion(binding: Binding, value: Bound, a: Type, b: Type): number {
  if (sameType(a, b)) return 0;
  const [exactA, exactB] = [matchesExactly(value, a), matchesExactly(value, b)];
  if (exactA !== exactB) return exactA ? 1 : -1;
  if (value.kind === 'tuple' && a.kind === 'tuple' && b.kind === 'tuple') {
    const verdicts = value.elements.map((element, i) => {
      const [x, y] = [a.elements[i], b.elements[i]];
      return x === undefined || y === undefined ? 0 : betterConversion(binding, element, x.type, y.type);
    });
    if (verdicts.some((v) => v > 0) && verdicts.every((v) => v >= 0)) return 1;
    if (verdicts.some((v) => v < 0) && verdicts.every((v) => v <= 0)) return -1;
  }
  return betterTarget(binding, a, b);
}

function matchesExactly(value: Bound, type: Type): boolean {
  if (value.kind === 'unbound-lambda') {
    const invoke = isDelegate(type) ? invokeOf(type) : undefined;
    if (invoke === undefined || invoke.returns.kind === 'void') return false;
    const returns = inferredReturn(
      value,
      invoke.params.map((param) => param.type),
    );
    return returns !== undefined && sameType(returns, invoke.returns);
  }
  return value.type.kind !== 'none' && sameType(value.type, type);
}

const signed: readonly Special[] = ['sbyte', 'short', 'int', 'long'];
const beatenBy: Readonly<Partial<Record<Special, readonly Special[]>>> = {
  sbyte: ['byte', 'ushort', 'uint', 'ulong'],
  short: ['ushort', 'uint', 'ulong'],
  int: ['uint', 'ulong'],
  long: ['ulong'],
};

/** Positive when `a` is the better conversion target (C# standard §12.6.4.6). */
export function betterTarget(binding: Binding, a: Type, b: Type): number {
  const { library } = binding;
  const [toB, toA] = [implicit(library, a, b) !== undefined, implicit(library, b, a) !== undefined];
  if (toB !== toA) return toB ? 1 : -1;
  if (isDelegate(a) && isDelegate(b)) {
    const [x, y] = [invokeOf(a)?.returns, invokeOf(b)?.returns];
    if (x !== undefined && y !== undefined && !sameType(x, y)) {
      if (y.kind === 'void') return 1;
      if (x.kind === 'void') return -1;
      return betterTarget(binding, x, y);
    }
  }
  const [x, y] = [specialOf(underlying(a)), specialOf(underlying(b))];
  if (x === undefined || y === undefined) return 0;
  if (signed.includes(x) && beatenBy[x]?.includes(y)) return 1;
  if (signed.includes(y) && beatenBy[y]?.includes(x)) return -1;
  return 0;
}
