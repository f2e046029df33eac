import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { outOfRange } from '../failures.ts';
import { appendRows } from './string-builder/append-rows.ts';
import { changeRows } from './string-builder/change-rows.ts';
import { StringBuilder } from './string-builder/value.ts';

type Text = string | null;

const whole = { host: true } as const;
const usualCapacity = 16;
const largest = 2147483647;

function create(host: Host, text: Text, capacity: number): StringBuilder {
  if (capacity < 0) outOfRange('capacity', "'capacity' must be greater than zero.");
  return new StringBuilder('').append(host.budget, text ?? '');
}

function createPart(host: Host, text: Text, start: number, length: number, capacity: number): StringBuilder {
  if (length < 0) outOfRange('length', "'length' must be non-negative.");
  if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (start > (text ?? '').length - length) outOfRange('length', 'Index and length must refer to a location within the string.');
  return create(host, (text ?? '').slice(start, start + length), capacity);
}

const capacityOf = (builder: StringBuilder): number => Math.max(usualCapacity, builder.length);

export const StringBuilder_ = dotnetType('sealed class System.Text.StringBuilder', 'A text that grows and changes in place.', {
  create: member('StringBuilder()', () => new StringBuilder(''), 'An empty text.'),
  createCapacity: member(
    'StringBuilder(int capacity)',
    (host: Host, capacity: number) => create(host, '', capacity),
    'An empty text.',
    whole,
  ),
  createCapacities: member(
    'StringBuilder(int capacity, int maxCapacity)',
    (host: Host, capacity: number, _most: number) => create(host, '', capacity),
    'An empty text.',
    whole,
  ),
  createText: member('StringBuilder(string value)', (host: Host, text: Text) => create(host, text, 0), 'A text.', whole),
  createTextCapacity: member('StringBuilder(string value, int capacity)', create, 'A text.', whole),
  createPart: member('StringBuilder(string value, int startIndex, int length, int capacity)', createPart, 'A part of a text.', whole),
  ...appendRows,
  ...changeRows,
  length: member('int Length { get; }', (builder: StringBuilder) => builder.length, 'How many characters there are.'),
  get: member('char this[int index] { get; }', (builder: StringBuilder, index: number) => builder.at(index), 'The character at a place.'),
  capacity: member('int Capacity { get; }', capacityOf, 'How many characters there is room for.'),
  setCapacity: member(
    'int Capacity { set; }',
    (builder: StringBuilder, capacity: number) =>
      capacity < builder.length ? outOfRange('value', 'capacity was less than the current size.') : undefined,
    'Makes room.',
  ),
  maxCapacity: member('int MaxCapacity { get; }', (_builder: StringBuilder): number => largest, 'How many characters there can be.'),
  ensureCapacity: member(
    'int EnsureCapacity(int capacity)',
    (builder: StringBuilder, capacity: number) =>
      capacity < 0 ? outOfRange('capacity', "'capacity' must be non-negative.") : Math.max(capacity, capacityOf(builder)),
    'Makes room.',
  ),
  toString: member('string ToString()', (builder: StringBuilder) => builder.toString(), 'The text.'),
  toStringPart: member(
    'string ToString(int startIndex, int length)',
    (builder: StringBuilder, start: number, length: number) => builder.part(start, length),
    'A part of the text.',
  ),
  equals: member(
    'bool Equals(StringBuilder sb)',
    (builder: StringBuilder, other: StringBuilder | null) => other !== null && builder.toString() === other.toString(),
    'Whether both hold the same text.',
  ),
});
