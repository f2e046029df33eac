import { arrayType, netType, type RuntimeType, runtimeType, type Typed } from './runtime-type.ts';
import { Box, elementType, NetException } from './values.ts';

const objectType = runtimeType('System.Object');
const stringType = runtimeType('System.String');
const booleanType = runtimeType('System.Boolean', false);
const int32Type = runtimeType('System.Int32', 0);
const byteArrayType = arrayType(runtimeType('System.Byte', 0));
const delegateType = runtimeType('System.Delegate');

/** True when a value says its own .NET type. */
export const isTyped = (value: object): value is Typed => netType in value;

/** The .NET type of a value that stands as `object` (so never a bare long, decimal or enum: those come in a {@link Box}). */
export function typeOf(value: {} | boolean | string | number): RuntimeType {
  switch (typeof value) {
    case 'string':
      return stringType;
    case 'boolean':
      return booleanType;
    case 'number':
      return int32Type;
    case 'function':
      return isTyped(value) ? value[netType] : delegateType;
    default:
  }
  if (value instanceof Box) return value.type;
  if (value instanceof Uint8Array) return byteArrayType;
  if (Array.isArray(value)) return arrayType(elementOf(value));
  if (typeof value === 'object' && isTyped(value)) return value[netType];
  if (value instanceof NetException) return runtimeType(value.typeName);
  return objectType;
}

/** The element type of a .NET array other than `byte[]`; `object` for a plain JavaScript array that nobody marked. */
export function elementOf(items: readonly unknown[]): RuntimeType {
  const marked = (items as { readonly [elementType]?: RuntimeType })[elementType];
  return marked ?? objectType;
}
