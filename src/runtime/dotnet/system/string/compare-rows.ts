import { member } from '../../define.ts';
import { equals } from '../../equals.ts';
import { argument, indexOutOfRange, outOfRange } from '../../failures.ts';
import { textHash } from '../../hash.ts';
import { type Comparison, compareText, comparisonOf, equalText } from '../../text/comparison.ts';

type Text = string | null;
/** CultureInfo: there is only the invariant culture. */
type Culture = unknown;

const chosenCase = (ignoreCase: boolean): Comparison => (ignoreCase ? 'cultureIgnoreCase' : 'culture');

function compareParts(a: Text, indexA: number, b: Text, indexB: number, length: number, comparison: Comparison): number {
  if (length < 0) outOfRange('length', 'Length cannot be less than zero.');
  if (indexA < 0 || indexA > (a ?? '').length) indexOutOfRange('indexA');
  if (indexB < 0 || indexB > (b ?? '').length) indexOutOfRange('indexB');
  return compareText(
    a === null ? null : a.slice(indexA, indexA + length),
    b === null ? null : b.slice(indexB, indexB + length),
    comparison,
  );
}

/** Order and equality of texts. */
export const compareRows = {
  compare: member(
    'static int Compare(string strA, string strB)',
    (a: Text, b: Text) => compareText(a, b, 'culture'),
    'Orders two texts by the invariant culture.',
  ),
  compareCase: member(
    'static int Compare(string strA, string strB, bool ignoreCase)',
    (a: Text, b: Text, ignoreCase: boolean) => compareText(a, b, chosenCase(ignoreCase)),
    'Orders two texts by the invariant culture.',
  ),
  compareCulture: member(
    'static int Compare(string strA, string strB, bool ignoreCase, CultureInfo culture)',
    (a: Text, b: Text, ignoreCase: boolean, _culture: Culture) => compareText(a, b, chosenCase(ignoreCase)),
    'Orders two texts by a culture.',
  ),
  compareBy: member(
    'static int Compare(string strA, string strB, StringComparison comparisonType)',
    (a: Text, b: Text, comparison: number) => compareText(a, b, comparisonOf(comparison)),
    'Orders two texts.',
  ),
  compareParts: member(
    'static int Compare(string strA, int indexA, string strB, int indexB, int length)',
    (a: Text, indexA: number, b: Text, indexB: number, length: number) => compareParts(a, indexA, b, indexB, length, 'culture'),
    'Orders parts of two texts by the invariant culture.',
  ),
  comparePartsCase: member(
    'static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)',
    (a: Text, indexA: number, b: Text, indexB: number, length: number, ignoreCase: boolean) =>
      compareParts(a, indexA, b, indexB, length, chosenCase(ignoreCase)),
    'Orders parts of two texts by the invariant culture.',
  ),
  comparePartsBy: member(
    'static int Compare(string strA, int indexA, string strB, int indexB, int length, StringComparison comparisonType)',
    (a: Text, indexA: number, b: Text, indexB: number, length: number, comparison: number) =>
      compareParts(a, indexA, b, indexB, length, comparisonOf(comparison)),
    'Orders parts of two texts.',
  ),
  compareOrdinal: member(
    'static int CompareOrdinal(string strA, string strB)',
    (a: Text, b: Text) => compareText(a, b, 'ordinal'),
    'Orders two texts by their UTF-16 units.',
  ),
  compareOrdinalParts: member(
    'static int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)',
    (a: Text, indexA: number, b: Text, indexB: number, length: number) => compareParts(a, indexA, b, indexB, length, 'ordinal'),
    'Orders parts of two texts by their UTF-16 units.',
  ),
  compareTo: member(
    'int CompareTo(string strB)',
    (text: string, other: Text) => compareText(text, other, 'culture'),
    'Orders this text and another by the invariant culture.',
  ),
  compareToObject: member(
    'int CompareTo(object value)',
    (text: string, other: unknown) =>
      other === null || typeof other === 'string' ? compareText(text, other, 'culture') : argument('Object must be of type String.'),
    'Orders this text and another by the invariant culture.',
  ),
  equalsStatic: member('static bool Equals(string a, string b)', (a: Text, b: Text) => a === b, 'Whether two texts are the same.'),
  equalsStaticBy: member(
    'static bool Equals(string a, string b, StringComparison comparisonType)',
    (a: Text, b: Text, comparison: number) => equalText(a, b, comparisonOf(comparison)),
    'Whether two texts are equal under a comparison.',
  ),
  equals: member('bool Equals(string value)', (text: string, other: Text) => text === other, 'Whether this text and another are the same.'),
  equalsBy: member(
    'bool Equals(string value, StringComparison comparisonType)',
    (text: string, other: Text, comparison: number) => equalText(text, other, comparisonOf(comparison)),
    'Whether this text and another are equal under a comparison.',
  ),
  equalsObject: member(
    'bool Equals(object obj)',
    (text: string, other: unknown) => equals(text, other),
    'Whether a value is the same text.',
  ),
  equal: member('static bool operator ==(string a, string b)', (a: Text, b: Text) => a === b, 'Whether two texts are the same.'),
  notEqual: member('static bool operator !=(string a, string b)', (a: Text, b: Text) => a !== b, 'Whether two texts differ.'),
  getHashCode: member('int GetHashCode()', textHash, 'A number that equal texts share.'),
};
