import type { Host } from '../../host.ts';
import { argument } from '../failures.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { Box, NetException } from '../values.ts';
import * as targets from './explicit-conversions.ts';
import { explicit, explicitOrNull, type Target } from './explicit-conversions.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { readAs } from './read-as.ts';
import { type JToken, JValue } from './token.ts';

const byType: ReadonlyMap<string, Target<unknown>> = new Map<string, Target<unknown>>([
  ['System.Boolean', targets.toBooleanTarget],
  ['System.SByte', targets.toSByteTarget],
  ['System.Byte', targets.toByteTarget],
  ['System.Int16', targets.toInt16Target],
  ['System.UInt16', targets.toUInt16Target],
  ['System.Int32', targets.toInt32Target],
  ['System.UInt32', targets.toUInt32Target],
  ['System.Int64', targets.toInt64Target],
  ['System.UInt64', targets.toUInt64Target],
  ['System.Single', targets.toSingleTarget],
  ['System.Double', targets.toDoubleTarget],
  ['System.Decimal', targets.toDecimalTarget],
  ['System.Char', targets.toCharTarget],
  ['System.DateTime', targets.toDateTimeTarget],
  ['System.DateTimeOffset', targets.toDateTimeOffsetTarget],
  ['System.Guid', targets.toGuidTarget],
  ['System.TimeSpan', targets.toTimeSpanTarget],
]);

/** `token.ToObject<T>()`: simple types by the explicit conversions, all others as the serializer reads them. */
export function toObject(host: Host, type: RuntimeType, token: JToken): unknown {
  const nullable = type.name === 'System.Nullable`1' ? type.args[0] : undefined;
  const plain = nullable ?? type;
  if (plain.enumNames !== undefined) {
    const found = enumOf(host, plain, token);
    if (found !== undefined) return found;
  }
  if (type.name === 'System.String') return explicitOrNull(host, token, targets.toTextTarget);
  if (type.name === 'System.Uri') return explicitOrNull(host, token, targets.toUriTarget);
  const target = byType.get(plain.name);
  if (target !== undefined) return nullable === undefined ? explicit(host, token, target) : explicitOrNull(host, token, target);
  return readAs({ host, from: 'tree' }, type, token);
}

/** Undefined when the token is neither a text nor an integer. */
function enumOf(host: Host, type: RuntimeType, token: JToken): unknown {
  if (!(token instanceof JValue)) return undefined;
  if (token.type === kinds.Integer) return Number(token.value instanceof Box ? token.value.value : token.value);
  if (token.type !== kinds.String) return undefined;
  try {
    return readAs({ host, from: 'tree' }, type, token);
  } catch (error) {
    if (!(error instanceof NetException)) throw error;
    return argument(`Could not convert '${token.toString()}' to ${typeText(type).replace(/^.*\./, '')}.`);
  }
}
