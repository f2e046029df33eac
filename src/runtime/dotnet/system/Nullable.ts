import { compare } from '../compare.ts';
import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';

export const Nullable_ = dotnetType('static class System.Nullable', 'Compares values that may be null.', {
  compare: member(
    'static int Compare<T>(T? n1, T? n2) where T : struct',
    <T>(a: T | null, b: T | null) => compare(a, b),
    'Orders two values; null comes first.',
  ),
  equals: member(
    'static bool Equals<T>(T? n1, T? n2) where T : struct',
    <T>(a: T | null, b: T | null) => equals(a, b),
    'Whether two values are equal; nulls are.',
  ),
});
