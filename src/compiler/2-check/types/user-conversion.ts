import { type Conversion, standardExplicit, standardImplicit, type UserConversion } from './conversion.ts';
import type { Definition } from './definition.ts';
import { classChain } from './hierarchy.ts';
import type { Library } from './library.ts';
import type { ConversionOperator } from './member.ts';
import { isInterface, nullable, sameType, substitute, substitution, type Type, underlying } from './type.ts';

/** An operator with its types as they stand on the constructed type it was found in. */
interface Found {
  readonly operator: ConversionOperator;
  readonly from: Type;
  readonly to: Type;
  readonly lifted: boolean;
}

/**
 * The user-defined conversion between two types (C# standard §10.5.4, §10.5.5): among the operators of both types and their base
 * classes, the one from the most specific source to the most specific target. Undefined when there is none, or no best.
 */
export function userConversion(library: Library, from: Type, to: Type, implicitOnly: boolean): Conversion | undefined {
  if (from.kind === 'none' || to.kind === 'none' || isInterface(from) || isInterface(to)) return undefined;
  const reaches = implicitOnly ? encompasses : eitherWay;
  const fits = operatorsOf(library, from, to)
    .filter(({ operator }) => operator.implicit || !implicitOnly)
    .filter((found) => reaches(library, from, found.from) && reaches(library, found.to, to));
  if (fits.length === 0) return undefined;
  const source = mostSpecificSource(library, fits, from);
  const target = mostSpecificTarget(library, fits, to);
  if (source === undefined || target === undefined) return undefined;
  const best = fits.filter((found) => sameType(found.from, source) && sameType(found.to, target));
  const chosen = best.find((found) => !found.lifted) ?? best[0];
  if (chosen === undefined) return undefined;
  const before = standardExplicit(library, from, chosen.from);
  const after = standardExplicit(library, chosen.to, to);
  if (before === undefined || after === undefined) return undefined;
  return {
    kind: 'user',
    operator: chosen.operator,
    before,
    after,
    from: chosen.from,
    to: chosen.to,
    lifted: chosen.lifted,
  } satisfies UserConversion;
}

function operatorsOf(library: Library, from: Type, to: Type): Found[] {
  const found: Found[] = [];
  const lift = from.kind === 'nullable' || to.kind === 'nullable';
  const seen = new Set<Definition>();
  for (const type of [...classChain(library, underlying(from)), ...classChain(library, underlying(to))]) {
    if (type.kind !== 'named' || type.definition.members.conversions.length === 0 || seen.has(type.definition)) continue;
    seen.add(type.definition);
    const by = substitution(type.definition.typeParams, type.args);
    for (const operator of type.definition.members.conversions) {
      const plain = { operator, from: substitute(operator.from, by), to: substitute(operator.to, by), lifted: false };
      found.push(plain);
      if (lift && isLiftable(plain.from) && isLiftable(plain.to))
        found.push({ operator, from: nullable(plain.from), to: nullable(plain.to), lifted: true });
    }
  }
  return found;
}

const isLiftable = (type: Type): boolean =>
  (type.kind === 'named' && (type.definition.form === 'struct' || type.definition.form === 'enum')) || type.kind === 'tuple';

/** `a` can stand where `b` is wanted, by a standard implicit conversion. */
const encompasses = (library: Library, a: Type, b: Type): boolean => standardImplicit(library, a, b) !== undefined;

const eitherWay = (library: Library, a: Type, b: Type): boolean => encompasses(library, a, b) || encompasses(library, b, a);

function mostSpecificSource(library: Library, fits: readonly Found[], from: Type): Type | undefined {
  const sources = fits.map((found) => found.from);
  if (sources.some((type) => sameType(type, from))) return from;
  const wider = sources.filter((type) => encompasses(library, from, type));
  return wider.length > 0 ? mostEncompassed(library, wider) : mostEncompassing(library, sources);
}

function mostSpecificTarget(library: Library, fits: readonly Found[], to: Type): Type | undefined {
  const targets = fits.map((found) => found.to);
  if (targets.some((type) => sameType(type, to))) return to;
  const narrower = targets.filter((type) => encompasses(library, type, to));
  return narrower.length > 0 ? mostEncompassing(library, narrower) : mostEncompassed(library, targets);
}

const mostEncompassed = (library: Library, types: readonly Type[]): Type | undefined =>
  types.find((type) => types.every((other) => encompasses(library, type, other)));

const mostEncompassing = (library: Library, types: readonly Type[]): Type | undefined =>
  types.find((type) => types.every((other) => encompasses(library, other, type)));
