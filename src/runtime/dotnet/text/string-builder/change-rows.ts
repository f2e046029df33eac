import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import { argument, argumentNull, outOfRange } from '../../failures.ts';
import { fromChars } from '../../system/string/create-rows.ts';
import { replace } from '../edit.ts';
import { valueRows } from './texts.ts';
import type { StringBuilder } from './value.ts';

type Text = string | null;
type Chars = readonly number[] | null;

const whole = { host: true } as const;

function insertRepeated(host: Host, builder: StringBuilder, index: number, text: Text, count: number): StringBuilder {
  if (count < 0) outOfRange('count', 'Non-negative number required.');
  host.budget.allocate((text ?? '').length * count);
  return builder.insert(host.budget, index, (text ?? '').repeat(count));
}

const replaceChar = (host: Host, builder: StringBuilder, old: number, by: number, start = 0, count = builder.length): StringBuilder =>
  builder.replacePart(host.budget, start, count, (part) => part.replaceAll(String.fromCharCode(old), () => String.fromCharCode(by)));

function replaceText(host: Host, builder: StringBuilder, old: Text, by: Text, start = 0, count = builder.length): StringBuilder {
  if (old === null) argumentNull('oldValue');
  if (old === '') argument('Empty name is not legal.', 'oldValue');
  return builder.replacePart(host.budget, start, count, (part) => replace(host.budget, part, old, by));
}

function copyTo(builder: StringBuilder, from: number, target: number[] | null, to: number, count: number): void {
  if (target === null) argumentNull('destination');
  if (count < 0) outOfRange('count', 'Non-negative number required.');
  if (to < 0) outOfRange('destinationIndex', 'Non-negative number required.');
  if (to > target.length - count)
    argument('Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.');
  if (from < 0 || from > builder.length)
    outOfRange('sourceIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (from > builder.length - count) argument('Source string was not long enough. Check sourceIndex and count.');
  for (let i = 0; i < count; i++) target[to + i] = builder.at(from + i);
}

/** What changes in the middle. */
export const changeRows = {
  insert: member(
    'StringBuilder Insert(int index, string value)',
    (host: Host, builder: StringBuilder, index: number, text: Text) => builder.insert(host.budget, index, text ?? ''),
    'Puts a text in.',
    whole,
  ),
  insertChar: member(
    'StringBuilder Insert(int index, char value)',
    (host: Host, builder: StringBuilder, index: number, unit: number) => builder.insert(host.budget, index, String.fromCharCode(unit)),
    'Puts a character in.',
    whole,
  ),
  ...valueRows(
    'insert',
    'Puts the text of a value in.',
    (type) => `StringBuilder Insert(int index, ${type} value)`,
    (textOf) => (host: Host, builder: StringBuilder, index: number, value: unknown) => builder.insert(host.budget, index, textOf(value)),
  ),
  insertChars: member(
    'StringBuilder Insert(int index, char[] value)',
    (host: Host, builder: StringBuilder, index: number, chars: Chars) => builder.insert(host.budget, index, fromChars(host, chars)),
    'Puts characters in.',
    whole,
  ),
  insertRepeated: member('StringBuilder Insert(int index, string value, int count)', insertRepeated, 'Puts a text in, repeated.', whole),
  remove: member(
    'StringBuilder Remove(int startIndex, int length)',
    (host: Host, builder: StringBuilder, start: number, count: number) => builder.remove(host.budget, start, count),
    'Takes a part out.',
    whole,
  ),
  replace: member(
    'StringBuilder Replace(string oldValue, string newValue)',
    (host: Host, builder: StringBuilder, old: Text, by: Text) => replaceText(host, builder, old, by),
    'Replaces a text everywhere.',
    whole,
  ),
  replaceChar: member(
    'StringBuilder Replace(char oldChar, char newChar)',
    (host: Host, builder: StringBuilder, old: number, by: number) => replaceChar(host, builder, old, by),
    'Replaces a character everywhere.',
    whole,
  ),
  replacePart: member(
    'StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)',
    (host: Host, builder: StringBuilder, old: Text, by: Text, start: number, count: number) =>
      replaceText(host, builder, old, by, start, count),
    'Replaces a text within a part.',
    whole,
  ),
  replaceCharPart: member(
    'StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)',
    (host: Host, builder: StringBuilder, old: number, by: number, start: number, count: number) =>
      replaceChar(host, builder, old, by, start, count),
    'Replaces a character within a part.',
    whole,
  ),
  clear: member('StringBuilder Clear()', (builder: StringBuilder) => builder.clear(), 'Takes everything out.'),
  setLength: member(
    'int Length { set; }',
    (host: Host, builder: StringBuilder, length: number) => builder.setLength(host.budget, length),
    'Cuts the text, or makes it longer with zero characters.',
    whole,
  ),
  setAt: member(
    'char this[int index] { set; }',
    (host: Host, builder: StringBuilder, index: number, unit: number) => builder.setAt(host.budget, index, unit),
    'Replaces a character.',
    whole,
  ),
  copyTo: member(
    'void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)',
    copyTo,
    'Copies characters into an array.',
  ),
};
