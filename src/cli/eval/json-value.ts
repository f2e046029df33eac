import { KeyValuePair } from '../../runtime/dotnet/collections/KeyValuePair.ts';
import { formatValue } from '../../runtime/dotnet/format/format-value.ts';
import { JProperty } from '../../runtime/dotnet/json/containers.ts';
import { JToken } from '../../runtime/dotnet/json/token.ts';
import { Uri } from '../../runtime/dotnet/net/uri/value.ts';
import type { RuntimeType } from '../../runtime/dotnet/runtime-type.ts';
import { StringBuilder } from '../../runtime/dotnet/text/string-builder/value.ts';
import { toText } from '../../runtime/dotnet/to-text.ts';
import { typeOf } from '../../runtime/dotnet/type-of.ts';
import { Anonymous } from '../../runtime/dotnet/values/anonymous.ts';
import { DateTime } from '../../runtime/dotnet/values/date-time.ts';
import { DateTimeOffset } from '../../runtime/dotnet/values/date-time-offset.ts';
import { Decimal } from '../../runtime/dotnet/values/decimal.ts';
import { Guid } from '../../runtime/dotnet/values/guid.ts';
import { TimeSpan } from '../../runtime/dotnet/values/time-span.ts';
import { Tuple } from '../../runtime/dotnet/values/tuple.ts';
import { Box } from '../../runtime/dotnet/values.ts';

/** There is no sensible JSON of a value, such as a StringBuilder. */
export const noJson: unique symbol = Symbol('fedpass.noJson');

/**
 * A value of C# as JSON: char as text; int and smaller as number; long as number up to 2^53-1, else as text; double and float as
 * number, with NaN, Infinity and -0 as texts; decimal as text with its scale; times in formats `o` and `c`; byte[] as base64;
 * dictionaries and anonymous objects as objects; tuples and other sequences as arrays. `type` is the static type of what is not boxed.
 */
export function jsonValue(value: unknown, type?: RuntimeType): unknown {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return numberJson(value, type);
    case 'bigint':
      return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value);
    case 'object':
      return objectJson(value);
    default:
      return noJson;
  }
}

function numberJson(value: number, type: RuntimeType | undefined): unknown {
  if (type?.enumNames !== undefined || type?.name === 'System.Char') return toText(value, type);
  if (type?.name === 'System.Double' || type?.name === 'System.Single') {
    if (!Number.isFinite(value)) return String(value);
    return Object.is(value, -0) ? '-0' : value;
  }
  return value;
}

function objectJson(value: object): unknown {
  if (value instanceof Box) return jsonValue(value.value, value.type);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof DateTime || value instanceof DateTimeOffset) return formatValue(value, 'o');
  if (value instanceof TimeSpan) return formatValue(value, 'c');
  if (value instanceof Guid || value instanceof Decimal || value instanceof StringBuilder || value instanceof Uri) return toText(value);
  if (value instanceof Anonymous)
    return Object.fromEntries(value.shape.names.map((name, i) => [name, jsonValue(value.values[i], value.shape.types[i])]));
  if (value instanceof Tuple) return value.items.map((item, i) => jsonValue(item, value.type.args[i]));
  if (value instanceof KeyValuePair)
    return { Key: jsonValue(value.key, value.type.args[0]), Value: jsonValue(value.value, value.type.args[1]) };
  // A property by itself has no JSON of its own; its text is what stands inside an object.
  if (value instanceof JProperty) return parsed(`{${value.toJsonText()}}`);
  if (value instanceof JToken) return parsed(value.toJsonText());
  if (Symbol.iterator in value) return sequenceJson(value as Iterable<unknown>);
  return noJson;
}

function sequenceJson(value: Iterable<unknown>): unknown {
  const { name, args } = typeOf(value);
  if ('key' in value && name.startsWith('System.Linq.'))
    return { Key: jsonValue(value.key, args[0]), items: Array.from(value, (item) => jsonValue(item, args[1])) };
  const isMap = args.length === 2 && name.endsWith('Dictionary`2');
  if (isMap)
    return Object.fromEntries(
      Array.from(value as Iterable<KeyValuePair<unknown, unknown>>, ({ key, value: item }) => [
        toText(key, args[0]),
        jsonValue(item, args[1]),
      ]),
    );
  return Array.from(value, (item) => jsonValue(item, args[0]));
}

/** Comments, constructors and `undefined` are tokens too, and no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return noJson;
  }
}
