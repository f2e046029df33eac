import { isNewline, isWhitespace } from './characters.ts';
import { scanEscape } from './escapes.ts';
import { charNotClosed, emptyChar, longChar, stringNotClosed, verbatimStringNotClosed } from './lexical-messages.ts';
import type { Scanner } from './scanner.ts';

/**
 * Reads a regular string whose quote is next, up to its closing quote or the end of the line. The caller says what an unclosed one means:
 * inside the hole of an interpolated string it shows that the hole was never closed.
 */
export function scanRegularString(s: Scanner): { readonly value: string; readonly closed: boolean } {
  return scanQuoted(s, 34);
}

/** Reports a regular string that ended with its line. */
export function complainUnclosed(s: Scanner, start: number): void {
  s.complain(stringNotClosed, start, s.at, {}, { cs: 'CS1010' });
}

/** Reads a character literal. A faulty one still has a value, the first character between the quotes. */
export function scanChar(s: Scanner): number {
  const start = s.at;
  const { value, closed } = scanQuoted(s, 39);
  if (!closed) s.complain(charNotClosed, start, s.at, {}, { cs: 'CS1010' });
  else if (value.length === 0) s.complain(emptyChar, start, s.at, {}, { cs: 'CS1011' });
  else if (value.length > 1) s.complain(longChar, start, s.at, {}, { cs: 'CS1012' });
  return value.length === 0 ? 0 : value.charCodeAt(0);
}

function scanQuoted(s: Scanner, quote: number): { readonly value: string; readonly closed: boolean } {
  s.at++;
  let value = '';
  let from = s.at;
  for (;;) {
    const code = s.peek();
    if (code === quote) {
      value += s.code.slice(from, s.at);
      s.at++;
      return { value, closed: true };
    }
    if (s.atEnd || isNewline(code)) return { value: value + s.code.slice(from, s.at), closed: false };
    if (code === 92) {
      value += s.code.slice(from, s.at) + scanEscape(s);
      from = s.at;
    } else s.at++;
  }
}

/** Reads a verbatim string whose `@"` is next. */
export function scanVerbatimString(s: Scanner): string {
  const start = s.at;
  s.at += 2;
  let value = '';
  let from = s.at;
  for (;;) {
    const quote = s.code.indexOf('"', s.at);
    if (quote < 0) {
      s.at = s.code.length;
      s.complain(verbatimStringNotClosed, start, start + 2, {}, { cs: 'CS1039' });
      return value + s.code.slice(from);
    }
    value += s.code.slice(from, quote);
    s.at = quote + 1;
    if (s.peek() !== 34) return value;
    value += '"';
    s.at++;
    from = s.at;
  }
}

/**
 * Reads a raw string of C# 11, `"""…"""` with any number of `$` before it, and gives its content; undefined, and nothing read, when no
 * such string is here. Read as a whole only so that it can be refused by name.
 */
export function scanRawString(s: Scanner): string | undefined {
  if (s.at < s.quotesSeen) return undefined;
  let open = s.at;
  while (s.code.charCodeAt(open) === 36) open++;
  let quotes = 0;
  while (s.code.charCodeAt(open + quotes) === 34) quotes++;
  s.quotesSeen = open + quotes;
  if (quotes < 3 || quotes >= s.unclosedQuotes) return undefined;
  const body = open + quotes;
  const close = s.code.indexOf('"'.repeat(quotes), body);
  if (close < 0) {
    s.unclosedQuotes = quotes;
    return undefined;
  }
  let ahead = body;
  while (isWhitespace(s.code.charCodeAt(ahead))) ahead++;
  const manyLines = isNewline(s.code.charCodeAt(ahead));
  if (!manyLines) for (let i = ahead; i < close; i++) if (isNewline(s.code.charCodeAt(i))) return undefined;
  s.at = close + quotes;
  return s.code.slice(body, close);
}
