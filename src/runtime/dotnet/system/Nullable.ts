import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argumentNull } from '../failures.ts';
import { hash } from '../hash.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { boxAs } from '../support/boxing.ts';
import { toText } from '../to-text.ts';
import { Type } from './Type.ts';

const typed = { typeArgs: true } as const;

/** Members of `T?`. The receiver may be null: that is what they are for. */
export const Nullable_ = dotnetType('struct System.Nullable<T> where T : struct', 'A value type that may be null.', {
  getValueOrDefault: member(
    'T GetValueOrDefault()',
    <T>(type: RuntimeType, value: T | null): T => value ?? (type.zero as T),
    'The value, or the default of its type.',
    typed,
  ),
  getValueOr: member(
    'T GetValueOrDefault(T defaultValue)',
    <T>(value: T | null, other: T): T => value ?? other,
    'The value, or another one.',
  ),
  toString: member(
    'string ToString()',
    (type: RuntimeType, value: unknown) => toText(value, type),
    'The text of the value, or nothing.',
    typed,
  ),
  equals: member(
    'bool Equals(object other)',
    (type: RuntimeType, value: unknown, other: unknown) => equals(boxAs(type, value), other),
    'Whether another value is the same; null is the same as null.',
    typed,
  ),
  getHashCode: member(
    'int GetHashCode()',
    (value: unknown) => (value === null ? 0 : hash(value)),
    'The hash code of the value, 0 for null.',
  ),
  getUnderlyingType: member(
    'static Type GetUnderlyingType(Type nullableType)',
    underlying,
    'The type that a `T?` may be null of, or null.',
  ),
});

function underlying(type: Type | null): Type | null {
  if (type === null) argumentNull('nullableType');
  const [of] = type.type.args;
  return type.type.name === 'System.Nullable`1' && of !== undefined ? new Type(of) : null;
}
