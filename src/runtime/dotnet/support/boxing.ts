import { isAssignable, isInstance } from '../is-instance.ts';
import { type RuntimeType, sameType, typeText } from '../runtime-type.ts';
import { typeOf } from '../type-of.ts';
import { BOOLEAN, INT32 } from '../types.ts';
import { Box, deref, NetException } from '../values.ts';

const bareTypes: ReadonlySet<string> = new Set(['System.Int32', 'System.Boolean', 'System.String']);

/** A value type as `object`. Not for int, bool and string, which stay bare. */
export const box = (type: RuntimeType, value: unknown): Box => new Box(type, value);

/** `T?` as `object`: null, or the boxed value. */
export const boxNullable = (type: RuntimeType, value: unknown): Box | null => (value === null ? null : new Box(type, value));

/** A value whose type only a type parameter knows, as `object`. */
export function boxAs(type: RuntimeType, value: unknown): unknown {
  if (value === null || bareTypes.has(type.name)) return value;
  const isValueType = type.zero !== null || type.enumNames !== undefined;
  return isValueType ? new Box(type, value) : value;
}

function cannotCast(value: unknown, type: RuntimeType): never {
  const from = typeText(typeOf(value));
  throw new NetException('System.InvalidCastException', `Unable to cast object of type '${from}' to type '${typeText(type)}'.`);
}

/** `(int)value` of an object. */
export function unboxInt(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Box && value.type.enumNames !== undefined && typeof value.value === 'number') return value.value;
  return cannotCast(deref(value), INT32);
}

/** `(bool)value` of an object. */
export const unboxBool = (value: unknown): boolean => (typeof value === 'boolean' ? value : cannotCast(deref(value), BOOLEAN));

/** `(T)value` of an object, for a value type: its very type, or an enum for the numbers under it. */
export function unbox<T>(type: RuntimeType, value: unknown): T {
  if (value instanceof Box) {
    const fits = sameType(value.type, type) || (value.type.enumNames !== undefined && type.enumNames !== undefined);
    if (fits) return value.value as T;
  }
  if (type.enumNames !== undefined && typeof value === 'number') return value as T;
  return bareTypes.has(type.name) ? unboxBare<T>(type, value) : cannotCast(deref(value), type);
}

function unboxBare<T>(type: RuntimeType, value: unknown): T {
  return isInstance(value, type) ? (value as T) : cannotCast(deref(value), type);
}

/** `(T?)value` of an object. */
export const unboxNullable = <T>(type: RuntimeType, value: unknown): T | null => (value === null ? null : unbox<T>(type, value));

/** `(T)value` for a type parameter, which may be any type. */
export function unboxAs(type: RuntimeType, value: unknown): unknown {
  if (type.zero !== null || type.enumNames !== undefined) return unbox(type, value);
  if (value === null || isAssignable(typeOf(value), type)) return value;
  return cannotCast(value, type);
}

/** `==` of two objects. A boxed number is a new object each time, so bare ints and bools are never the same one. */
export const sameReference = (a: unknown, b: unknown): boolean => a === b && typeof a !== 'number' && typeof a !== 'boolean';
