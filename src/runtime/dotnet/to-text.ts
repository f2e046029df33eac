import { doubleText, singleText } from './format/number-format.ts';
import { type RuntimeType, typeText } from './runtime-type.ts';
import { typeOf } from './type-of.ts';
import { Box } from './values.ts';

/** The name of an enum's value; a combination of bits as `A, B`; the number where there is no name. */
export function enumText(value: number, type: RuntimeType): string {
  const names = type.enumNames;
  const name = names?.get(value);
  if (name !== undefined || names === undefined || type.enumFlags !== true) return name ?? String(value);
  let rest = value;
  const found: string[] = [];
  for (const [bits, bitName] of [...names].sort(([a], [b]) => b - a)) {
    if (bits === 0 || (rest & bits) !== bits) continue;
    rest &= ~bits;
    found.unshift(bitName);
  }
  return rest === 0 && found.length > 0 ? found.join(', ') : String(value);
}

function numberText(value: number, type: RuntimeType): string {
  if (type.enumNames !== undefined) return enumText(value, type);
  switch (type.name) {
    case 'System.Char':
      return String.fromCharCode(value);
    case 'System.Double':
      return doubleText(value);
    case 'System.Single':
      return singleText(value);
    default:
      return String(value);
  }
}

/**
 * `value.ToString()` with the invariant culture, and the empty string for null. `type` is the static type of a value that is not
 * boxed: without it a number is an int.
 */
export function toText(value: unknown, type?: RuntimeType): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return type === undefined ? String(value) : numberText(value, type);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    case 'object':
      if (value === null) return '';
      if (value instanceof Box) return toText(value.value, value.type);
      return hasOwnText(value) ? value.toString() : typeText(typeOf(value));
    default:
      return value === undefined ? '' : typeText(typeOf(value));
  }
}

/** Values of ours define `toString()` as .NET does; arrays and plain objects print their type. */
const hasOwnText = (value: object): boolean =>
  !Array.isArray(value) && !(value instanceof Uint8Array) && value.toString !== Object.prototype.toString;
