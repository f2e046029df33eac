import type { Host } from '../../../host.ts';
import { constant, member, property } from '../../define.ts';
import { arrayBounds, indexOutOfRange } from '../../failures.ts';
import { repeatChar } from '../../text/edit.ts';
import { isWhiteSpace } from '../../text/split.ts';

type Text = string | null;

const whole = { host: true } as const;

const isBlank = (text: string): boolean => {
  for (const c of text) if (!isWhiteSpace(c)) return false;
  return true;
};

function charAt(text: string, index: number): number {
  if (index < 0 || index >= text.length) arrayBounds();
  return text.charCodeAt(index);
}

/** A text of chars, announced before it is built. */
export function fromChars(host: Host, value: readonly number[] | null, start = 0, length = value?.length ?? 0): string {
  if (value === null) return '';
  if (start < 0 || length < 0 || start > value.length - length) indexOutOfRange('startIndex');
  host.budget.allocate(length);
  let out = '';
  for (let i = start; i < start + length; i++) out += String.fromCharCode(value[i] ?? 0);
  return out;
}

/** Making texts and looking at their characters. */
export const createRows = {
  fromChar: member(
    'String(char c, int count)',
    (host: Host, c: number, count: number) => repeatChar(host.budget, c, count),
    'A character, repeated.',
    whole,
  ),
  fromChars: member(
    'String(char[] value)',
    (host: Host, value: readonly number[] | null) => fromChars(host, value),
    'A text of the given characters.',
    whole,
  ),
  fromCharRange: member(
    'String(char[] value, int startIndex, int length)',
    (host: Host, value: readonly number[] | null, start: number, length: number) => fromChars(host, value, start, length),
    'A text of a part of the characters.',
    whole,
  ),
  empty: constant('static readonly string Empty', '', 'The text without characters.'),
  length: property('int Length { get; }', 'length', 'The number of UTF-16 units.'),
  charAt: member('char this[int index] { get; }', charAt, 'The UTF-16 unit at a place.'),
  isNullOrEmpty: member(
    'static bool IsNullOrEmpty(string value)',
    (value: Text): value is null | '' => value === null || value === '',
    'Whether a text is null or empty.',
  ),
  isNullOrWhiteSpace: member(
    'static bool IsNullOrWhiteSpace(string value)',
    (value: Text): boolean => value === null || isBlank(value),
    'Whether a text is null, empty, or only white space.',
  ),
};
