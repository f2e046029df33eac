import { message } from '../../../diagnostics/message.ts';

/** What the lexer has to say. The C# code, where one message serves several, is given where it is reported. */

export const unexpectedCharacter = message('csharp/unexpected-character', 'error', 'C# knows no character `{character}` here', 'remove it');

export const lonelyAt = message(
  'csharp/lonely-at',
  'error',
  '`@` stands alone',
  'in C#, `@` begins a verbatim string `@"…"` or a name that is also a keyword; an expression inside an expression has no `@`',
);

export const stringNotClosed = message(
  'csharp/string-not-closed',
  'error',
  'this string has no closing quote on its line',
  'end it with `"`; a string over several lines is written `@"…"`',
);

export const verbatimStringNotClosed = message(
  'csharp/verbatim-string-not-closed',
  'error',
  'this `@"` string has no closing quote',
  'end it with `"`; a quote inside is written `""`',
);

export const charNotClosed = message(
  'csharp/char-not-closed',
  'error',
  'this character has no closing quote on its line',
  "end it with `'`",
);

export const emptyChar = message('csharp/empty-char', 'error', 'there is no character between the quotes', "write one, as in `'a'`");

export const longChar = message(
  'csharp/long-char',
  'error',
  'there is more than one character between single quotes',
  'single quotes hold one character; a string takes double quotes, in an XML attribute `&quot;`',
);

export const unknownEscape = message(
  'csharp/unknown-escape',
  'error',
  '`{escape}` is no escape sequence',
  'write `\\\\` for a backslash, or use a verbatim string `@"…"`',
);

export const commentNotClosed = message('csharp/comment-not-closed', 'error', 'this comment has no end', 'end it with `*/`');

export const badNumber = message(
  'csharp/bad-number',
  'error',
  'this number is not well formed',
  'digits are missing, or `_` stands where no digit follows',
);

export const badExponent = message('csharp/bad-exponent', 'error', 'the exponent of this number has no digits', 'write it as in `1e6`');

export const integerTooLarge = message(
  'csharp/number-too-large',
  'error',
  'this integer is larger than any integer type holds',
  'the largest is 18446744073709551615; a `decimal`, suffix `m`, holds 28 digits',
);

export const realTooLarge = message('csharp/real-too-large', 'error', 'this number is outside the range of `{type}`');

export const loneBrace = message(
  'csharp/lone-brace',
  'error',
  'a `}` alone closes nothing in this interpolated string',
  'write `}}` for a brace in the text',
);

export const escapedBrace = message(
  'csharp/escaped-brace',
  'error',
  'a brace cannot be written as `{escape}` in an interpolated string',
  'double the brace instead',
);

export const holeNotClosed = message(
  'csharp/hole-not-closed',
  'error',
  'this hole of an interpolated string has no closing brace',
  'close it with `}`; a brace in the text is written twice',
);

export const holeMismatch = message(
  'csharp/hole-mismatch',
  'error',
  'the hole of an interpolated string ends before `{expected}`',
  'put `{expected}` before the `}`',
);

export const commentInHole = message(
  'csharp/comment-in-hole',
  'error',
  'a `//` comment cannot stand inside an interpolated string',
  'use `/* … */`, or put the comment before the string',
);

export const braceInFormat = message('csharp/brace-in-format', 'error', 'a format cannot hold `{`', 'end the hole with `}` first');

export const emptyFormat = message('csharp/empty-format', 'error', 'there is no format behind the colon', 'write one, as in `x:N2`');

export const spaceAfterFormat = message(
  'csharp/space-after-format',
  'error',
  'the format ends with white space',
  'remove it: .NET would take it as part of the format',
);

export const misplacedDirective = message(
  'csharp/misplaced-directive',
  'error',
  'a preprocessor directive stands on a line of its own',
  'remove it; `#` has no other meaning in C#',
);

export const directive = message(
  'unsupported/directive',
  'warning',
  'preprocessor directives are not run here',
  'remove the line; `#region` and `#pragma` may stay',
);

export const entity = message(
  'csharp/entity',
  'error',
  '`{entity}` is an XML entity, and this code is read as it stands',
  'write the character itself',
);
