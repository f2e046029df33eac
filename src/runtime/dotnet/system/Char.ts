import { constant, dotnetType, member, type Row } from '../define.ts';
import { argument, argumentNull, badFormat, outOfRange } from '../failures.ts';
import { lowerChar, upperChar } from '../text/case-mapping.ts';
import { type CharacterTest, isCharacter, numericValue, unicodeCategory } from '../text/character.ts';
import { CHAR } from '../types.ts';
import { Box, type Ref } from '../values.ts';
import { Type } from './Type.ts';

type Text = string | null;

const text = (code: number): string => String.fromCharCode(code);

/** The character at a place of a text; a pair of surrogates counts as one character. */
function at(value: Text, index: number): string {
  if (value === null) argumentNull('s');
  if (index < 0 || index >= value.length)
    outOfRange('index', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  return String.fromCodePoint(value.codePointAt(index) ?? 0);
}

type CharTest = (code: number) => boolean;
type PlaceTest = (value: Text, index: number) => boolean;

const ofChar = (name: string, kind: CharacterTest, doc: string): Row<CharTest> =>
  member(`static bool ${name}(char c)`, (code: number) => isCharacter(kind, text(code)), `Whether a character is ${doc}.`);
const ofPlace = (name: string, kind: CharacterTest, doc: string): Row<PlaceTest> =>
  member(
    `static bool ${name}(string s, int index)`,
    (value: Text, index: number) => isCharacter(kind, at(value, index)),
    `Whether a character of a text is ${doc}.`,
  );

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

function unitAt(value: Text, index: number): number {
  at(value, index);
  return value?.charCodeAt(index) ?? 0;
}

const notOneCharacter = 'String must be exactly one character long.';

function parse(value: Text): number {
  if (value === null) argumentNull('s');
  return value.length === 1 ? value.charCodeAt(0) : badFormat(notOneCharacter);
}

function tryParse(value: Text, result: Ref<number>): boolean {
  const found = value !== null && value.length === 1;
  result.value = found ? value.charCodeAt(0) : 0;
  return found;
}

function fromUtf32(code: number): string {
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    outOfRange(
      'utf32',
      'A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).',
    );
  return String.fromCodePoint(code);
}

function toUtf32(value: Text, index: number): number {
  const code = at(value, index).codePointAt(0) ?? 0;
  if (isHigh(code))
    argument(
      `Found a high surrogate char without a following low surrogate at index: ${index}. The input may not be in this encoding, or may not contain valid Unicode (UTF-16) characters.`,
      's',
    );
  if (isLow(code))
    argument(
      `Found a low surrogate char without a preceding high surrogate at index: ${index}. The input may not be in this encoding, or may not contain valid Unicode (UTF-16) characters.`,
      's',
    );
  return code;
}

function pairToUtf32(high: number, low: number): number {
  if (!isHigh(high)) outOfRange('highSurrogate', 'A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.');
  if (!isLow(low)) outOfRange('lowSurrogate', 'A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.');
  return ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
}

function compareToObject(code: number, other: unknown): number {
  if (other === null) return 1;
  return other instanceof Box && other.type.name === CHAR.name ? code - Number(other.value) : argument('Object must be of type Char.');
}

export const Char_ = dotnetType('struct System.Char : IComparable, IComparable<char>, IEquatable<char>', 'One UTF-16 unit.', {
  maxValue: constant("const char MaxValue = '\\uffff'", 0xffff, 'The largest unit.'),
  minValue: constant("const char MinValue = '\\0'", 0, 'The smallest unit.'),
  isDigit: ofChar('IsDigit', 'digit', 'a decimal digit'),
  isDigitAt: ofPlace('IsDigit', 'digit', 'a decimal digit'),
  isNumber: ofChar('IsNumber', 'number', 'a digit or another numeral'),
  isNumberAt: ofPlace('IsNumber', 'number', 'a digit or another numeral'),
  isLetter: ofChar('IsLetter', 'letter', 'a letter'),
  isLetterAt: ofPlace('IsLetter', 'letter', 'a letter'),
  isLetterOrDigit: ofChar('IsLetterOrDigit', 'letterOrDigit', 'a letter or a decimal digit'),
  isLetterOrDigitAt: ofPlace('IsLetterOrDigit', 'letterOrDigit', 'a letter or a decimal digit'),
  isLower: ofChar('IsLower', 'lower', 'a small letter'),
  isLowerAt: ofPlace('IsLower', 'lower', 'a small letter'),
  isUpper: ofChar('IsUpper', 'upper', 'a capital letter'),
  isUpperAt: ofPlace('IsUpper', 'upper', 'a capital letter'),
  isPunctuation: ofChar('IsPunctuation', 'punctuation', 'punctuation'),
  isPunctuationAt: ofPlace('IsPunctuation', 'punctuation', 'punctuation'),
  isSymbol: ofChar('IsSymbol', 'symbol', 'a symbol'),
  isSymbolAt: ofPlace('IsSymbol', 'symbol', 'a symbol'),
  isSeparator: ofChar('IsSeparator', 'separator', 'a separator'),
  isSeparatorAt: ofPlace('IsSeparator', 'separator', 'a separator'),
  isControl: ofChar('IsControl', 'control', 'a control character'),
  isControlAt: ofPlace('IsControl', 'control', 'a control character'),
  isWhiteSpace: ofChar('IsWhiteSpace', 'whiteSpace', 'white space'),
  isWhiteSpaceAt: ofPlace('IsWhiteSpace', 'whiteSpace', 'white space'),
  isSurrogate: member(
    'static bool IsSurrogate(char c)',
    (code: number) => isHigh(code) || isLow(code),
    'Whether a unit is half of a pair.',
  ),
  isSurrogateAt: member(
    'static bool IsSurrogate(string s, int index)',
    (value: Text, index: number) => isHigh(unitAt(value, index)) || isLow(unitAt(value, index)),
    'Whether a unit of a text is half of a pair.',
  ),
  isHighSurrogate: member('static bool IsHighSurrogate(char c)', isHigh, 'Whether a unit is the first of a pair.'),
  isHighSurrogateAt: member(
    'static bool IsHighSurrogate(string s, int index)',
    (value: Text, index: number) => isHigh(unitAt(value, index)),
    'Whether a unit of a text is the first of a pair.',
  ),
  isLowSurrogate: member('static bool IsLowSurrogate(char c)', isLow, 'Whether a unit is the second of a pair.'),
  isLowSurrogateAt: member(
    'static bool IsLowSurrogate(string s, int index)',
    (value: Text, index: number) => isLow(unitAt(value, index)),
    'Whether a unit of a text is the second of a pair.',
  ),
  isSurrogatePair: member(
    'static bool IsSurrogatePair(char highSurrogate, char lowSurrogate)',
    (high: number, low: number) => isHigh(high) && isLow(low),
    'Whether two units form a pair.',
  ),
  isSurrogatePairAt: member(
    'static bool IsSurrogatePair(string s, int index)',
    (value: Text, index: number) => at(value, index).length === 2,
    'Whether two units of a text form a pair.',
  ),
  toUpper: member('static char ToUpper(char c)', upperChar, 'The capital letter.'),
  toUpperCulture: member(
    'static char ToUpper(char c, CultureInfo culture)',
    (code: number, _culture: unknown) => upperChar(code),
    'The capital letter.',
  ),
  toUpperInvariant: member('static char ToUpperInvariant(char c)', upperChar, 'The capital letter.'),
  toLower: member('static char ToLower(char c)', lowerChar, 'The small letter.'),
  toLowerCulture: member(
    'static char ToLower(char c, CultureInfo culture)',
    (code: number, _culture: unknown) => lowerChar(code),
    'The small letter.',
  ),
  toLowerInvariant: member('static char ToLowerInvariant(char c)', lowerChar, 'The small letter.'),
  getNumericValue: member(
    'static double GetNumericValue(char c)',
    (code: number) => numericValue(text(code)),
    'The number that a numeral stands for, or -1.',
  ),
  getNumericValueAt: member(
    'static double GetNumericValue(string s, int index)',
    (value: Text, index: number) => numericValue(at(value, index)),
    'The number that a numeral stands for, or -1.',
  ),
  getUnicodeCategory: member(
    'static UnicodeCategory GetUnicodeCategory(char c)',
    (code: number) => unicodeCategory(text(code)),
    'The Unicode category.',
  ),
  getUnicodeCategoryAt: member(
    'static UnicodeCategory GetUnicodeCategory(string s, int index)',
    (value: Text, index: number) => unicodeCategory(at(value, index)),
    'The Unicode category.',
  ),
  parse: member('static char Parse(string s)', parse, 'The only character of a text.'),
  tryParse: member('static bool TryParse(string s, out char result)', tryParse, 'The only character of a text, if it has just one.'),
  convertFromUtf32: member('static string ConvertFromUtf32(int utf32)', fromUtf32, 'The text of a code point.'),
  convertToUtf32: member('static int ConvertToUtf32(string s, int index)', toUtf32, 'The code point at a place of a text.'),
  convertPairToUtf32: member('static int ConvertToUtf32(char highSurrogate, char lowSurrogate)', pairToUtf32, 'The code point of a pair.'),
  toStringStatic: member('static string ToString(char c)', text, 'The text of the character.'),
  toString: member('string ToString()', text, 'The text of the character.'),
  toStringCulture: member(
    'string ToString(IFormatProvider provider)',
    (code: number, _provider: unknown) => text(code),
    'The text of the character.',
  ),
  equals: member('bool Equals(char obj)', (code: number, other: number) => code === other, 'Whether both are the same.'),
  equalsObject: member(
    'bool Equals(object obj)',
    (code: number, other: unknown) => other instanceof Box && other.type.name === CHAR.name && other.value === code,
    'Whether a value is the same char.',
  ),
  compareTo: member('int CompareTo(char value)', (code: number, other: number) => code - other, 'Orders two characters by their codes.'),
  compareToObject: member('int CompareTo(object value)', compareToObject, 'Orders two characters by their codes.'),
  getHashCode: member('int GetHashCode()', (code: number) => code | (code << 16), 'A number that equal values share.'),
  getType: member('Type GetType()', (_code: number) => new Type(CHAR), 'The type char.'),
  getTypeCode: member('TypeCode GetTypeCode()', (_code: number) => 4, 'TypeCode.Char.'),
});
