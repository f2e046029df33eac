import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import { required } from '../../failures.ts';
import { type Comparison, comparisonOf, endsWithText, startsWithText } from '../../text/comparison.ts';
import { indexOf, indexOfAny, indexOfChar, lastIndexOf, lastIndexOfAny, lastIndexOfChar } from '../../text/search.ts';

type Text = string | null;
type Chars = readonly number[] | null;
/** CultureInfo: there is only the invariant culture. */
type Culture = unknown;

const whole = { host: true } as const;

/** Searching costs by length, so that a loop of searches is bounded too. */
const scan = (host: Host, text: string): string => {
  host.budget.step(text.length >>> 8);
  return text;
};

const chosenCase = (ignoreCase: boolean): Comparison => (ignoreCase ? 'cultureIgnoreCase' : 'culture');

/** Looking for texts and characters in a text. */
export const searchRows = {
  contains: member(
    'bool Contains(string value)',
    (host: Host, text: string, value: Text) => scan(host, text).includes(required(value, 'value')),
    'Whether another text stands in this one.',
    whole,
  ),
  containsBy: member(
    'bool Contains(string value, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, comparison: number) => indexOf(scan(host, text), value, comparisonOf(comparison)) >= 0,
    'Whether another text stands in this one.',
    whole,
  ),
  containsChar: member(
    'bool Contains(char value)',
    (host: Host, text: string, value: number) => scan(host, text).includes(String.fromCharCode(value)),
    'Whether a character stands in this text.',
    whole,
  ),
  containsCharBy: member(
    'bool Contains(char value, StringComparison comparisonType)',
    (host: Host, text: string, value: number, comparison: number) =>
      indexOf(scan(host, text), String.fromCharCode(value), comparisonOf(comparison)) >= 0,
    'Whether a character stands in this text.',
    whole,
  ),
  startsWith: member(
    'bool StartsWith(string value)',
    (text: string, value: Text) => text.startsWith(required(value, 'value')),
    'Whether this text begins with another.',
  ),
  startsWithBy: member(
    'bool StartsWith(string value, StringComparison comparisonType)',
    (text: string, value: Text, comparison: number) => startsWithText(text, required(value, 'value'), comparisonOf(comparison)),
    'Whether this text begins with another.',
  ),
  startsWithCulture: member(
    'bool StartsWith(string value, bool ignoreCase, CultureInfo culture)',
    (text: string, value: Text, ignoreCase: boolean, _culture: Culture) =>
      startsWithText(text, required(value, 'value'), chosenCase(ignoreCase)),
    'Whether this text begins with another.',
  ),
  startsWithChar: member(
    'bool StartsWith(char value)',
    (text: string, value: number) => text.charCodeAt(0) === value,
    'Whether this text begins with a character.',
  ),
  endsWith: member(
    'bool EndsWith(string value)',
    (text: string, value: Text) => text.endsWith(required(value, 'value')),
    'Whether this text ends with another.',
  ),
  endsWithBy: member(
    'bool EndsWith(string value, StringComparison comparisonType)',
    (text: string, value: Text, comparison: number) => endsWithText(text, required(value, 'value'), comparisonOf(comparison)),
    'Whether this text ends with another.',
  ),
  endsWithCulture: member(
    'bool EndsWith(string value, bool ignoreCase, CultureInfo culture)',
    (text: string, value: Text, ignoreCase: boolean, _culture: Culture) =>
      endsWithText(text, required(value, 'value'), chosenCase(ignoreCase)),
    'Whether this text ends with another.',
  ),
  endsWithChar: member(
    'bool EndsWith(char value)',
    (text: string, value: number) => text !== '' && text.charCodeAt(text.length - 1) === value,
    'Whether this text ends with a character.',
  ),
  indexOf: member(
    'int IndexOf(string value)',
    (host: Host, text: string, value: Text) => indexOf(scan(host, text), value, 'culture'),
    'The first place of another text, or -1.',
    whole,
  ),
  indexOfFrom: member(
    'int IndexOf(string value, int startIndex)',
    (host: Host, text: string, value: Text, start: number) => indexOf(scan(host, text), value, 'culture', start),
    'The first place of another text, or -1.',
    whole,
  ),
  indexOfIn: member(
    'int IndexOf(string value, int startIndex, int count)',
    (host: Host, text: string, value: Text, start: number, count: number) => indexOf(scan(host, text), value, 'culture', start, count),
    'The first place of another text, or -1.',
    whole,
  ),
  indexOfBy: member(
    'int IndexOf(string value, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, comparison: number) => indexOf(scan(host, text), value, comparisonOf(comparison)),
    'The first place of another text, or -1.',
    whole,
  ),
  indexOfFromBy: member(
    'int IndexOf(string value, int startIndex, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, start: number, comparison: number) =>
      indexOf(scan(host, text), value, comparisonOf(comparison), start),
    'The first place of another text, or -1.',
    whole,
  ),
  indexOfInBy: member(
    'int IndexOf(string value, int startIndex, int count, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, start: number, count: number, comparison: number) =>
      indexOf(scan(host, text), value, comparisonOf(comparison), start, count),
    'The first place of another text, or -1.',
    whole,
  ),
  indexOfChar: member(
    'int IndexOf(char value)',
    (host: Host, text: string, value: number) => indexOfChar(scan(host, text), value),
    'The first place of a character, or -1.',
    whole,
  ),
  indexOfCharFrom: member(
    'int IndexOf(char value, int startIndex)',
    (host: Host, text: string, value: number, start: number) => indexOfChar(scan(host, text), value, start),
    'The first place of a character, or -1.',
    whole,
  ),
  indexOfCharIn: member(
    'int IndexOf(char value, int startIndex, int count)',
    (host: Host, text: string, value: number, start: number, count: number) => indexOfChar(scan(host, text), value, start, count),
    'The first place of a character, or -1.',
    whole,
  ),
  indexOfCharBy: member(
    'int IndexOf(char value, StringComparison comparisonType)',
    (host: Host, text: string, value: number, comparison: number) =>
      indexOf(scan(host, text), String.fromCharCode(value), comparisonOf(comparison)),
    'The first place of a character, or -1.',
    whole,
  ),
  indexOfAny: member(
    'int IndexOfAny(char[] anyOf)',
    (host: Host, text: string, anyOf: Chars) => indexOfAny(scan(host, text), anyOf),
    'The first place of any of the characters, or -1.',
    whole,
  ),
  indexOfAnyFrom: member(
    'int IndexOfAny(char[] anyOf, int startIndex)',
    (host: Host, text: string, anyOf: Chars, start: number) => indexOfAny(scan(host, text), anyOf, start),
    'The first place of any of the characters, or -1.',
    whole,
  ),
  indexOfAnyIn: member(
    'int IndexOfAny(char[] anyOf, int startIndex, int count)',
    (host: Host, text: string, anyOf: Chars, start: number, count: number) => indexOfAny(scan(host, text), anyOf, start, count),
    'The first place of any of the characters, or -1.',
    whole,
  ),
  lastIndexOf: member(
    'int LastIndexOf(string value)',
    (host: Host, text: string, value: Text) => lastIndexOf(scan(host, text), value, 'culture'),
    'The last place of another text, or -1.',
    whole,
  ),
  lastIndexOfFrom: member(
    'int LastIndexOf(string value, int startIndex)',
    (host: Host, text: string, value: Text, start: number) => lastIndexOf(scan(host, text), value, 'culture', start),
    'The last place of another text, or -1.',
    whole,
  ),
  lastIndexOfIn: member(
    'int LastIndexOf(string value, int startIndex, int count)',
    (host: Host, text: string, value: Text, start: number, count: number) => lastIndexOf(scan(host, text), value, 'culture', start, count),
    'The last place of another text, or -1.',
    whole,
  ),
  lastIndexOfBy: member(
    'int LastIndexOf(string value, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, comparison: number) => lastIndexOf(scan(host, text), value, comparisonOf(comparison)),
    'The last place of another text, or -1.',
    whole,
  ),
  lastIndexOfFromBy: member(
    'int LastIndexOf(string value, int startIndex, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, start: number, comparison: number) =>
      lastIndexOf(scan(host, text), value, comparisonOf(comparison), start),
    'The last place of another text, or -1.',
    whole,
  ),
  lastIndexOfInBy: member(
    'int LastIndexOf(string value, int startIndex, int count, StringComparison comparisonType)',
    (host: Host, text: string, value: Text, start: number, count: number, comparison: number) =>
      lastIndexOf(scan(host, text), value, comparisonOf(comparison), start, count),
    'The last place of another text, or -1.',
    whole,
  ),
  lastIndexOfChar: member(
    'int LastIndexOf(char value)',
    (host: Host, text: string, value: number) => lastIndexOfChar(scan(host, text), value),
    'The last place of a character, or -1.',
    whole,
  ),
  lastIndexOfCharFrom: member(
    'int LastIndexOf(char value, int startIndex)',
    (host: Host, text: string, value: number, start: number) => lastIndexOfChar(scan(host, text), value, start),
    'The last place of a character, or -1.',
    whole,
  ),
  lastIndexOfCharIn: member(
    'int LastIndexOf(char value, int startIndex, int count)',
    (host: Host, text: string, value: number, start: number, count: number) => lastIndexOfChar(scan(host, text), value, start, count),
    'The last place of a character, or -1.',
    whole,
  ),
  lastIndexOfAny: member(
    'int LastIndexOfAny(char[] anyOf)',
    (host: Host, text: string, anyOf: Chars) => lastIndexOfAny(scan(host, text), anyOf),
    'The last place of any of the characters, or -1.',
    whole,
  ),
  lastIndexOfAnyFrom: member(
    'int LastIndexOfAny(char[] anyOf, int startIndex)',
    (host: Host, text: string, anyOf: Chars, start: number) => lastIndexOfAny(scan(host, text), anyOf, start),
    'The last place of any of the characters, or -1.',
    whole,
  ),
  lastIndexOfAnyIn: member(
    'int LastIndexOfAny(char[] anyOf, int startIndex, int count)',
    (host: Host, text: string, anyOf: Chars, start: number, count: number) => lastIndexOfAny(scan(host, text), anyOf, start, count),
    'The last place of any of the characters, or -1.',
    whole,
  ),
};
