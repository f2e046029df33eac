import { type Ancestry, basesOf, type Definition } from './definition.ts';
import type { Library } from './library.ts';
import { isObject, isReferenceType, type NamedType, sameType, type Type } from './type.ts';

const listInterfaces = ['IList', 'IReadOnlyList', 'ICollection', 'IReadOnlyCollection', 'IEnumerable'] as const;

/** The direct bases of any type: declared ones, and those that arrays and delegates have by the rules of the language. */
export function directBases(library: Library, type: Type): readonly Type[] {
  switch (type.kind) {
    case 'named':
      return basesOf(type);
    case 'array':
      return [
        library.core('System.Array'),
        ...(type.rank === 1 ? listInterfaces.map((name) => library.core(`System.Collections.Generic.${name}\`1`, [type.element])) : []),
      ].filter((base) => base.kind === 'named');
    case 'tuple':
      return [library.core('System.ValueType'), library.core('System.IComparable')];
    case 'parameter':
      return [...(type.bounds ?? []), library.special('object')];
    case 'anonymous':
      return [library.special('object')];
    case 'nullable':
      return [library.core('System.ValueType')];
    default:
      return [];
  }
}

/** All types that `type` derives from or implements, nearest first, itself not included. */
export function superTypes(library: Library, type: Type): readonly Type[] {
  return ancestryOf(library, type)?.superTypes ?? findSuperTypes(library, type);
}

/** `type`, then its base classes up to object. */
export function classChain(library: Library, type: Type): readonly Type[] {
  return ancestryOf(library, type)?.classChain ?? findClassChain(library, type);
}

/** Kept by the definition where there is but one type made from it. */
function ancestryOf(library: Library, type: Type): Ancestry | undefined {
  if (type.kind !== 'named' || type.args.length > 0 || type.definition.typeParams.length > 0) return undefined;
  return type.definition.ancestry(() => ({ superTypes: findSuperTypes(library, type), classChain: findClassChain(library, type) }));
}

function findSuperTypes(library: Library, type: Type): readonly Type[] {
  const found: Type[] = [];
  const pending = [...directBases(library, type)];
  for (let base = pending.shift(); base !== undefined; base = pending.shift()) {
    const next = base;
    if (found.some((known) => sameType(known, next))) continue;
    found.push(base);
    pending.push(...directBases(library, base));
  }
  return found;
}

/** `type` or the first of its super types that is made from `definition`. */
export function asInstanceOf(library: Library, type: Type, definition: Definition): NamedType | undefined {
  if (type.kind === 'named' && type.definition === definition) return type;
  return superTypes(library, type).find((base): base is NamedType => base.kind === 'named' && base.definition === definition);
}

/** All constructed types of a definition that `type` is or implements: more than one where a class is a sequence of two things. */
export function instancesOf(library: Library, type: Type, definition: Definition): NamedType[] {
  return [type, ...superTypes(library, type)].filter((base): base is NamedType => base.kind === 'named' && base.definition === definition);
}

/** The class that `type` derives from, up to object. */
export function baseClass(library: Library, type: Type): Type | undefined {
  return directBases(library, type).find((base) => base.kind === 'named' && base.definition.form === 'class');
}

function findClassChain(library: Library, type: Type): readonly Type[] {
  const chain = [type];
  for (let next = baseClass(library, type); next !== undefined; next = baseClass(library, next)) chain.push(next);
  return chain;
}

/** True when a reference to `from` is one to `to` by derivation, implementation or variance (identity included). */
export function isReferenceSubtype(library: Library, from: Type, to: Type): boolean {
  if (sameType(from, to)) return true;
  if (isObject(to)) return isReferenceType(from) || from.kind === 'parameter';
  if (from.kind === 'array' && to.kind === 'array')
    return (
      from.rank === to.rank &&
      isReferenceType(from.element) &&
      isReferenceType(to.element) &&
      isReferenceSubtype(library, from.element, to.element)
    );
  if (to.kind !== 'named') return false;
  const reaches = (base: Type): boolean =>
    base.kind === 'named' && base.definition === to.definition && (sameType(base, to) || isVariantOf(library, base, to, arrayLike(from)));
  return reaches(from) || superTypes(library, from).some(reaches);
}

/** Arrays hand their own covariance on to `IList<T>` and the like. */
const arrayLike = (from: Type): boolean => from.kind === 'array';

function isVariantOf(library: Library, from: NamedType, to: NamedType, covariant: boolean): boolean {
  return from.definition.typeParams.every((param, i) => {
    const a = from.args[i];
    const b = to.args[i];
    if (a === undefined || b === undefined) return false;
    if (sameType(a, b)) return true;
    if (!isReferenceType(a) || !isReferenceType(b)) return false;
    if (param.variance === 'out' || covariant) return isReferenceSubtype(library, a, b);
    return param.variance === 'in' && isReferenceSubtype(library, b, a);
  });
}

/** The element type of a type that is enumerable, as `foreach` sees it; undefined when it is not. */
export function elementTypeOf(library: Library, type: Type): Type | undefined {
  if (type.kind === 'array') return type.element;
  const enumerable = library.definition('System.Collections.Generic.IEnumerable`1');
  const generic = enumerable === undefined ? undefined : asInstanceOf(library, type, enumerable);
  if (generic !== undefined) return generic.args[0];
  const plain = library.definition('System.Collections.IEnumerable');
  return plain !== undefined && asInstanceOf(library, type, plain) !== undefined ? library.special('object') : undefined;
}
