import type { LiteralValue } from './ast.ts';
import { isDigit, isFormatting, isIdentifierPart, isIdentifierStart, isNewline, isWhitespace } from './characters.ts';
import { scanIdentifierEscape } from './escapes.ts';
import {
  commentInHole,
  commentNotClosed,
  directive,
  entity,
  holeMismatch,
  lonelyAt,
  misplacedDirective,
  unexpectedCharacter,
} from './lexical-messages.ts';
import { features, newerSyntax } from './newer-syntax.ts';
import { scanNumber } from './numbers.ts';
import type { Scanner } from './scanner.ts';
import { type HoleTokens, scanInterpolatedString } from './string-interpolation.ts';
import { complainUnclosed, scanChar, scanRawString, scanRegularString, scanVerbatimString } from './strings.ts';
import { type InterpolatedPiece, isKeyword, type Punctuator, punctuatorsFrom, type Token, type TokenKind } from './tokens.ts';

/** Where the lexer is: in plain code, or in the hole of an interpolated string, which ends at its brace or colon. */
type Place = 'code' | 'hole' | 'verbatim-hole';

/** All tokens of the code, ending with `end`. What is wrong with one is reported at once; the token is there all the same. */
export function tokenize(s: Scanner): Token[] {
  const tokens: Token[] = [];
  for (;;) {
    const newlineBefore = skipTrivia(s, 'code').newline !== undefined;
    if (s.atEnd) {
      tokens.push(token('end', s.at, s.at, newlineBefore));
      return tokens;
    }
    tokens.push(scanToken(s, newlineBefore));
  }
}

const closers: Readonly<Record<string, ')' | ']' | '}'>> = { '(': ')', '[': ']', '{': '}' };

/** Lexes a hole up to the `}` or `:` that belongs to no bracket opened inside it. */
function lexHole(s: Scanner, verbatim: boolean): HoleTokens {
  const place: Place = verbatim ? 'verbatim-hole' : 'hole';
  const tokens: Token[] = [];
  const open: string[] = [];
  const before = s.complaints;
  let newline: number | undefined;
  let broken = false;
  const done = (stop: HoleTokens['stop'], newlineBefore: boolean): HoleTokens => {
    tokens.push(token('end', s.at, s.at, newlineBefore));
    return { tokens, stop, newline, flawed: broken || (stop !== 'brace' && s.complaints > before) };
  };
  for (;;) {
    const trivia = skipTrivia(s, place);
    newline ??= trivia.newline;
    broken ||= trivia.broken;
    const newlineBefore = trivia.newline !== undefined;
    if (s.atEnd) return done('end', newlineBefore);
    const start = s.at;
    const code = s.peek();
    if (code === 58 && open.length === 0) return done('colon', newlineBefore);
    if (code === 41 || code === 93 || code === 125) {
      const expected = open.at(-1) ?? '}';
      const found = s.code.charAt(start);
      if (found !== expected && !broken) {
        s.complain(holeMismatch, start, start + 1, { expected }, { cs: 'CS1003' });
        broken = true;
      }
      if (found === '}' && !open.includes('}')) return done('brace', newlineBefore);
      if (found === expected) open.pop();
      else if (found === '}') open.length = open.lastIndexOf('}');
    }
    if (code === 34) {
      const { value, closed } = scanRegularString(s);
      if (!closed) {
        s.at = start;
        return done('quote', newlineBefore);
      }
      tokens.push(literal(s, 'string-literal', start, newlineBefore, { type: 'string', value }, before));
      continue;
    }
    const next = scanToken(s, newlineBefore);
    tokens.push(next);
    const closer = closers[next.kind];
    if (closer !== undefined) open.push(closer);
  }
}

interface Trivia {
  /** Where the first line ended in it. */
  readonly newline: number | undefined;
  /** It held what cannot stand in a hole. */
  readonly broken: boolean;
}

/** Skips white space, comments and the directives that mean nothing to the code. */
function skipTrivia(s: Scanner, place: Place): Trivia {
  const atStart = s.at === 0;
  let newline: number | undefined;
  let broken = false;
  for (;;) {
    const code = s.peek();
    if (isWhitespace(code)) s.at++;
    else if (isNewline(code)) {
      newline ??= s.at;
      s.at++;
    } else if (code === 47 && s.peek(1) === 47) {
      if (place === 'hole') {
        s.complain(commentInHole, s.at, s.at + 2, {}, { cs: 'CS8077' });
        broken = true;
        s.at += 2;
      } else skipLine(s);
    } else if (code === 47 && s.peek(1) === 42) newline = skipBlockComment(s, newline);
    else if (code === 35 && place === 'code' && (atStart || newline !== undefined)) skipDirective(s);
    else return { newline, broken };
  }
}

