import { NetException } from '../../values.ts';

/** What a pattern can do wrong, in the words of .NET Core 3.1. */
export const faults = {
  alternationCantCapture: 'Alternation conditions do not capture and cannot be named.',
  alternationCantHaveComment: 'Alternation conditions cannot be comments.',
  classInRange: (letter: string) => `Cannot include class \\${letter} in character range.`,
  groupOutOfRange: 'Capture group numbers must be less than or equal to Int32.MaxValue.',
  groupZero: 'Capture number cannot be zero.',
  endEscape: 'Illegal \\ at end of pattern.',
  illegalCondition: 'Illegal conditional (?(...)) expression.',
  illegalRange: 'Illegal {x,y} with x > y.',
  incompleteProperty: 'Incomplete \\p{X} character escape.',
  groupName: 'Invalid group name: Group names must begin with a word character.',
  malformedReference: 'Malformed \\k<...> named back reference.',
  malformedCondition: (group: number) => `(?(${group}) ) malformed.`,
  malformedProperty: 'Malformed \\p{X} character escape.',
  missingControl: 'Missing control character.',
  nestedQuantifier: (quantifier: string) => `Nested quantifier ${quantifier}.`,
  notEnoughParens: "Not enough )'s.",
  nothingToRepeat: 'Quantifier {x,y} following nothing.',
  reversedRange: '[x-y] range in reverse order.',
  subtractionNotLast: 'A subtraction must be the last element in a character class.',
  tooFewHex: 'Insufficient hexadecimal digits.',
  tooManyAlternates: 'Too many | in (?()|).',
  tooManyParens: "Too many )'s.",
  undefinedGroup: (group: number) => `Reference to undefined group number ${group}.`,
  undefinedName: (name: string) => `Reference to undefined group name ${name}.`,
  undefinedCondition: (group: number) => `(?(${group}) ) reference to undefined group.`,
  unknownProperty: (name: string) => `Unknown property '${name}'.`,
  unknownControl: 'Unrecognized control character.',
  unknownEscape: (letter: string) => `Unrecognized escape sequence \\${letter}.`,
  unknownGrouping: 'Unrecognized grouping construct.',
  unterminatedClass: 'Unterminated [] set.',
  unterminatedComment: 'Unterminated (?#...) comment.',
} as const;

/** A pattern that .NET refuses, too. `offset` is where reading stopped, in UTF-16 units. */
export class InvalidPattern extends NetException {
  readonly offset: number;
  readonly fault: string;

  constructor(pattern: string, offset: number, fault: string) {
    super('System.ArgumentException', `Invalid pattern '${pattern}' at offset ${offset}. ${fault}`);
    this.offset = offset;
    this.fault = fault;
  }
}

/** A pattern that .NET would take but that is too large to be run here. `why` says what would be right. */
export class PatternRefused extends NetException {
  readonly why: string;

  constructor(why: string) {
    super('System.NotSupportedException', `The regular expression is not supported here: ${why}.`);
    this.why = why;
  }
}
