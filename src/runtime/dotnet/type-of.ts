import type { RuntimeType } from './runtime-type.ts';
import { runtimeType } from './runtime-type.ts';
import { arrayOf, BOOLEAN, BYTE, INT32, INT64, OBJECT, STRING } from './types.ts';
import { Box, elementMark, NetException, netType, type Typed } from './values.ts';

const byteArray = arrayOf(BYTE);
const delegate = runtimeType('System.Delegate');
const enumerable = runtimeType('System.Collections.Generic.IEnumerable`1', null, [OBJECT]);

export const isTyped = (value: object): value is Typed => netType in value;

/** `GetType()` of an `object`. The value is not null. */
export function typeOf(value: unknown): RuntimeType {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'boolean':
      return BOOLEAN;
    case 'number':
      return INT32;
    case 'bigint':
      return INT64;
    case 'function':
      return delegate;
    default:
      return typeof value === 'object' && value !== null ? typeOfObject(value) : OBJECT;
  }
}

function typeOfObject(value: object): RuntimeType {
  if (value instanceof Box) return value.type;
  if (isTyped(value)) return value[netType];
  if (Array.isArray(value)) return arrayOf(elementMark(value) ?? OBJECT);
  if (value instanceof Uint8Array) return byteArray;
  if (value instanceof NetException) return runtimeType(value.typeName);
  return Symbol.iterator in value ? enumerable : OBJECT;
}
