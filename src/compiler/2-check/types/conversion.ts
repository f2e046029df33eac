import { isInterfaceReachable } from './explicit-reference.ts';
import { isReferenceSubtype, superTypes } from './hierarchy.ts';
import type { Library } from './library.ts';
import type { ConversionOperator } from './member.ts';
import { isNumeric, isWidening } from './numeric.ts';
import {
  isEnum,
  isInterface,
  isNonNullableValueType,
  isNull,
  isObject,
  isOpen,
  isReferenceType,
  isValueType,
  type NamedType,
  type Special,
  sameType,
  specialOf,
  type Type,
} from './type.ts';

/** How a value of one type becomes one of another (C# standard §10). */
export type Conversion =
  | { readonly kind: 'identity' }
  /** Between numeric types, `char` and the underlying types of enums. */
  | { readonly kind: 'numeric'; readonly from: Special; readonly to: Special; readonly implicit: boolean }
  /** A constant that fits; the value is already in the target's form. */
  | { readonly kind: 'constant' }
  | { readonly kind: 'null' }
  | { readonly kind: 'default' }
  | { readonly kind: 'boxing' }
  | { readonly kind: 'unboxing' }
  | { readonly kind: 'up' }
  | { readonly kind: 'down' }
  /** `T` to `U?`. */
  | { readonly kind: 'wrap'; readonly inner: Conversion }
  /** `T?` to `U?`, null staying null. */
  | { readonly kind: 'lift'; readonly inner: Conversion }
  /** `T?` to `U`, which throws on null. */
  | { readonly kind: 'unwrap'; readonly inner: Conversion }
  | UserConversion
  | { readonly kind: 'tuple'; readonly elements: readonly Conversion[] }
  | { readonly kind: 'lambda' }
  | { readonly kind: 'method-group' }
  | { readonly kind: 'throw' }
  /** To or from something whose type is not known. */
  | { readonly kind: 'open' };

/** Through an operator of one of the two types, with standard conversions before and after it. */
export interface UserConversion {
  readonly kind: 'user';
  readonly operator: ConversionOperator;
  readonly before: Conversion;
  readonly after: Conversion;
  /** The operator's types with the type arguments put in. */
  readonly from: Type;
  readonly to: Type;
  /** Null passes by the operator: `T?` to `U?` through an operator on `T`. */
  readonly lifted: boolean;
}

export const identity: Conversion = { kind: 'identity' };
const open: Conversion = { kind: 'open' };
const up: Conversion = { kind: 'up' };
const down: Conversion = { kind: 'down' };

/** The underlying type of an enum's values. */
export function underlyingOfEnum(library: Library, type: NamedType): Special {
  const [base] = type.definition.declaration.bases;
  const written = base === undefined ? undefined : specialOf(library.resolve(base, [], type.definition.fullName));
  return written ?? 'int';
}

/** The numeric type whose values `type` holds: itself, or the underlying type of an enum. */
export function numericForm(library: Library, type: Type): Special | undefined {
  if (isEnum(type)) return underlyingOfEnum(library, type);
  const special = specialOf(type);
  return isNumeric(special) ? special : undefined;
}

/** The standard implicit conversion between types, if there is one: no operators, no constants. */
export function standardImplicit(library: Library, from: Type, to: Type): Conversion | undefined {
  if (isOpen(from) || isOpen(to)) return open;
  if (sameType(from, to)) return identity;
  if (to.kind === 'void' || from.kind === 'void') return undefined;
  if (isNull(from)) return isReferenceType(to) || to.kind === 'nullable' ? { kind: 'null' } : undefined;
  if (from.kind === 'none' || to.kind === 'none') return undefined;
  if (from.kind === 'nullable' && to.kind === 'nullable') {
    const inner = standardImplicit(library, from.of, to.of);
    return inner !== undefined && isValueConversion(inner) ? { kind: 'lift', inner } : undefined;
  }
  if (to.kind === 'nullable' && isNonNullableValueType(from)) {
    const inner = standardImplicit(library, from, to.of);
    return inner !== undefined && isValueConversion(inner) ? { kind: 'wrap', inner } : undefined;
  }
  const [a, b] = [specialOf(from), specialOf(to)];
  if (a !== undefined && b !== undefined && isWidening(a, b)) return { kind: 'numeric', from: a, to: b, implicit: true };
  if (from.kind === 'tuple' && to.kind === 'tuple') return tupleConversion(from.elements, to.elements, (x, y) => implicit(library, x, y));
  if (isValueType(from) || from.kind === 'parameter') return boxes(library, from, to) ? { kind: 'boxing' } : undefined;
  return isReferenceType(from) && isReferenceType(to) && isReferenceSubtype(library, from, to) ? up : undefined;
}

