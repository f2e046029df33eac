import { arrayFrom } from '../collections/arrays.ts';
import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, argumentNull, overflow } from '../failures.ts';
import { enumFormat } from '../format/enum-format.ts';
import { type RuntimeType, sameType, typeText } from '../runtime-type.ts';
import { enumText } from '../to-text.ts';
import { STRING } from '../types.ts';
import { Box, type Ref } from '../values.ts';
import type { Type } from './Type.ts';

type Text = string | null;

const mustBeEnum = (param = 'enumType'): never => argument('Type provided must be an Enum.', param);

function enumOf(type: Type | null): RuntimeType {
  if (type === null) argumentNull('enumType');
  return type.type.enumNames === undefined ? mustBeEnum() : type.type;
}

/** Names and values in the order of the unsigned values, which is how .NET lists them. */
const sorted = (type: RuntimeType): (readonly [value: number, name: string])[] =>
  [...(type.enumNames ?? new Map<number, string>())].sort(([a], [b]) => (a >>> 0) - (b >>> 0));

/** What a text is as a value of an enum: one name, several with commas, or a number. */
type Reading =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'overflow' };

function read(type: RuntimeType, text: string, ignoreCase: boolean): Reading {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (/^[-+]?\d+$/.test(trimmed)) {
    const value = Number(trimmed);
    return Math.abs(value) > 2147483648 ? { kind: 'overflow' } : { kind: 'value', value };
  }
  const fold = (name: string): string => (ignoreCase ? name.toLowerCase() : name);
  const names = new Map([...(type.enumNames ?? [])].map(([value, name]) => [fold(name), value]));
  let sum = 0;
  for (const part of trimmed.split(',')) {
    const value = names.get(fold(part.trim()));
    if (value === undefined) return { kind: 'unknown' };
    sum |= value;
  }
  return { kind: 'value', value: sum };
}

function parse(type: RuntimeType, text: Text, ignoreCase: boolean): number {
  if (type.enumNames === undefined) mustBeEnum();
  if (text === null) argumentNull('value');
  const reading = read(type, text, ignoreCase);
  switch (reading.kind) {
    case 'value':
      return reading.value;
    case 'empty':
      return argument('Must specify valid information for parsing in the string.', 'value');
    case 'overflow':
      return overflow('Value was either too large or too small for an Int32.');
    default:
      return argument(`Requested value '${text}' was not found.`);
  }
}

function tryParse(type: RuntimeType, text: Text, ignoreCase: boolean, result: Ref<number>): boolean {
  if (type.enumNames === undefined) mustBeEnum();
  const reading = text === null ? undefined : read(type, text, ignoreCase);
  result.value = reading?.kind === 'value' ? reading.value : 0;
  return reading?.kind === 'value';
}

const boxed = (type: RuntimeType, value: number): Box => new Box(type, value);

/** The number of an enum value or of an integer held as object. */
function numberOf(value: unknown): number {
  if (value === null) argumentNull('value');
  const inner = value instanceof Box ? value.value : value;
  return typeof inner === 'bigint' || typeof inner === 'number'
    ? Number(inner)
    : argument('The value passed in must be an enum base or an underlying type for an enum, such as an Int32.', 'value');
}

function isDefined(type: Type | null, value: unknown): boolean {
  const of = enumOf(type);
  if (typeof value === 'string') return sorted(of).some(([, name]) => name === value);
  return of.enumNames?.has(numberOf(value)) ?? false;
}

const typeName = (type: RuntimeType): string => typeText(type);

function hasFlag(value: Box, flag: Box | null): boolean {
  if (flag === null) argumentNull('flag');
  if (!sameType(value.type, flag.type))
    argument(`The argument type, '${typeName(flag.type)}', is not the same as the enum type '${typeName(value.type)}'.`);
  return (Number(value.value) & Number(flag.value)) === Number(flag.value);
}

