import { JArray, JObject, JProperty } from '../dotnet/json/containers.ts';
import { JTokenType_ as kinds } from '../dotnet/json/JTokenType.ts';
import { type JToken, JValue } from '../dotnet/json/token.ts';
import { DOUBLE, INT64 } from '../dotnet/types.ts';
import { Box } from '../dotnet/values.ts';
import type { Host } from '../host.ts';

/**
 * A JSON value as a tree of Newtonsoft's. Texts stay texts: unlike what is parsed, they are not looked through for dates. Every value
 * spends the size budget.
 */
export function tokenOfJson(host: Host, value: unknown): JToken {
  host.budget.allocate(8);
  switch (typeof value) {
    case 'string':
      return new JValue(value, kinds.String);
    case 'boolean':
      return new JValue(value, kinds.Boolean);
    case 'number':
      return Number.isSafeInteger(value)
        ? new JValue(new Box(INT64, BigInt(value)), kinds.Integer)
        : new JValue(new Box(DOUBLE, value), kinds.Float);
    case 'object':
      if (value === null) return JValue.null();
      return Array.isArray(value) ? arrayOf(host, value) : objectOf(host, value as Readonly<Record<string, unknown>>);
    default:
      return JValue.null();
  }
}

function arrayOf(host: Host, items: readonly unknown[]): JArray {
  const array = new JArray();
  for (const item of items) array.append(tokenOfJson(host, item));
  return array;
}

function objectOf(host: Host, value: Readonly<Record<string, unknown>>): JObject {
  const object = new JObject();
  for (const [name, inner] of Object.entries(value)) {
    const property = new JProperty(name);
    property.append(tokenOfJson(host, inner));
    object.append(property);
  }
  return object;
}
