import type { LiteralValue } from './ast.ts';

const reservedWords = [
  'abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else',
  'enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock',
  'long namespace new null object operator out override params private protected public readonly ref return sbyte sealed',
  'short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort',
  'using virtual void volatile while __arglist __makeref __reftype __refvalue',
] as const;

/** The words of a text with single spaces between them. */
type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text;

export type Keyword = Words<(typeof reservedWords)[number]>;

const keywords: ReadonlySet<string> = new Set(reservedWords.flatMap((line) => line.split(' ')));

/** True for the words that C# reserves everywhere; contextual words such as `var` or `from` are identifiers. */
export const isKeyword = (text: string): text is Keyword => keywords.has(text);

/**
 * Every operator and punctuator by its text. `>>` and `>>=` are missing on purpose: a `>` always stands alone, so that `List<List<int>>`
 * needs no splitting; the expression parser joins neighbours. `??=` and `..` are C# 8, known so that they can be refused by name.
 */
const operatorTexts = [
  '( ) [ ] { } ; , . .. : :: ? ?? ??= + ++ += - -- -= -> * *= / /= % %= & && &= | || |= ^ ^= ! != ~ = == => < <= << <<= >',
  '>=',
] as const;

export type Punctuator = Words<(typeof operatorTexts)[number]>;

const punctuators = operatorTexts.flatMap((line) => line.split(' ') as Punctuator[]);

/** Every operator and punctuator by the code of its first character, the longest first. */
export const punctuatorsFrom: ReadonlyMap<number, readonly Punctuator[]> = new Map(
  punctuators.map((first) => [first.charCodeAt(0), punctuators.filter((text) => text[0] === first[0]).sort((a, b) => b.length - a.length)]),
);

/**
 * What a token is. Keywords and punctuators are their own kind. `bad` is a character that C# does not know, already reported;
 * `end` ends the code or the hole of an interpolated string.
 */
export type TokenKind =
  | 'identifier'
  | 'number'
  | 'string-literal'
  | 'char-literal'
  | 'interpolated'
  | 'named-value'
  | 'bad'
  | 'end'
  | Keyword
  | Punctuator;

/** One piece of an interpolated string as the lexer saw it. Offsets are into the code. */
export type InterpolatedPiece =
  | { readonly kind: 'text'; readonly start: number; readonly end: number; readonly value: string }
  | {
      readonly kind: 'hole';
      /** From the opening to behind the closing brace. */
      readonly start: number;
      readonly end: number;
      /** Ends with an `end` token at the colon or the brace. */
      readonly tokens: readonly Token[];
      readonly format: string | undefined;
      /** It was not closed as it should be, which is reported: the parser keeps silent about the code in it. */
      readonly flawed: boolean;
    };

export interface Token {
  readonly kind: TokenKind;
  /** Offsets into the code, half open. */
  readonly start: number;
  readonly end: number;
  /** An identifier without `@` and escapes; a keyword's or operator's own text; the name of a named value; else empty. */
  readonly text: string;
  /** The text where it may act as a contextual keyword: empty for `@from` and for identifiers with escapes. */
  readonly contextual: string;
  /** A line ends between the token before and this one. */
  readonly newlineBefore: boolean;
  /** The lexer has reported something about this token; the parser then does not complain about it once more. */
  readonly flawed: boolean;
  readonly value: LiteralValue | undefined;
  readonly pieces: readonly InterpolatedPiece[];
  /** A string literal in the `"""` form of C# 11. */
  readonly raw: boolean;
}

/** A set of token kinds, written as words with spaces between them. A word that is no kind does not compile. */
export const kinds = <const Text extends string>(
  ...lines: readonly (Words<Text> extends TokenKind ? Text : never)[]
): ReadonlySet<TokenKind> => new Set(lines.flatMap((line) => line.split(' ') as TokenKind[]));

const predefined = kinds('bool byte sbyte short ushort int uint long ulong float double decimal char string object void');

/** True for the keywords that name a type: `int`, `string`, `void` … */
export const isPredefinedType = (kind: TokenKind): boolean => predefined.has(kind);

const queryWords: ReadonlySet<string> = new Set(
  'from join into where orderby group select let on equals ascending descending by'.split(' '),
);

/** True for an identifier that, inside a query expression, is a keyword. */
export const isQueryWord = (token: Token): boolean => queryWords.has(token.contextual);
