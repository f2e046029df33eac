import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import { argument, indexOutOfRange, outOfRange } from '../../failures.ts';
import { chars } from '../../iterate.ts';
import { toLowerInvariant, toUpperInvariant } from '../../text/case-mapping.ts';
import { comparisonOf } from '../../text/comparison.ts';
import {
  insert,
  padLeft,
  padRight,
  remove,
  removeFrom,
  replace,
  replaceIgnoreCase,
  substring,
  substringFrom,
  trim,
} from '../../text/edit.ts';
import { formOf } from '../../text/normalization.ts';
import { split, splitChars } from '../../text/split.ts';
import { CHAR } from '../../types.ts';
import { array } from '../../values.ts';

type Text = string | null;
type Chars = readonly number[] | null;
type Texts = readonly Text[] | null;
/** CultureInfo: there is only the invariant culture. */
type Culture = unknown;

const whole = { host: true } as const;
const everything = 2147483647;
const space = 0x20;

function charArray(host: Host, text: string, start: number, length: number): number[] {
  if (start < 0 || start > text.length || start > text.length - length) indexOutOfRange('startIndex');
  if (length < 0) outOfRange('length');
  host.budget.allocate(length);
  return array(CHAR, [...chars(text.slice(start, start + length))]);
}

/** Announces a copy of the whole text. */
const copied = (host: Host, text: string): string => {
  host.budget.allocate(text.length);
  return text;
};

function replaceBy(host: Host, text: string, oldValue: Text, newValue: Text, comparison: number): string {
  const ignoresCase = comparisonOf(comparison).endsWith('IgnoreCase');
  return (ignoresCase ? replaceIgnoreCase : replace)(host.budget, text, oldValue, newValue);
}

