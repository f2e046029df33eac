import type { Host } from '../../../host.ts';
import { argumentNull, invalidCast } from '../../failures.ts';
import { isAssignable } from '../../is-instance.ts';
import { type RuntimeType, typeText } from '../../runtime-type.ts';
import { typeOf } from '../../type-of.ts';
import { Box } from '../../values.ts';
import type { Type } from '../Type.ts';
import { type Conversion, convertObject } from './conversion.ts';
import * as numbers from './number-conversions.ts';
import { objectToDateTime, objectToString, toChar } from './text-conversions.ts';

const targets: ReadonlyMap<string, Conversion<unknown>> = new Map<string, Conversion<unknown>>([
  ['System.Boolean', numbers.toBoolean],
  ['System.SByte', numbers.toSByte],
  ['System.Byte', numbers.toByte],
  ['System.Int16', numbers.toInt16],
  ['System.UInt16', numbers.toUInt16],
  ['System.Int32', numbers.toInt32],
  ['System.UInt32', numbers.toUInt32],
  ['System.Int64', numbers.toInt64],
  ['System.UInt64', numbers.toUInt64],
  ['System.Single', numbers.toSingle],
  ['System.Double', numbers.toDouble],
  ['System.Decimal', numbers.toDecimal],
  ['System.Char', toChar],
]);

/** Types whose values stay bare as objects. */
const bare: ReadonlySet<string> = new Set(['System.Boolean', 'System.Int32']);

/** A value of a simple type as an object. */
export const boxed = (type: RuntimeType, value: unknown): unknown => (bare.has(type.name) ? value : new Box(type, value));

/** Converts an object to a simple type; undefined when the type is none. The result is not boxed. */
export function convertTo(host: Host, value: unknown, type: RuntimeType): { readonly value: unknown } | undefined {
  const conversion = targets.get(type.name);
  if (conversion !== undefined) return { value: convertObject(value, conversion) };
  if (type.name === 'System.DateTime') return { value: objectToDateTime(host, value) };
  return type.name === 'System.String' ? { value: objectToString(value) } : undefined;
}

/** `Convert.ChangeType(value, type)`. */
export function changeType(host: Host, value: unknown, target: Type | null): unknown {
  if (target === null) argumentNull('conversionType');
  const { type } = target;
  if (value === null) return type.zero === null ? null : invalidCast('Null object cannot be converted to a value type.');
  const converted = convertTo(host, value, type);
  if (converted !== undefined) return type.name === 'System.String' ? converted.value : boxed(type, converted.value);
  if (isAssignable(typeOf(value), type)) return value;
  return invalidCast(`Invalid cast from '${typeText(typeOf(value))}' to '${typeText(type)}'.`);
}
