import { argumentNull, outOfRange } from '../failures.ts';
import { type Comparison, indexOfText, lastIndexOfText } from './comparison.ts';

const badStart = (): never =>
  outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
const badCount = (): never =>
  outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');

/** The end of the range that a forward search looks at. */
function forwardEnd(text: string, start: number, count: number | undefined): number {
  if (start < 0 || start > text.length) badStart();
  if (count === undefined) return text.length;
  if (count < 0 || start > text.length - count) badCount();
  return start + count;
}

export function indexOf(text: string, value: string | null, comparison: Comparison, start = 0, count?: number): number {
  if (value === null) argumentNull('value');
  const end = forwardEnd(text, start, count);
  const at = indexOfText(end === text.length ? text : text.slice(0, end), value, start, comparison);
  return at;
}

export function indexOfChar(text: string, code: number, start = 0, count?: number): number {
  const end = forwardEnd(text, start, count);
  const at = text.indexOf(String.fromCharCode(code), start);
  return at < end ? at : -1;
}

export function indexOfAny(text: string, codes: readonly number[] | null, start = 0, count?: number): number {
  if (codes === null) argumentNull('anyOf');
  const end = forwardEnd(text, start, count);
  for (let i = start; i < end; i++) if (codes.includes(text.charCodeAt(i))) return i;
  return -1;
}

/** The first place of the range that a backward search looks at. */
function backwardStart(text: string, start: number, count: number | undefined): number {
  if (start < 0 || start >= text.length) badStart();
  if (count === undefined) return 0;
  if (count < 0 || start - count + 1 < 0) badCount();
  return start - count + 1;
}

export function lastIndexOf(text: string, value: string | null, comparison: Comparison, start = text.length - 1, count?: number): number {
  if (value === null) argumentNull('value');
  if (text === '' && (start === -1 || start === 0)) return value === '' ? 0 : -1;
  if (start < 0 || start > text.length) badStart();
  const from = start === text.length ? start - 1 : start;
  const first = count === undefined ? 0 : from - count + 1;
  if (count !== undefined && (count < 0 || first < 0)) badCount();
  if (value === '') return from;
  const at = lastIndexOfText(text, value, from - value.length + 1, comparison);
  return from - value.length + 1 < 0 || at < first ? -1 : at;
}

export function lastIndexOfChar(text: string, code: number, start = text.length - 1, count?: number): number {
  if (text === '') return -1;
  const first = backwardStart(text, start, count);
  const at = text.lastIndexOf(String.fromCharCode(code), start);
  return at < first ? -1 : at;
}

export function lastIndexOfAny(text: string, codes: readonly number[] | null, start = text.length - 1, count?: number): number {
  if (codes === null) argumentNull('anyOf');
  if (text === '') return -1;
  const first = backwardStart(text, start, count);
  for (let i = start; i >= first; i--) if (codes.includes(text.charCodeAt(i))) return i;
  return -1;
}
