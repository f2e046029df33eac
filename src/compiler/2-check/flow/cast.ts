import { isReferenceSubtype } from '../types/hierarchy.ts';
import type { Library } from '../types/library.ts';
import { isInterface, isObject, isReferenceType, isValueType, sameType, specialOf, type Type, underlying } from '../types/type.ts';

/** Whether an object that holds an `actual` can be cast to `target`. When in doubt, it can. */
export function canHold(library: Library, actual: Type, target: Type): boolean {
  const from = underlying(actual);
  const to = underlying(target);
  if (isObject(from) || isObject(to) || isInterface(from) || isInterface(to) || sameType(from, to)) return true;
  if (from.kind === 'parameter' || to.kind === 'parameter' || isOpenType(from) || isOpenType(to)) return true;
  // Unboxing takes the very type that was boxed (C# standard §10.3.7).
  if (isValueType(from) || isValueType(to) || specialOf(from) === 'string' || specialOf(to) === 'string') return false;
  if (!isReferenceType(from) || !isReferenceType(to)) return true;
  return isReferenceSubtype(library, from, to) || isReferenceSubtype(library, to, from);
}

const isOpenType = ({ kind }: Type): boolean => kind === 'error' || kind === 'unknown' || kind === 'none' || kind === 'void';
