import { isInstance } from '../is-instance.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { typeOf } from '../type-of.ts';
import { Box, NetException } from '../values.ts';

/** `(T)value` for a reference type; null is any of them. */
export function cast<T>(type: RuntimeType, value: unknown): T {
  if (value === null || isInstance(value, type)) return value as T;
  const from = typeText(typeOf(value));
  throw new NetException('System.InvalidCastException', `Unable to cast object of type '${from}' to type '${typeText(type)}'.`);
}

/** `(string)value` of an object. */
export function castString(value: unknown): string {
  if (typeof value === 'string' || value === null) return value as string;
  const from = typeText(typeOf(value));
  throw new NetException('System.InvalidCastException', `Unable to cast object of type '${from}' to type 'System.String'.`);
}

/** `value as string`. */
export const asString = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** `value as T` for a reference type. */
export const asType = <T>(type: RuntimeType, value: unknown): T | null => (isInstance(value, type) ? (value as T) : null);

/** `value as T?` for a value type. */
export const asNullable = <T>(type: RuntimeType, value: unknown): T | null => {
  if (!isInstance(value, type)) return null;
  return (value instanceof Box ? value.value : value) as T;
};
