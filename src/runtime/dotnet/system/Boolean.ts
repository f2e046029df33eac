import { constant, dotnetType, member } from '../define.ts';
import { argument, argumentNull, badFormat } from '../failures.ts';
import { isWhiteSpace } from '../text/split.ts';
import { trimEnds } from '../text/trim-ends.ts';
import { BOOLEAN } from '../types.ts';
import type { Ref } from '../values.ts';
import { Type } from './Type.ts';

type Text = string | null;

/** True and False in any case, with white space and NUL around. */
export function readBoolean(text: string): boolean | undefined {
  // Longer than any text that fits, and not worth looking at.
  const trimmed = trimEnds(text, (code) => code === 0 || isWhiteSpace(String.fromCharCode(code)));
  switch (trimmed.length > 5 ? '' : trimmed.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return undefined;
  }
}

/** `bool.Parse`. */
export function parseBoolean(text: Text): boolean {
  if (text === null) argumentNull('value');
  return readBoolean(text) ?? badFormat(`String '${text}' was not recognized as a valid Boolean.`);
}

function tryParse(text: Text, result: Ref<boolean>): boolean {
  const found = text === null ? undefined : readBoolean(text);
  result.value = found ?? false;
  return found !== undefined;
}

const booleanText = (value: boolean): string => (value ? 'True' : 'False');

export const Boolean_ = dotnetType('struct System.Boolean : IComparable, IComparable<bool>, IEquatable<bool>', 'True or false.', {
  trueString: constant('static readonly string TrueString', 'True', 'The text of true.'),
  falseString: constant('static readonly string FalseString', 'False', 'The text of false.'),
  parse: member('static bool Parse(string value)', parseBoolean, 'Reads True or False, in any case.'),
  tryParse: member(
    'static bool TryParse(string value, out bool result)',
    tryParse,
    'Reads True or False, in any case, if the text is one of them.',
  ),
  toString: member('string ToString()', booleanText, 'True or False.'),
  toStringCulture: member(
    'string ToString(IFormatProvider provider)',
    (value: boolean, _provider: unknown) => booleanText(value),
    'True or False.',
  ),
  equals: member('bool Equals(bool obj)', (value: boolean, other: boolean) => value === other, 'Whether both are the same.'),
  equalsObject: member('bool Equals(object obj)', (value: boolean, other: unknown) => value === other, 'Whether a value is the same bool.'),
  compareTo: member(
    'int CompareTo(bool value)',
    (value: boolean, other: boolean) => Number(value) - Number(other),
    'Orders false before true.',
  ),
  compareToObject: member(
    'int CompareTo(object obj)',
    (value: boolean, other: unknown) =>
      other === null ? 1 : typeof other === 'boolean' ? Number(value) - Number(other) : argument('Object must be of type Boolean.'),
    'Orders false before true.',
  ),
  getHashCode: member('int GetHashCode()', (value: boolean) => Number(value), 'One for true, zero for false.'),
  getType: member('Type GetType()', (_value: boolean) => new Type(BOOLEAN), 'The type bool.'),
  getTypeCode: member('TypeCode GetTypeCode()', (_value: boolean) => 3, 'TypeCode.Boolean.'),
});
