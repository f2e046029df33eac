import type { Comparer } from '../collections/equality.ts';
import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument } from '../failures.ts';
import { hash, textHash } from '../hash.ts';
import { runtimeType } from '../runtime-type.ts';
import { type Comparison, compareText, comparisonOf, equalText, foldText } from '../text/comparison.ts';
import { netType } from '../values.ts';

type Text = string | null;

/** System.StringComparer: equality and order of texts for collections. */
export class StringComparer implements Comparer {
  readonly comparison: Comparison;

  private constructor(comparison: Comparison) {
    this.comparison = comparison;
  }

  static readonly invariantCulture = new StringComparer('culture');
  static readonly invariantCultureIgnoreCase = new StringComparer('cultureIgnoreCase');
  static readonly ordinal = new StringComparer('ordinal');
  static readonly ordinalIgnoreCase = new StringComparer('ordinalIgnoreCase');

  static of(comparison: number): StringComparer {
    return new StringComparer(comparisonOf(comparison));
  }

  get [netType]() {
    return STRING_COMPARER;
  }

  toString(): string {
    return 'System.StringComparer';
  }

  compare(a: unknown, b: unknown): number {
    if (isText(a) && isText(b)) return compareText(a, b, this.comparison);
    return argument('At least one object must implement IComparable.');
  }

  equals(a: unknown, b: unknown): boolean {
    return isText(a) && isText(b) ? equalText(a, b, this.comparison) : equals(a, b);
  }

  key(value: unknown): unknown {
    return typeof value === 'string' ? foldText(value, this.comparison) : value;
  }
}

const STRING_COMPARER = runtimeType('System.StringComparer');

const isText = (value: unknown): value is Text => value === null || typeof value === 'string';

export const StringComparer_ = dotnetType(
  'abstract class System.StringComparer : IComparer<string>, IEqualityComparer<string>',
  'Equality and order of texts for collections.',
  {
    ordinal: constant('static readonly StringComparer Ordinal', StringComparer.ordinal, 'By UTF-16 units.'),
    ordinalIgnoreCase: constant(
      'static readonly StringComparer OrdinalIgnoreCase',
      StringComparer.ordinalIgnoreCase,
      'By UTF-16 units, without regard to case.',
    ),
    invariantCulture: constant(
      'static readonly StringComparer InvariantCulture',
      StringComparer.invariantCulture,
      'By the invariant culture.',
    ),
    invariantCultureIgnoreCase: constant(
      'static readonly StringComparer InvariantCultureIgnoreCase',
      StringComparer.invariantCultureIgnoreCase,
      'By the invariant culture, without regard to case.',
    ),
    currentCulture: constant('static readonly StringComparer CurrentCulture', StringComparer.invariantCulture, 'By the invariant culture.'),
    currentCultureIgnoreCase: constant(
      'static readonly StringComparer CurrentCultureIgnoreCase',
      StringComparer.invariantCultureIgnoreCase,
      'By the invariant culture, without regard to case.',
    ),
    fromComparison: member(
      'static StringComparer FromComparison(StringComparison comparisonType)',
      (comparison: number) => StringComparer.of(comparison),
      'The comparer of a comparison.',
    ),
    compare: member(
      'int Compare(string x, string y)',
      (comparer: StringComparer, a: Text, b: Text) => compareText(a, b, comparer.comparison),
      'Orders two texts.',
    ),
    equals: member(
      'bool Equals(string x, string y)',
      (comparer: StringComparer, a: Text, b: Text) => equalText(a, b, comparer.comparison),
      'Whether two texts are equal.',
    ),
    getHashCode: member(
      'int GetHashCode(string obj)',
      (comparer: StringComparer, text: Text) => (text === null ? hash(text) : textHash(foldText(text, comparer.comparison))),
      'A number that equal texts share.',
    ),
  },
);