/** Parts and changed copies of a text. */
export const editRows = {
  substring: member('string Substring(int startIndex)', substringFrom, 'The text from a place to the end.'),
  substringLength: member('string Substring(int startIndex, int length)', substring, 'The part of the text at a place.'),
  remove: member('string Remove(int startIndex)', removeFrom, 'The text up to a place.'),
  removeCount: member('string Remove(int startIndex, int count)', remove, 'The text without a part.'),
  insert: member(
    'string Insert(int startIndex, string value)',
    (host: Host, text: string, start: number, value: Text) => insert(host.budget, text, start, value),
    'The text with another put in at a place.',
    whole,
  ),
  replace: member(
    'string Replace(string oldValue, string newValue)',
    (host: Host, text: string, oldValue: Text, newValue: Text) => replace(host.budget, text, oldValue, newValue),
    'The text with every occurrence of another replaced.',
    whole,
  ),
  replaceChar: member(
    'string Replace(char oldChar, char newChar)',
    (host: Host, text: string, oldChar: number, newChar: number) =>
      replace(host.budget, text, String.fromCharCode(oldChar), String.fromCharCode(newChar)),
    'The text with every occurrence of a character replaced.',
    whole,
  ),
  replaceBy: member(
    'string Replace(string oldValue, string newValue, StringComparison comparisonType)',
    replaceBy,
    'The text with every occurrence of another replaced.',
    whole,
  ),
  replaceCulture: member(
    'string Replace(string oldValue, string newValue, bool ignoreCase, CultureInfo culture)',
    (host: Host, text: string, oldValue: Text, newValue: Text, ignoreCase: boolean, _culture: Culture) =>
      (ignoreCase ? replaceIgnoreCase : replace)(host.budget, text, oldValue, newValue),
    'The text with every occurrence of another replaced.',
    whole,
  ),
  split: member(
    'string[] Split(params char[] separator)',
    (host: Host, text: string, separator: Chars) => splitChars(host.budget, text, separator, everything, 0),
    'The parts between separators; white space when none is given.',
    whole,
  ),
  splitCount: member(
    'string[] Split(char[] separator, int count)',
    (host: Host, text: string, separator: Chars, count: number) => splitChars(host.budget, text, separator, count, 0),
    'At most so many parts between separators.',
    whole,
  ),
  splitOptions: member(
    'string[] Split(char[] separator, StringSplitOptions options)',
    (host: Host, text: string, separator: Chars, options: number) => splitChars(host.budget, text, separator, everything, options),
    'The parts between separators.',
    whole,
  ),
  splitCountOptions: member(
    'string[] Split(char[] separator, int count, StringSplitOptions options)',
    (host: Host, text: string, separator: Chars, count: number, options: number) =>
      splitChars(host.budget, text, separator, count, options),
    'At most so many parts between separators.',
    whole,
  ),
  splitTexts: member(
    'string[] Split(string[] separator, StringSplitOptions options)',
    (host: Host, text: string, separator: Texts, options: number) => split(host.budget, text, separator, everything, options),
    'The parts between separators.',
    whole,
  ),
  splitTextsCount: member(
    'string[] Split(string[] separator, int count, StringSplitOptions options)',
    (host: Host, text: string, separator: Texts, count: number, options: number) => split(host.budget, text, separator, count, options),
    'At most so many parts between separators.',
    whole,
  ),
  splitChar: member(
    'string[] Split(char separator, StringSplitOptions options = StringSplitOptions.None)',
    (host: Host, text: string, separator: number, options: number) => splitChars(host.budget, text, [separator], everything, options),
    'The parts between separators.',
    whole,
  ),
  splitCharCount: member(
    'string[] Split(char separator, int count, StringSplitOptions options = StringSplitOptions.None)',
    (host: Host, text: string, separator: number, count: number, options: number) =>
      splitChars(host.budget, text, [separator], count, options),
    'At most so many parts between separators.',
    whole,
  ),
  splitText: member(
    'string[] Split(string separator, StringSplitOptions options = StringSplitOptions.None)',
    (host: Host, text: string, separator: Text, options: number) => split(host.budget, text, [separator], everything, options),
    'The parts between separators.',
    whole,
  ),
  splitTextCount: member(
    'string[] Split(string separator, int count, StringSplitOptions options = StringSplitOptions.None)',
    (host: Host, text: string, separator: Text, count: number, options: number) => split(host.budget, text, [separator], count, options),
    'At most so many parts between separators.',
    whole,
  ),
  trim: member('string Trim()', (text: string) => trim(text, null, 'both'), 'The text without white space at its ends.'),
  trimStart: member('string TrimStart()', (text: string) => trim(text, null, 'start'), 'The text without white space at its start.'),
  trimEnd: member('string TrimEnd()', (text: string) => trim(text, null, 'end'), 'The text without white space at its end.'),
  trimChar: member(
    'string Trim(char trimChar)',
    (text: string, code: number) => trim(text, [code], 'both'),
    'The text without a character at its ends.',
  ),
  trimStartChar: member(
    'string TrimStart(char trimChar)',
    (text: string, code: number) => trim(text, [code], 'start'),
    'The text without a character at its start.',
  ),
  trimEndChar: member(
    'string TrimEnd(char trimChar)',
    (text: string, code: number) => trim(text, [code], 'end'),
    'The text without a character at its end.',
  ),
  trimChars: member(
    'string Trim(params char[] trimChars)',
    (text: string, codes: Chars) => trim(text, codes, 'both'),
    'The text without the characters at its ends.',
  ),
  trimStartChars: member(
    'string TrimStart(params char[] trimChars)',
    (text: string, codes: Chars) => trim(text, codes, 'start'),
    'The text without the characters at its start.',
  ),
  trimEndChars: member(
    'string TrimEnd(params char[] trimChars)',
    (text: string, codes: Chars) => trim(text, codes, 'end'),
    'The text without the characters at its end.',
  ),
  padLeft: member(
    'string PadLeft(int totalWidth)',
    (host: Host, text: string, width: number) => padLeft(host.budget, text, width, space),
    'The text, right-aligned to a width.',
    whole,
  ),
  padLeftChar: member(
    'string PadLeft(int totalWidth, char paddingChar)',
    (host: Host, text: string, width: number, code: number) => padLeft(host.budget, text, width, code),
    'The text, right-aligned to a width.',
    whole,
  ),
  padRight: member(
    'string PadRight(int totalWidth)',
    (host: Host, text: string, width: number) => padRight(host.budget, text, width, space),
    'The text, left-aligned to a width.',
    whole,
  ),
  padRightChar: member(
    'string PadRight(int totalWidth, char paddingChar)',
    (host: Host, text: string, width: number, code: number) => padRight(host.budget, text, width, code),
    'The text, left-aligned to a width.',
    whole,
  ),
  toUpper: member('string ToUpper()', (host: Host, text: string) => toUpperInvariant(copied(host, text)), 'The text in capitals.', whole),
  toUpperCulture: member(
    'string ToUpper(CultureInfo culture)',
    (host: Host, text: string, _culture: Culture) => toUpperInvariant(copied(host, text)),
    'The text in capitals.',
    whole,
  ),
  toUpperInvariant: member(
    'string ToUpperInvariant()',
    (host: Host, text: string) => toUpperInvariant(copied(host, text)),
    'The text in capitals.',
    whole,
  ),
  toLower: member(
    'string ToLower()',
    (host: Host, text: string) => toLowerInvariant(copied(host, text)),
    'The text in small letters.',
    whole,
  ),
  toLowerCulture: member(
    'string ToLower(CultureInfo culture)',
    (host: Host, text: string, _culture: Culture) => toLowerInvariant(copied(host, text)),
    'The text in small letters.',
    whole,
  ),
  toLowerInvariant: member(
    'string ToLowerInvariant()',
    (host: Host, text: string) => toLowerInvariant(copied(host, text)),
    'The text in small letters.',
    whole,
  ),
  toCharArray: member(
    'char[] ToCharArray()',
    (host: Host, text: string) => charArray(host, text, 0, text.length),
    'The characters.',
    whole,
  ),
  toCharArrayPart: member('char[] ToCharArray(int startIndex, int length)', charArray, 'The characters of a part.', whole),
  normalize: member(
    'string Normalize()',
    (host: Host, text: string) => copied(host, text).normalize('NFC'),
    'The text in Unicode normalization form C.',
    whole,
  ),
  normalizeForm: member(
    'string Normalize(NormalizationForm normalizationForm)',
    (host: Host, text: string, form: number) => copied(host, text).normalize(formOf(form)),
    'The text in a Unicode normalization form.',
    whole,
  ),
  isNormalized: member(
    'bool IsNormalized()',
    (text: string) => text === text.normalize('NFC'),
    'Whether the text is in Unicode normalization form C.',
  ),
  copyTo: member(
    'void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)',
    copyTo,
    'Copies characters into an array.',
  ),
  copy: member('static string Copy(string str)', (text: Text) => text ?? argument('Value cannot be null.', 'str'), 'The same text.'),
  intern: member('static string Intern(string str)', (text: Text) => text ?? argument('Value cannot be null.', 'str'), 'The same text.'),
};

function copyTo(text: string, sourceIndex: number, destination: number[], destinationIndex: number, count: number): void {
  if (count < 0) outOfRange('count');
  if (sourceIndex < 0 || count > text.length - sourceIndex) indexOutOfRange('sourceIndex');
  if (destinationIndex < 0 || destinationIndex > destination.length - count) indexOutOfRange('destinationIndex');
  for (let i = 0; i < count; i++) destination[destinationIndex + i] = text.charCodeAt(sourceIndex + i);
}
