import type { Host } from '../../host.ts';
import { castObject } from '../cast.ts';
import { invalidCast } from '../failures.ts';
import { isInstance } from '../is-instance.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { convertTo } from '../system/convert/change-type.ts';
import { typeOf } from '../type-of.ts';
import { netType } from '../values.ts';
import { JTOKEN, type JToken, JValue } from './token.ts';

/** Interfaces that a value is asked for, not its token. */
const ofValues: ReadonlySet<string> = new Set(['System.IComparable', 'System.IFormattable']);

const underlyingOf = (type: RuntimeType): RuntimeType => (type.name === 'System.Nullable`1' ? (type.args[0] ?? type) : type);

/**
 * `token.Value<T>()`: the token itself where it is a `T`, else its value by `Convert.ChangeType`; null gives the default. A container
 * that is no `T` is an InvalidCastException. The result is not boxed unless `T` is object.
 */
export function castToken(host: Host, type: RuntimeType, token: JToken | null): unknown {
  if (token === null) return type.zero;
  if (isInstance(token, type) && !ofValues.has(type.name)) return token;
  if (!(token instanceof JValue)) return invalidCast(`Cannot cast ${typeText(token[netType])} to ${typeText(JTOKEN)}.`);
  const { value } = token;
  if (isInstance(value, type)) return castObject(value, type);
  if (value === null || value === undefined) {
    if (type.zero === null) return null;
    return invalidCast('Null object cannot be converted to a value type.');
  }
  const target = underlyingOf(type);
  if (!isConvertible(value)) return invalidCast('Object must implement IConvertible.');
  const converted = convertTo(host, value, target);
  return converted === undefined
    ? invalidCast(`Invalid cast from '${typeText(typeOf(value))}' to '${typeText(target)}'.`)
    : converted.value;
}

const strangers: ReadonlySet<string> = new Set([
  'System.DateTimeOffset',
  'System.Guid',
  'System.TimeSpan',
  'System.Uri',
  'System.Numerics.BigInteger',
]);

const isConvertible = (value: unknown): boolean => !(value instanceof Uint8Array) && !strangers.has(typeOf(value).name);
