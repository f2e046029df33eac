import type { Span } from '../../../diagnostics/span.ts';
import { matchesAt, skipBlanks } from './cursor.ts';
import { referenceAt } from './references.ts';
import { quoteThatEnds } from './value-end.ts';

/** Where the C# to scan stands. */
export type Surroundings =
  /** Decoded text that ends where the value ends: nothing but C# can come. */
  | { readonly kind: 'decoded' }
  /** The document itself, inside the quotes of an attribute. Escapes count as the characters they stand for. */
  | { readonly kind: 'attribute'; readonly quote: '"' | "'" }
  /** The document itself, between tags. Escapes count as the characters they stand for. */
  | { readonly kind: 'text' };

/** How the scan ended. */
export type Scan = Closed | Open;

export interface Closed {
  readonly kind: 'closed';
  /** Just behind the closing bracket. */
  readonly end: number;
  readonly escapes: EscapesSeen;
}

export interface Open {
  readonly kind: 'open';
  /** What tells that the expression was left without its bracket: markup, a quote that ends the value, or the end of the text. */
  readonly stop: number;
  /** What inside the expression may be to blame. */
  readonly suspect?: Suspect;
  readonly escapes: EscapesSeen;
}

/** A place inside an expression that may have kept it from ending. */
export interface Suspect {
  readonly span: Span;
  /**
   * `open`: a bracket, string or comment still open at the stop. `string`: one that ran into the end of its line. `indentation`: a brace
   * closed by one that stands further left than its line.
   */
  readonly why: 'open' | 'string' | 'indentation';
}

/** Escapes met inside the expression: the first of each sort. */
export interface EscapesSeen {
  /** In code, or as the quote of a string: the author escaped the expression. */
  readonly inCode?: Span;
  /** Inside a string whose quote is not escaped: the author may have meant the escape itself. */
  readonly inRawString?: Span;
}

/** The ways a string is written, and how it was opened. */
interface StringForm {
  readonly verbatim: boolean;
  readonly interpolated: boolean;
  readonly escapedQuote: boolean;
}

/** A bracket that is open. A hole of an interpolated string returns to its string when it is closed. */
interface Frame {
  readonly closer: number;
  readonly span: Span;
  readonly resumes?: StringForm;
}

const QUOTE = 34;
const DOLLAR = 36;
const APOSTROPHE = 39;
const AMPERSAND = 38;
const OPEN_ROUND = 40;
const CLOSE_ROUND = 41;
const STAR = 42;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const GREATER = 62;
const AT = 64;
const OPEN_SQUARE = 91;
const BACKSLASH = 92;
const CLOSE_SQUARE = 93;
const OPEN_CURLY = 123;
const CLOSE_CURLY = 125;

/** `</name` and `<!--`: never C#, so the expression has ended without its bracket. */
const endOfCode = /<(?:\/[A-Za-z_]|!--)/y;
const endTag = /<\/[A-Za-z_]/;

/**
 * Finds the bracket that closes a policy expression, knowing of C# what can hide a bracket: strings in all their forms, characters,
 * comments. `start` is just behind the opening bracket, `closer` the bracket that ends it. Brackets that do not fit each other are left for the
 * C# parser to report, as long as the end is beyond doubt.
 */
export function scanCSharp(text: string, start: number, closer: ')' | '}', surroundings: Surroundings): Scan {
  return new Scanner(text, start, closer, surroundings).scan();
}

class Scanner {
  readonly #text: string;
  readonly #surroundings: Surroundings;
  readonly #frames: Frame[];
  #at: number;
  /** How many units the character that was read last takes in the text. */
  #width = 1;
  #inCode: Span | undefined;
  #inRawString: Span | undefined;
  /** The first string without end on its line; else the first brace whose partner must belong to another one. */
  #brokenString: Suspect | undefined;
  #misaligned: Suspect | undefined;

  constructor(text: string, start: number, closer: ')' | '}', surroundings: Surroundings) {
    this.#text = text;
    this.#surroundings = surroundings;
    this.#at = start;
    this.#frames = [{ closer: closer.charCodeAt(0), span: { start: start - 1, end: start } }];
  }

