import type { Extra } from '../../../diagnostics/diagnostic.ts';
import type { Message, Params } from '../../../diagnostics/message.ts';
import { isNewline, isWhitespace } from './characters.ts';
import { scanEscape } from './escapes.ts';
import {
  braceInFormat,
  emptyFormat,
  escapedBrace,
  holeNotClosed,
  loneBrace,
  spaceAfterFormat,
  stringNotClosed,
  verbatimStringNotClosed,
} from './lexical-messages.ts';
import { features, newerSyntax } from './newer-syntax.ts';
import type { Scanner } from './scanner.ts';
import { tooDeep } from './syntax-messages.ts';
import type { InterpolatedPiece, Token } from './tokens.ts';

/** What the lexer finds in a hole, with the scanner left on what ended it. */
export interface HoleTokens {
  readonly tokens: readonly Token[];
  /** `quote`: a string began that never ends, so the hole was not closed and that quote ends the string around it. */
  readonly stop: 'brace' | 'colon' | 'quote' | 'end';
  /** Where a line ended inside the hole, if one did. */
  readonly newline: number | undefined;
  readonly flawed: boolean;
}

/** Lexes the code in a hole; the scanner stands behind its opening brace. */
export type LexHole = (s: Scanner, verbatim: boolean) => HoleTokens;

/** Interpolated strings inside the holes of interpolated strings, so many deep. */
const deepest = 32;

/** An interpolated string being read. Only the first thing wrong with its braces is reported: the rest follows from it. */
interface Reading {
  readonly s: Scanner;
  readonly verbatim: boolean;
  readonly lexHole: LexHole;
  broken: boolean;
}

function complainOnce<Text extends string>(
  r: Reading,
  message: Message<Text>,
  start: number,
  end: number,
  params: Params<Text>,
  extra: Extra,
): void {
  if (!r.broken) r.s.complain(message, start, end, params, extra);
  r.broken = true;
}

/**
 * Reads an interpolated string whose `$"` or `$@"` is next, holes included: one pass, since scanning a hole first and lexing it
 * afterwards would read a nested string once for every string around it.
 */
export function scanInterpolatedString(s: Scanner, verbatim: boolean, lexHole: LexHole): InterpolatedPiece[] {
  const r: Reading = { s, verbatim, lexHole, broken: false };
  const start = s.at;
  s.at += verbatim ? 3 : 2;
  s.interpolations++;
  const pieces: InterpolatedPiece[] = [];
  for (;;) {
    const text = scanText(r);
    if (text !== undefined) pieces.push(text);
    if (s.atEnd || s.peek() !== 123) break;
    if (s.interpolations > deepest) {
      s.complain(tooDeep, s.at, s.at + 1, {});
      r.broken = true;
      s.at = s.code.length;
      break;
    }
    const hole = scanHole(r);
    pieces.push(hole);
    if (hole.unclosed) break;
  }
  if (s.peek() === 34) s.at++;
  else {
    const unclosed = verbatim ? verbatimStringNotClosed : stringNotClosed;
    complainOnce(r, unclosed, Math.max(start, s.at - 1), s.at, {}, { cs: verbatim ? 'CS1039' : 'CS1010' });
  }
  s.interpolations--;
  return pieces;
}

/** The literal text up to the next hole, the closing quote, or the end; undefined when there is none. */
function scanText(r: Reading): InterpolatedPiece | undefined {
  const { s, verbatim } = r;
  const start = s.at;
  let value = '';
  let from = s.at;
  const take = (text: string, units: number): void => {
    value += s.code.slice(from, s.at) + text;
    s.at += units;
    from = s.at;
  };
  while (!s.atEnd) {
    const code = s.peek();
    if (code === 34) {
      if (!verbatim || s.peek(1) !== 34) break;
      take('"', 2);
    } else if (code === 123) {
      if (s.peek(1) !== 123) break;
      take('{', 2);
    } else if (code === 125) {
      if (s.peek(1) !== 125) complainOnce(r, loneBrace, s.at, s.at + 1, {}, { cs: 'CS8086' });
      take('}', s.peek(1) === 125 ? 2 : 1);
    } else if (code === 92 && !verbatim) {
      value += s.code.slice(from, s.at) + scanBracelessEscape(r);
      from = s.at;
    } else if (!verbatim && isNewline(code)) break;
    else s.at++;
  }
  value += s.code.slice(from, s.at);
  return s.at === start ? undefined : { kind: 'text', start, end: s.at, value };
}

/** An escape sequence that may not mean a brace, be it as `\{` or by number. */
function scanBracelessEscape(r: Reading): string {
  const { s } = r;
  const start = s.at;
  const literally = s.peek(1) === 123 || s.peek(1) === 125;
  if (literally) s.at += 2;
  const value = literally ? s.code.charAt(start + 1) : scanEscape(s);
  if (value === '{' || value === '}') {
    complainOnce(r, escapedBrace, start, s.at, { escape: s.code.slice(start, s.at) }, { cs: 'CS8087' });
  }
  return value;
}

type Hole = Extract<InterpolatedPiece, { kind: 'hole' }> & { readonly unclosed: boolean };

function scanHole(r: Reading): Hole {
  const { s, verbatim, lexHole } = r;
  const start = s.at;
  s.at++;
  const { tokens, stop, newline, flawed } = lexHole(s, verbatim);
  const format = stop === 'colon' ? scanFormat(r) : undefined;
  const closed = s.peek() === 125 && stop !== 'quote';
  if (closed) s.at++;
  if (newline !== undefined && !verbatim) {
    const { feature, version, cs, help } = features.newlineInHole;
    complainOnce(r, newerSyntax, start, closed ? s.at : start + 1, { feature, version }, { cs, help });
  } else if (!closed && !flawed) complainOnce(r, holeNotClosed, start, start + 1, {}, { cs: unclosedCode(r, stop) });
  r.broken ||= flawed;
  return { kind: 'hole', start, end: s.at, tokens, format, flawed: flawed || !closed, unclosed: !closed };
}

/** Where the code ends inside the hole, C# goes on into the delimiter behind it and stumbles there. */
function unclosedCode(r: Reading, stop: HoleTokens['stop']): string {
  if (stop !== 'end') return 'CS8076';
  if (r.s.delimiter === ')') return 'CS1003';
  return r.verbatim ? 'CS1039' : 'CS1010';
}

/** Reads `:format`, up to the closing brace, with doubled braces undone. */
function scanFormat(r: Reading): string {
  const { s, verbatim } = r;
  s.at++;
  const start = s.at;
  let format = '';
  while (!s.atEnd) {
    const code = s.peek();
    if (code === 125 && s.peek(1) !== 125) break;
    if (code === 34 && !(verbatim && s.peek(1) === 34)) break;
    if (!verbatim && isNewline(code)) break;
    if (code === 92 && !verbatim) {
      format += scanBracelessEscape(r);
      continue;
    }
    const doubled = (code === 123 || code === 125 || code === 34) && s.peek(1) === code;
    if (code === 123 && !doubled) complainOnce(r, braceInFormat, s.at, s.at + 1, {}, { cs: 'CS1056' });
    format += s.code.charAt(s.at);
    s.at += doubled ? 2 : 1;
  }
  const last = format.charCodeAt(format.length - 1);
  if (s.peek() !== 125) return format;
  if (format === '') complainOnce(r, emptyFormat, start - 1, s.at, {}, { cs: 'CS8089' });
  else if (isWhitespace(last) || isNewline(last)) complainOnce(r, spaceAfterFormat, start, s.at, {}, { cs: 'CS8088' });
  return format;
}