function skipLine(s: Scanner): void {
  while (!s.atEnd && !isNewline(s.peek())) s.at++;
}

/** `#region` and `#pragma` say nothing about what the code does; `#if` and its like would, and are refused. */
function skipDirective(s: Scanner): void {
  const start = s.at;
  skipLine(s);
  if (!/^#[ \t]*(?:region|endregion|pragma)\b/.test(s.code.slice(start, s.at))) s.complain(directive, start, s.at, {});
}

function skipBlockComment(s: Scanner, newline: number | undefined): number | undefined {
  const start = s.at;
  const close = s.code.indexOf('*/', start + 2);
  s.at = close < 0 ? s.code.length : close + 2;
  if (close < 0) s.complain(commentNotClosed, start, start + 2, {}, { cs: 'CS1035' });
  if (newline !== undefined) return newline;
  for (let i = start; i < s.at; i++) if (isNewline(s.code.charCodeAt(i))) return i;
  return undefined;
}

function scanToken(s: Scanner, newlineBefore: boolean): Token {
  const start = s.at;
  const before = s.complaints;
  const code = s.peek();
  const next = s.peek(1);
  if (isIdentifierStart(code) || (code === 92 && (next === 117 || next === 85))) return scanIdentifier(s, newlineBefore);
  if (isDigit(code) || (code === 46 && isDigit(next))) return literal(s, 'number', start, newlineBefore, scanNumber(s), before);
  if (code === 34 || code === 36) {
    const raw = scanRawString(s);
    if (raw !== undefined) {
      return token('string-literal', start, s.at, newlineBefore, '', { value: { type: 'string', value: raw }, raw: true });
    }
  }
  if (code === 34) {
    const { value, closed } = scanRegularString(s);
    if (!closed) complainUnclosed(s, start);
    return literal(s, 'string-literal', start, newlineBefore, { type: 'string', value }, before);
  }
  if (code === 39) return literal(s, 'char-literal', start, newlineBefore, { type: 'char', value: scanChar(s) }, before);
  if (code === 64) return scanAt(s, newlineBefore);
  if (code === 36) {
    if (next === 34) return interpolated(s, newlineBefore, false);
    if (next === 64 && s.peek(2) === 34) return interpolated(s, newlineBefore, true);
  }
  if (s.namedValuesUnknown && (code === 0xe001 || (code === 123 && next === 123))) {
    const name = scanNamedValue(s);
    if (name !== undefined) return token('named-value', start, s.at, newlineBefore, name);
  }
  return (code === 38 ? scanEntity(s, newlineBefore) : undefined) ?? scanOperator(s, newlineBefore);
}

/** What an author may have escaped, the longest first. */
const entities: readonly (readonly [string, Punctuator | 'quote'])[] = [
  ['&amp;&amp;', '&&'],
  ['&amp;', '&'],
  ['&lt;=', '<='],
  ['&lt;', '<'],
  ['&gt;=', '>='],
  ['&gt;', '>'],
  ['&quot;', 'quote'],
  ['&apos;', 'quote'],
];

/**
 * Reads an XML entity where C# has an operator: the document is not read as XML, or was escaped twice. It is reported and taken for what
 * it stands for. To C# it is `&` before a name that does not exist.
 */
function scanEntity(s: Scanner, newlineBefore: boolean): Token | undefined {
  const found = entities.find(([written]) => s.sees(written));
  if (found === undefined) return undefined;
  const start = s.at;
  const [written, meaning] = found;
  s.at += written.length;
  s.complain(entity, start, s.at, { entity: written }, { cs: 'CS0103' });
  if (meaning !== 'quote') return token(meaning, start, s.at, newlineBefore, meaning, { flawed: true });
  const from = s.at;
  while (!s.atEnd && !s.sees(written) && !isNewline(s.peek())) s.at++;
  const value = s.code.slice(from, s.at);
  if (s.sees(written)) s.at += written.length;
  return token('string-literal', start, s.at, newlineBefore, '', { value: { type: 'string', value }, flawed: true });
}

/** Reads what begins with `@`: a verbatim string, an interpolated one, or an identifier. */
function scanAt(s: Scanner, newlineBefore: boolean): Token {
  const start = s.at;
  const before = s.complaints;
  if (s.peek(1) === 34) {
    return literal(s, 'string-literal', start, newlineBefore, { type: 'string', value: scanVerbatimString(s) }, before);
  }
  if (s.peek(1) === 36 && s.peek(2) === 34) {
    const { feature, version, cs, help } = features.verbatimOrder;
    s.complain(newerSyntax, start, start + 2, { feature, version }, { cs, help });
    return interpolated(s, newlineBefore, true);
  }
  if (isIdentifierStart(s.peek(1)) || s.peek(1) === 92) {
    s.at++;
    const { text } = scanIdentifierText(s);
    if (text !== '') return token('identifier', start, s.at, newlineBefore, text);
  }
  s.at = start + 1;
  s.complain(lonelyAt, start, s.at, {}, { cs: 'CS1646' });
  return flawedToken(start, s.at, newlineBefore);
}

function scanIdentifier(s: Scanner, newlineBefore: boolean): Token {
  const start = s.at;
  const { text, escaped } = scanIdentifierText(s);
  if (text === '') return unexpected(s, newlineBefore);
  if (isKeyword(text) && !escaped) return token(text, start, s.at, newlineBefore, text);
  return token('identifier', start, s.at, newlineBefore, text, escaped ? {} : { contextual: text });
}

function scanIdentifierText(s: Scanner): { readonly text: string; readonly escaped: boolean } {
  let from = s.at;
  while (isIdentifierPart(s.peek()) && s.peek() < 128) s.at++;
  if (s.peek() !== 92 && !(s.peek() > 127 && isIdentifierPart(s.peek()))) return { text: s.code.slice(from, s.at), escaped: false };
  let text = s.code.slice(from, s.at);
  let escaped = false;
  for (;;) {
    from = s.at;
    const written = s.peek() === 92 ? scanIdentifierEscape(s) : s.code.charAt(s.at++);
    const code = written?.charCodeAt(0) ?? Number.NaN;
    if (written === undefined || !(text === '' ? isIdentifierStart(code) : isIdentifierPart(code))) {
      s.at = from;
      return { text, escaped };
    }
    escaped ||= s.code.charCodeAt(from) === 92;
    if (!isFormatting(code)) text += written;
  }
}

function interpolated(s: Scanner, newlineBefore: boolean, verbatim: boolean): Token {
  const start = s.at;
  const before = s.complaints;
  const pieces = scanInterpolatedString(s, verbatim, lexHole);
  return token('interpolated', start, s.at, newlineBefore, '', { pieces, flawed: s.complaints > before });
}

/** Reads `{{name}}`; undefined, and nothing read, when it is not one. Names hold letters, digits, `.`, `-` and `_`. */
function scanNamedValue(s: Scanner): string | undefined {
  const match = /\{\{\s*([\w.-]{1,256})\s*\}\}|\uE001([\w.-]{1,256})\uE002/y;
  match.lastIndex = s.at;
  const found = match.exec(s.code);
  if (found === null) return undefined;
  s.at += found[0].length;
  return found[1] ?? found[2];
}

function scanOperator(s: Scanner, newlineBefore: boolean): Token {
  const start = s.at;
  for (const text of punctuatorsFrom.get(s.peek()) ?? []) {
    if (text.length > 1 && !s.sees(text)) continue;
    s.at += text.length;
    return token(text, start, s.at, newlineBefore, text);
  }
  return unexpected(s, newlineBefore);
}

function unexpected(s: Scanner, newlineBefore: boolean): Token {
  const start = s.at;
  const character = String.fromCodePoint(s.code.codePointAt(start) ?? 0);
  if (character === '#') {
    // C# takes the whole line as the directive, so that nothing else on it is looked at.
    skipLine(s);
    s.complain(misplacedDirective, start, s.at, {}, { cs: 'CS1040' });
  } else {
    s.at += character.length;
    const help = /[\u2018-\u201F\u00AB\u00BB]/.test(character) ? { help: 'C# knows straight quotes only' } : {};
    s.complain(unexpectedCharacter, start, s.at, { character: character === '`' ? 'U+0060' : character }, { cs: 'CS1056', ...help });
  }
  return flawedToken(start, s.at, newlineBefore);
}

const noPieces: readonly InterpolatedPiece[] = [];

type TokenExtra = Partial<Pick<Token, 'contextual' | 'flawed' | 'value' | 'pieces' | 'raw'>>;

const plain: TokenExtra = {};

function token(kind: TokenKind, start: number, end: number, newlineBefore: boolean, text = '', extra: TokenExtra = plain): Token {
  const { contextual = '', flawed = false, value, pieces = noPieces, raw = false } = extra;
  return { kind, start, end, text, contextual, newlineBefore, flawed, value, pieces, raw };
}

function flawedToken(start: number, end: number, newlineBefore: boolean): Token {
  return token('bad', start, end, newlineBefore, '', { flawed: true });
}

function literal(s: Scanner, kind: TokenKind, start: number, newlineBefore: boolean, value: LiteralValue, before: number): Token {
  return token(kind, start, s.at, newlineBefore, '', { value, flawed: s.complaints > before });
}
