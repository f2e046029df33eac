/** What Unicode says of a character. */

/** The two-letter categories in the order of System.Globalization.UnicodeCategory. */
const categories: readonly RegExp[] = [
  /\p{Lu}/u,
  /\p{Ll}/u,
  /\p{Lt}/u,
  /\p{Lm}/u,
  /\p{Lo}/u,
  /\p{Mn}/u,
  /\p{Mc}/u,
  /\p{Me}/u,
  /\p{Nd}/u,
  /\p{Nl}/u,
  /\p{No}/u,
  /\p{Zs}/u,
  /\p{Zl}/u,
  /\p{Zp}/u,
  /\p{Cc}/u,
  /\p{Cf}/u,
  /\p{Cs}/u,
  /\p{Co}/u,
  /\p{Pc}/u,
  /\p{Pd}/u,
  /\p{Ps}/u,
  /\p{Pe}/u,
  /\p{Pi}/u,
  /\p{Pf}/u,
  /\p{Po}/u,
  /\p{Sm}/u,
  /\p{Sc}/u,
  /\p{Sk}/u,
  /\p{So}/u,
];

const unassigned = 29;

/** The value of UnicodeCategory. */
export function unicodeCategory(c: string): number {
  const found = categories.findIndex((category) => category.test(c));
  return found < 0 ? unassigned : found;
}

const tests = {
  digit: /^\p{Nd}/u,
  number: /^\p{N}/u,
  letter: /^\p{L}/u,
  letterOrDigit: /^[\p{L}\p{Nd}]/u,
  lower: /^\p{Ll}/u,
  upper: /^\p{Lu}/u,
  punctuation: /^\p{P}/u,
  symbol: /^\p{S}/u,
  separator: /^\p{Z}/u,
  control: /^\p{Cc}/u,
  whiteSpace: /^(?!\ufeff)[\s\u0085]/u,
} as const;

export type CharacterTest = keyof typeof tests;

/** Whether the first character of `c` is of a kind. */
export const isCharacter = (kind: CharacterTest, c: string): boolean => tests[kind].test(c);

/** The number that a digit, a fraction or another numeral stands for; -1 when it is none. */
export function numericValue(c: string): number {
  const code = c.codePointAt(0) ?? 0;
  if (tests.digit.test(c)) {
    // Decimal digits come in runs that begin at …0 or …6.
    const low = code & 0xf;
    return tests.digit.test(String.fromCodePoint(code - low)) ? low : low - 6;
  }
  if (!tests.number.test(c)) return -1;
  const [, numerator, , denominator] = /^(\d+)(\u2044(\d+))?$/.exec(c.normalize('NFKC')) ?? [];
  if (numerator === undefined) return -1;
  return denominator === undefined ? Number(numerator) : Number(numerator) / Number(denominator);
}
