import type { Budget } from '../../budget.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { toUpperInvariant } from './case-mapping.ts';
import { isWhiteSpace } from './split.ts';

/** The part of a text from `start`, with .NET's exceptions. */
export function substring(text: string, start: number, length: number): string {
  if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (start > text.length) outOfRange('startIndex', 'startIndex cannot be larger than length of string.');
  if (length < 0) outOfRange('length', 'Length cannot be less than zero.');
  if (start > text.length - length) outOfRange('length', 'Index and length must refer to a location within the string.');
  return text.slice(start, start + length);
}

export function substringFrom(text: string, start: number): string {
  if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (start > text.length) outOfRange('startIndex', 'startIndex cannot be larger than length of string.');
  return text.slice(start);
}

export function removeFrom(text: string, start: number): string {
  if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (start >= text.length) outOfRange('startIndex', 'startIndex must be less than length of string.');
  return text.slice(0, start);
}

export function remove(text: string, start: number, count: number): string {
  if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (count < 0) outOfRange('count', 'Count cannot be less than zero.');
  if (count > text.length - start) outOfRange('count', 'Index and count must refer to a location within the string.');
  return text.slice(0, start) + text.slice(start + count);
}

export function insert(budget: Budget, text: string, start: number, value: string | null): string {
  if (value === null) argumentNull('value');
  if (start < 0 || start > text.length) outOfRange('startIndex');
  budget.allocate(text.length + value.length);
  return text.slice(0, start) + value + text.slice(start);
}

type Side = 'both' | 'start' | 'end';

/** Trims `codes`; white space when there are none. */
export function trim(text: string, codes: readonly number[] | null, side: Side): string {
  const set = codes === null || codes.length === 0 ? undefined : codes;
  const drops = (i: number): boolean => (set === undefined ? isWhiteSpace(text[i] ?? '') : set.includes(text.charCodeAt(i)));
  let start = 0;
  let end = text.length;
  if (side !== 'end') while (start < end && drops(start)) start++;
  if (side !== 'start') while (end > start && drops(end - 1)) end--;
  return text.slice(start, end);
}

function padding(budget: Budget, text: string, width: number, code: number): string {
  if (width < 0) outOfRange('totalWidth', 'Non-negative number required.');
  if (width <= text.length) return '';
  budget.allocate(width);
  return String.fromCharCode(code).repeat(width - text.length);
}

export const padLeft = (budget: Budget, text: string, width: number, code: number): string => padding(budget, text, width, code) + text;

export const padRight = (budget: Budget, text: string, width: number, code: number): string => text + padding(budget, text, width, code);

const checkOldValue = (oldValue: string | null): string => {
  if (oldValue === null) argumentNull('oldValue');
  if (oldValue === '') argument('String cannot be of zero length.', 'oldValue');
  return oldValue;
};

/** `text.Replace(oldValue, newValue)`; the size of the result is announced before it is built. */
export function replace(budget: Budget, text: string, oldValue: string | null, newValue: string | null): string {
  const old = checkOldValue(oldValue);
  budget.allocate(text.length);
  if (!text.includes(old)) return text;
  const value = newValue ?? '';
  const parts = text.split(old);
  budget.allocate((parts.length - 1) * value.length);
  return parts.join(value);
}

/** The same without regard to case. */
export function replaceIgnoreCase(budget: Budget, text: string, oldValue: string | null, newValue: string | null): string {
  const old = toUpperInvariant(checkOldValue(oldValue));
  budget.allocate(text.length);
  const upper = toUpperInvariant(text);
  const value = newValue ?? '';
  let out = '';
  let start = 0;
  for (let at = upper.indexOf(old); at >= 0; at = upper.indexOf(old, start)) {
    budget.allocate(value.length);
    out += text.slice(start, at) + value;
    start = at + old.length;
  }
  return out + text.slice(start);
}

/** `count` times one character. */
export function repeatChar(budget: Budget, code: number, count: number): string {
  if (count < 0) outOfRange('count', "'count' must be non-negative.");
  budget.allocate(count);
  return String.fromCharCode(code).repeat(count);
}
