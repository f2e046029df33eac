import { invalidCast } from './failures.ts';
import { isInstance } from './is-instance.ts';
import { type RuntimeType, typeText } from './runtime-type.ts';
import { typeOf } from './type-of.ts';
import { Box, NetException } from './values.ts';

const bare: ReadonlySet<string> = new Set(['System.Boolean', 'System.Int32']);

/** A value of a known type as `object`: what is no int, bool, string or reference gets its box. */
export function toObject(value: unknown, type: RuntimeType): unknown {
  if (value === null || value === undefined || value instanceof Box) return value;
  if (type.name === 'System.Nullable`1') return type.args[0] === undefined ? value : toObject(value, type.args[0]);
  return type.zero === null || bare.has(type.name) ? value : new Box(type, value);
}

/** `(T)value` for a value held as object; a value type comes out of its box. */
export function castObject(value: unknown, type: RuntimeType): unknown {
  if (value === null || value === undefined) {
    if (type.zero === null) return null;
    throw new NetException('System.NullReferenceException', 'Object reference not set to an instance of an object.');
  }
  if (!isInstance(value, type)) invalidCast(`Unable to cast object of type '${typeText(typeOf(value))}' to type '${typeText(type)}'.`);
  return type.zero === null && type.name !== 'System.Nullable`1' ? value : value instanceof Box ? value.value : value;
}
