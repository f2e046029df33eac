import { compare } from '../compare.ts';
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
});

function underlying(type: Type | null): Type | null {
  if (type === null) argumentNull('nullableType');
  const [of] = type.type.args;
  return type.type.name === 'System.Nullable`1' && of !== undefined ? new Type(of) : null;
}

/** Orders nulls first. */
function compareNullable(a: unknown, b: unknown): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return compare(a, b);
}

export const Nullables_ = dotnetType('static class System.Nullable', 'Compares values that may be null.', {
  compare: member(
    'static int Compare<T>(T? n1, T? n2) where T : struct',
    (type: RuntimeType, a: unknown, b: unknown) => compareNullable(boxAs(type, a), boxAs(type, b)),
    'The order of two values; null comes first.',
    typed,
  ),
  equals: member(
    'static bool Equals<T>(T? n1, T? n2) where T : struct',
    (type: RuntimeType, a: unknown, b: unknown) => equals(boxAs(type, a), boxAs(type, b)),
    'Whether two values are the same.',
    typed,
  ),
  getUnderlyingType: member(
    'static Type GetUnderlyingType(Type nullableType)',
    underlying,
    'The type that a `T?` may be null of, or null.',
  ),
});