function compareTo(value: Box, other: unknown): number {
  if (other === null) return 1;
  if (!(other instanceof Box) || !sameType(value.type, other.type)) return argument('Object must be the same type as the enum.');
  return Math.sign(Number(value.value) - Number(other.value));
}

const generic = { typeArgs: true } as const;

export const Enum_ = dotnetType('abstract class System.Enum : ValueType, IComparable, IFormattable', 'What all enums have.', {
  parse: member(
    'static object Parse(Type enumType, string value)',
    (type: Type | null, text: Text) => boxed(enumOf(type), parse(enumOf(type), text, false)),
    'The value of a name.',
  ),
  parseCase: member(
    'static object Parse(Type enumType, string value, bool ignoreCase)',
    (type: Type | null, text: Text, ignoreCase: boolean) => boxed(enumOf(type), parse(enumOf(type), text, ignoreCase)),
    'The value of a name.',
  ),
  parseAs: member(
    'static TEnum Parse<TEnum>(string value) where TEnum : struct',
    <T>(type: RuntimeType, text: Text) => parse(type, text, false) as T,
    'The value of a name.',
    generic,
  ),
  parseAsCase: member(
    'static TEnum Parse<TEnum>(string value, bool ignoreCase) where TEnum : struct',
    <T>(type: RuntimeType, text: Text, ignoreCase: boolean) => parse(type, text, ignoreCase) as T,
    'The value of a name.',
    generic,
  ),
  tryParse: member(
    'static bool TryParse<TEnum>(string value, out TEnum result) where TEnum : struct',
    (type: RuntimeType, text: Text, result: Ref<number>) => tryParse(type, text, false, result),
    'The value of a name, if it is one.',
    generic,
  ),
  tryParseCase: member(
    'static bool TryParse<TEnum>(string value, bool ignoreCase, out TEnum result) where TEnum : struct',
    tryParse,
    'The value of a name, if it is one.',
    generic,
  ),
  getNames: member(
    'static string[] GetNames(Type enumType)',
    (type: Type | null) =>
      arrayFrom(
        STRING,
        sorted(enumOf(type)).map(([, name]) => name),
      ),
    'The names of an enum.',
  ),
  getValues: member(
    'static Array GetValues(Type enumType)',
    (type: Type | null) =>
      arrayFrom(
        enumOf(type),
        sorted(enumOf(type)).map(([value]) => value),
      ),
    'The values of an enum.',
  ),
  getName: member(
    'static string GetName(Type enumType, object value)',
    (type: Type | null, value: unknown) => enumOf(type).enumNames?.get(numberOf(value)) ?? null,
    'The name of a value, or null.',
  ),
  isDefined: member('static bool IsDefined(Type enumType, object value)', isDefined, 'Whether a value or a name belongs to an enum.'),
  toObject: member(
    'static object ToObject(Type enumType, object value)',
    (type: Type | null, value: unknown) => boxed(enumOf(type), numberOf(value)),
    'A number as value of an enum.',
  ),
  format: member(
    'static string Format(Type enumType, object value, string format)',
    (type: Type | null, value: unknown, format: Text) => enumFormat(numberOf(value), enumOf(type), format ?? argumentNull('format')),
    'A value in a format: G, F, D or X.',
  ),
  hasFlag: member('bool HasFlag(Enum flag)', hasFlag, 'Whether all bits of another value are set.'),
  compareTo: member('int CompareTo(object target)', compareTo, 'Orders this value and another of its enum.'),
  equals: member(
    'bool Equals(object obj)',
    (value: Box, other: unknown) => equals(value, other),
    'Whether a value is the same one of the same enum.',
  ),
  getHashCode: member('int GetHashCode()', (value: Box) => Number(value.value), 'The number of the value.'),
  toString: member('string ToString()', (value: Box) => enumText(Number(value.value), value.type), 'The name of the value, or its number.'),
  toStringFormat: member(
    'string ToString(string format)',
    (value: Box, format: Text) => enumFormat(Number(value.value), value.type, format === null || format === '' ? 'G' : format),
    'The value in a format: G, F, D or X.',
  ),
});
