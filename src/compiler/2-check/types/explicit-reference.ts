import { superTypes } from './hierarchy.ts';
import type { Library } from './library.ts';
import { isDelegate, isInterface, isReferenceType, type NamedType, sameType, type Type } from './type.ts';

/**
 * Explicit reference conversions that are not along derivation (C# standard §10.3.5): an object of the one type might still be of
 * the other, so the cast is checked at run time.
 */
export function isInterfaceReachable(library: Library, from: Type, to: Type): boolean {
  if (isInterface(from) && isInterface(to)) return true;
  if (isInterface(to)) return from.kind === 'array' ? arrayAsList(library, from, to) : !isSealed(from);
  if (isInterface(from)) return to.kind === 'array' ? arrayAsList(library, to, from) : !isSealed(to);
  if (from.kind === 'array' && to.kind === 'array')
    return (
      from.rank === to.rank &&
      isReferenceType(from.element) &&
      isReferenceType(to.element) &&
      (isInterfaceReachable(library, from.element, to.element) || derives(library, to.element, from.element))
    );
  return delegatesMeet(library, from, to);
}

const delegatesMeet = (library: Library, from: Type, to: Type): boolean =>
  isDelegate(from) && isDelegate(to) && from.definition === to.definition && variant(library, from, to);

const isSealed = (type: Type): boolean =>
  type.kind === 'array' || type.kind === 'anonymous' || (type.kind === 'named' && type.definition.special === 'string') || isDelegate(type);

const derives = (library: Library, type: Type, base: Type): boolean => superTypes(library, type).some((found) => sameType(found, base));

/** `T[]` and `IList<U>` are apart unless their elements could meet. */
function arrayAsList(library: Library, array: Type, list: NamedType): boolean {
  const [element] = list.args;
  if (array.kind !== 'array' || element === undefined) return list.args.length === 0;
  return superTypes(library, array).some((base) => base.kind === 'named' && base.definition === list.definition) &&
    isReferenceType(element) &&
    isReferenceType(array.element)
    ? derives(library, element, array.element) ||
        derives(library, array.element, element) ||
        isInterface(element) ||
        isInterface(array.element)
    : false;
}

const variant = (library: Library, from: NamedType, to: NamedType): boolean =>
  from.args.every((arg, i) => {
    const other = to.args[i];
    return (
      other !== undefined &&
      (sameType(arg, other) ||
        (isReferenceType(arg) && isReferenceType(other) && (derives(library, arg, other) || derives(library, other, arg))))
    );
  });
