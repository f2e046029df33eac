import { compare } from '../compare.ts';
import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { formatValue } from '../format/format-value.ts';
import { Box } from '../values.ts';

/** Interfaces of simple values. A value type comes to them in its box, and compares with what stands in no box. */

const plain = (value: unknown): unknown => (value instanceof Box ? value.value : value);

export const IComparable_ = dotnetType('interface System.IComparable', 'What has an order.', {
  compareTo: member(
    'int CompareTo(object obj)',
    (value: unknown, other: unknown) => compare(value, other),
    'Orders this value and another of its type.',
  ),
});

export const IComparableOf_ = dotnetType('interface System.IComparable<T>', 'What can be ordered with a type.', {
  compareTo: member(
    'int CompareTo(T other)',
    (value: unknown, other: unknown) => compare(plain(value), plain(other)),
    'Orders this value and another.',
  ),
});

export const IEquatable_ = dotnetType('interface System.IEquatable<T>', 'What can be equal to a type.', {
  equals: member('bool Equals(T other)', (value: unknown, other: unknown) => equals(plain(value), plain(other)), 'Whether both are equal.'),
});

export const IFormattable_ = dotnetType('interface System.IFormattable', 'What has formats.', {
  toString: member(
    'string ToString(string format, IFormatProvider formatProvider)',
    (value: unknown, format: string | null, _provider: unknown) => formatValue(value, format),
    'The value in a format.',
  ),
});