  scan(): Scan {
    const { length } = this.#text;
    while (this.#at < length) {
      const at = this.#at;
      const code = this.#read(at);
      if (this.#width > 1) this.#inCode ??= { start: at, end: at + this.#width };
      const next = at + this.#width;
      switch (code) {
        case OPEN_ROUND:
          this.#push(CLOSE_ROUND, at, next);
          break;
        case OPEN_SQUARE:
          this.#push(CLOSE_SQUARE, at, next);
          break;
        case OPEN_CURLY:
          this.#push(CLOSE_CURLY, at, next);
          break;
        case CLOSE_ROUND:
        case CLOSE_SQUARE:
        case CLOSE_CURLY: {
          this.#at = next;
          const resumes = this.#close(code, at);
          if (this.#frames.length === 0) return { kind: 'closed', end: next, escapes: this.#escapes() };
          if (resumes !== undefined) {
            const stop = this.#string(resumes, { start: at, end: next });
            if (stop !== undefined) return stop;
          }
          break;
        }
        case QUOTE:
        case AT:
        case DOLLAR: {
          const form = this.#stringForm(code, at);
          this.#at = form === undefined ? next : this.#at;
          const stop = form === undefined ? undefined : this.#string(form, { start: at, end: this.#at });
          if (stop !== undefined) return stop;
          break;
        }
        case APOSTROPHE:
          if (!this.#character(at, next)) return this.#open(at);
          break;
        case SLASH: {
          if (this.#surroundings.kind !== 'decoded' && this.#text.charCodeAt(next) === GREATER) return this.#open(at);
          const stop = this.#comment(at, next);
          if (stop !== undefined) return stop;
          break;
        }
        case LESS:
          if (this.#width === 1 && this.#surroundings.kind !== 'decoded' && matchesAt(this.#text, at, endOfCode)) return this.#open(at);
          this.#at = next;
          break;
        case COLON:
          this.#at = next;
          if (this.#text.charCodeAt(next) === COLON) this.#at = next + 1;
          else if (this.#frames.at(-1)?.resumes !== undefined) this.#format();
          break;
        default:
          this.#at = next;
      }
    }
    return this.#open(length);
  }

  /** The C# character at `at`; -1 behind the end. Sets the width. */
  #read(at: number): number {
    this.#width = 1;
    if (at >= this.#text.length) return -1;
    const code = this.#text.charCodeAt(at);
    if (code !== AMPERSAND || this.#surroundings.kind === 'decoded') return code;
    const reference = referenceAt(this.#text, at, 'named');
    if (reference === undefined) return code;
    this.#width = reference.length;
    return reference.value.charCodeAt(0);
  }

  #push(closer: number, at: number, next: number): void {
    this.#frames.push({ closer, span: { start: at, end: next } });
    this.#at = next;
  }

  /**
   * Takes the innermost frame that `closer` closes, with all inside it, but never across a hole of a string. A bracket that closes nothing
   * is passed over. Returns the string to go on with, when a hole was closed.
   */
  #close(closer: number, at: number): StringForm | undefined {
    for (let index = this.#frames.length - 1; index >= 0; index--) {
      const frame = this.#frames[index];
      if (frame?.closer === closer) {
        if (closer === CLOSE_CURLY && this.#misaligned === undefined && this.#isMisaligned(frame.span.start, at))
          this.#misaligned = { span: frame.span, why: 'indentation' };
        this.#frames.length = index;
        return frame.resumes;
      }
      if (frame?.resumes !== undefined) return undefined;
    }
    return undefined;
  }

  /** The form of the string that starts at `at`, with the scanner behind its quote; undefined when none starts there. */
  #stringForm(first: number, at: number): StringForm | undefined {
    let verbatim = first === AT;
    let interpolated = first === DOLLAR;
    let next = at + this.#width;
    let code = first;
    if (first !== QUOTE) {
      code = this.#read(next);
      if ((verbatim && code === DOLLAR) || (interpolated && code === AT)) {
        verbatim = true;
        interpolated = true;
        next += this.#width;
        code = this.#read(next);
      }
      if (code !== QUOTE) return undefined;
      next += this.#width;
    }
    this.#at = next;
    if (this.#width > 1) this.#inCode ??= { start: next - this.#width, end: next };
    return { verbatim, interpolated, escapedQuote: this.#width > 1 };
  }

  /** Reads a string to its end or to its next hole. Returns how the scan ends, if it ends here. */
  #string(form: StringForm, opening: Span): Open | undefined {
    const { length } = this.#text;
    const start = this.#at;
    let at = start;
    while (at < length) {
      const code = this.#read(at);
      const next = at + this.#width;
      if (this.#width > 1 && !form.escapedQuote) this.#inRawString ??= { start: at, end: next };
      if (code === QUOTE) {
        if (!form.verbatim || this.#read(next) !== QUOTE) {
          this.#at = next;
          return undefined;
        }
        at = next + this.#width;
      } else if (form.interpolated && code === OPEN_CURLY) {
        if (this.#read(next) !== OPEN_CURLY) {
          this.#frames.push({ closer: CLOSE_CURLY, span: { start: at, end: next }, resumes: form });
          this.#at = next;
          return undefined;
        }
        at = next + this.#width;
      } else if (form.verbatim) {
        at = next;
      } else if (code === BACKSLASH) {
        this.#read(next);
        at = next + this.#width;
      } else if (code === 10 || code === 13) {
        // C# ends such a string here and says so; the question is only whether the value ended before.
        if (this.#endsValue(opening, at)) return this.#open(opening.start, opening);
        this.#brokenString ??= { span: opening, why: 'string' };
        this.#at = at;
        return undefined;
      } else {
        at = next;
      }
    }
    return this.#open(length, opening);
  }

  /** True when a string that runs into the end of its line is no string: its quote ends the attribute, or it holds an end tag. */
  #endsValue(opening: Span, lineEnd: number): boolean {
    switch (this.#surroundings.kind) {
      case 'decoded':
        return false;
      case 'attribute':
        return quoteThatEnds(this.#text, this.#surroundings.quote, opening.start, lineEnd) !== undefined;
      case 'text':
        return endTag.test(this.#text.slice(opening.end, lineEnd));
    }
  }

  /** The format of a hole, `{when:HH\:mm}`: text up to the brace, whatever it looks like. */
  #format(): void {
    while (this.#at < this.#text.length) {
      const code = this.#read(this.#at);
      if (code === CLOSE_CURLY || code === QUOTE || code === 10 || code === 13) return;
      this.#at += this.#width;
    }
  }

  /** A character literal. One without an end on its line is passed over as a lone apostrophe; false when it ends the attribute. */
  #character(at: number, next: number): boolean {
    const isDelimiter = this.#surroundings.kind === 'attribute' && this.#surroundings.quote === "'" && this.#width === 1;
    let end = next;
    let code = this.#read(end);
    if (code === BACKSLASH) {
      end += this.#width;
      this.#read(end);
      end += this.#width;
      code = this.#read(end);
      // \u0041 and \x41
      while (isHexDigit(code)) code = this.#read(++end);
    } else if (code !== 10 && code !== 13 && code !== -1) {
      end += this.#width;
      code = this.#read(end);
      if (code !== APOSTROPHE && isDelimiter) return false;
      // Too long for a character, but C# reads it as one and says so.
      while (code !== APOSTROPHE && code !== 10 && code !== 13 && code !== -1) {
        end += this.#width;
        code = this.#read(end);
      }
    }
    if (code === APOSTROPHE) this.#at = end + this.#width;
    else if (isDelimiter) return false;
    else this.#at = next;
    return this.#at > at;
  }

  /** A comment, if `/` starts one. */
  #comment(at: number, next: number): Open | undefined {
    const second = this.#text.charCodeAt(next);
    this.#at = next;
    if (second === SLASH) {
      let end = next + 1;
      while (end < this.#text.length && this.#text.charCodeAt(end) !== 10 && this.#text.charCodeAt(end) !== 13) end++;
      this.#at = end;
    } else if (second === STAR) {
      const end = this.#text.indexOf('*/', next + 1);
      if (end < 0) return this.#open(this.#text.length, { start: at, end: next + 1 });
      this.#at = end + 2;
    }
    return undefined;
  }

  #open(stop: number, within?: Span): Open {
    const suspect = this.#suspect(within);
    return { kind: 'open', stop, ...(suspect === undefined ? {} : { suspect }), escapes: this.#escapes() };
  }

  #suspect(within: Span | undefined): Suspect | undefined {
    if (this.#brokenString !== undefined) return this.#brokenString;
    if (within !== undefined) return { span: within, why: 'open' };
    if (this.#misaligned !== undefined) return this.#misaligned;
    const last = this.#frames.at(-1);
    return last === undefined || this.#frames.length === 1 ? undefined : { span: last.span, why: 'open' };
  }

  /** True when the brace at `close` starts its line, further left than the line of the brace at `open` starts. */
  #isMisaligned(open: number, close: number): boolean {
    const text = this.#text;
    const closeLine = text.lastIndexOf('\n', close) + 1;
    if (closeLine <= open || skipBlanks(text, closeLine) !== close) return false;
    const openLine = text.lastIndexOf('\n', open) + 1;
    return close - closeLine < skipBlanks(text, openLine) - openLine;
  }

  #escapes(): EscapesSeen {
    return {
      ...(this.#inCode === undefined ? {} : { inCode: this.#inCode }),
      ...(this.#inRawString === undefined ? {} : { inRawString: this.#inRawString }),
    };
  }
}

const isHexDigit = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