const isValueConversion = (conversion: Conversion): boolean =>
  conversion.kind === 'identity' || conversion.kind === 'numeric' || conversion.kind === 'tuple';

function boxes(library: Library, from: Type, to: Type): boolean {
  if (!isReferenceType(to)) return false;
  if (isObject(to)) return true;
  const value = from.kind === 'nullable' ? from.of : from;
  return superTypes(library, value).some((base) => sameType(base, to) || (isInterface(base) && isReferenceSubtype(library, base, to)));
}

function tupleConversion(
  from: readonly { readonly type: Type }[],
  to: readonly { readonly type: Type }[],
  convert: (from: Type, to: Type) => Conversion | undefined,
): Conversion | undefined {
  if (from.length !== to.length) return undefined;
  const elements: Conversion[] = [];
  for (const [i, element] of from.entries()) {
    const other = to[i];
    const conversion = other === undefined ? undefined : convert(element.type, other.type);
    if (conversion === undefined) return undefined;
    elements.push(conversion);
  }
  return elements.every((conversion) => conversion.kind === 'identity') ? identity : { kind: 'tuple', elements };
}

/** The standard explicit conversions, beyond the implicit ones. */
export function standardExplicit(library: Library, from: Type, to: Type): Conversion | undefined {
  const implicitly = standardImplicit(library, from, to);
  if (implicitly !== undefined) return implicitly;
  if (from.kind === 'none' || to.kind === 'none' || from.kind === 'void' || to.kind === 'void') return undefined;
  if (from.kind === 'nullable' && to.kind === 'nullable') {
    const inner = standardExplicit(library, from.of, to.of);
    return inner === undefined ? undefined : { kind: 'lift', inner };
  }
  if (to.kind === 'nullable' && isNonNullableValueType(from)) {
    const inner = standardExplicit(library, from, to.of);
    return inner === undefined ? undefined : { kind: 'wrap', inner };
  }
  if (from.kind === 'nullable' && isNonNullableValueType(to)) {
    const inner = standardExplicit(library, from.of, to);
    return inner === undefined ? undefined : { kind: 'unwrap', inner };
  }
  const [a, b] = [numericForm(library, from), numericForm(library, to)];
  if (a !== undefined && b !== undefined) return a === b ? identityOfBits(a) : { kind: 'numeric', from: a, to: b, implicit: false };
  if (from.kind === 'tuple' && to.kind === 'tuple') return tupleConversion(from.elements, to.elements, (x, y) => explicit(library, x, y));
  if (isReferenceType(from) && (isValueType(to) || to.kind === 'parameter'))
    return unboxes(library, from, to) ? { kind: 'unboxing' } : undefined;
  if (isReferenceType(from) && isReferenceType(to))
    return isReferenceSubtype(library, to, from) || isInterfaceReachable(library, from, to) ? down : undefined;
  return undefined;
}

/** Between an enum and its underlying type, or between enums: the same bits. */
const identityOfBits = (special: Special): Conversion => ({ kind: 'numeric', from: special, to: special, implicit: false });

function unboxes(library: Library, from: Type, to: Type): boolean {
  return isObject(from) || boxes(library, to, from) || (to.kind === 'parameter' && isInterface(from));
}

/** User-defined conversions are found in their own file; they need the standard ones, and the elements of tuples need them. */
type Finder = (library: Library, from: Type, to: Type, implicitOnly: boolean) => Conversion | undefined;

import { userConversion } from './user-conversion.ts';

const findUser: Finder = userConversion;

/** The implicit conversion between types, operators included. */
export function implicit(library: Library, from: Type, to: Type): Conversion | undefined {
  return standardImplicit(library, from, to) ?? findUser(library, from, to, true);
}

/** Any conversion a cast may ask for. */
export function explicit(library: Library, from: Type, to: Type): Conversion | undefined {
  return standardExplicit(library, from, to) ?? findUser(library, from, to, false);
}

export const isImplicitlyConvertible = (library: Library, from: Type, to: Type): boolean => implicit(library, from, to) !== undefined;
