import type { Report } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import type { Source } from '../../../diagnostics/source.ts';
import { type Decoded, decode } from './decode.ts';
import { findNamedValues } from './named-values.ts';
import { OffsetMap } from './offset-map.ts';
import { closerOf, expressionStart, kindOf, suspicions, trailingText, unterminatedExpression } from './raw-expression.ts';
import type { Escapes } from './references.ts';
import { scanCSharp } from './scan-csharp.ts';
import type { RawExpression, RawValue } from './tokens.ts';
import type { Expression, Literal, Value } from './tree.ts';

const embeddedExpression = message(
  'expression/in-literal',
  'warning',
  'this expression is not evaluated: text stands before it, so the whole value is a literal',
  'start the value with the expression and join the text inside it: `@("Bearer " + token)`',
);

const withoutBracket = message(
  'expression/without-bracket',
  'warning',
  'this is text, not an expression: `@` is not followed by `(` or `{`',
  'an expression starts with `@(`, statements start with `@{`, without a blank between',
);

const ambiguousEscape = message(
  'expression/ambiguous-escape',
  'warning',
  '`{escape}` in this string is read as the character it stands for',
  'write the character itself, or `&amp;` for the `&` of an escape that must stay',
);

const looksLikeExpression = /^\s*@(?:context\b|\s+[({])/;

/** What makes a value more than the characters it is written with. */
const remarkableInText = /[@&\r{]/;
const remarkableInAttribute = /[@&\r{\n\t]/;

/** Turns values as they stand in a document into what they mean. */
export class ValueReader {
  readonly #source: Source;
  readonly #report: Report;
  readonly #escapes: Escapes;

  /** `escapes` are those that count inside expressions whose end was found by the rules of C#. */
  constructor(source: Source, report: Report, escapes: Escapes) {
    this.#source = source;
    this.#report = report;
    this.#escapes = escapes;
  }

  read(raw: RawValue): Value {
    if (raw.expression !== undefined) return this.#rawExpression(raw.expression);
    const { text } = this.#source;
    const [piece] = raw.pieces;
    if (raw.pieces.length === 1 && piece !== undefined) {
      const { start, end } = piece.span;
      const written = text.slice(start, end);
      if (!(raw.where === 'text' ? remarkableInText : remarkableInAttribute).test(written)) {
        return { kind: 'literal', text: written, span: raw.span, map: OffsetMap.identity(start, end - start), namedValues: [] };
      }
    }
    const decoded = decode(text, raw.pieces, raw.span.start, 'all', 'kept');
    const at = expressionStart(decoded.text, 0);
    if (at !== undefined) return this.#decodedExpression(decoded, at);
    return this.#literal(raw.where === 'text' ? decoded : decode(text, raw.pieces, raw.span.start, 'all', 'spaces'), raw);
  }

  /** Only the code of an expression is decoded: what is around it are blanks or has been reported. */
  #rawExpression(raw: RawExpression): Expression {
    const { text: code, map } = decode(
      this.#source.text,
      [{ cdata: false, span: raw.codeSpan }],
      raw.codeSpan.start,
      this.#escapes,
      'kept',
    );
    const { inRawString } = raw.escapes;
    if (this.#escapes === 'named' && inRawString !== undefined) {
      this.#report(ambiguousEscape, inRawString, { escape: this.#source.text.slice(inRawString.start, inRawString.end) });
    }
    const { kind, span, codeSpan, closed } = raw;
    return { kind, code, codeSpan, span, map, closed, namedValues: findNamedValues(code, map, 'expression') };
  }

  /** An expression in a value whose bounds are known and whose escapes are decoded. */
  #decodedExpression({ text, map }: Decoded, at: number): Expression {
    const scan = scanCSharp(text, at + 2, closerOf(text, at), { kind: 'decoded' });
    const codeStart = at + 2;
    const end = scan.kind === 'closed' ? scan.end : Math.max(codeStart, text.trimEnd().length);
    const codeEnd = scan.kind === 'closed' ? end - 1 : end;
    if (scan.kind === 'open') {
      const { suspect } = scan;
      const related =
        suspect === undefined
          ? {}
          : { related: [{ source: this.#source, span: map.span(suspect.span.start, suspect.span.end), message: suspicions[suspect.why] }] };
      this.#report(
        unterminatedExpression,
        map.span(at, codeStart),
        { closer: closerOf(text, at), opener: text.slice(at, codeStart) },
        related,
      );
    } else {
      const rest = text.slice(end);
      if (rest.trim() !== '') {
        const from = end + rest.length - rest.trimStart().length;
        const related = [{ source: this.#source, span: map.span(at, codeStart), message: 'the expression that ends before it' }];
        this.#report(trailingText, map.span(from, end + rest.trimEnd().length), {}, { related });
      }
    }
    const code = text.slice(codeStart, codeEnd);
    const codeMap = map.slice(codeStart, codeEnd);
    return {
      kind: kindOf(text, at),
      code,
      codeSpan: map.span(codeStart, codeEnd),
      span: map.span(at, end),
      map: codeMap,
      closed: scan.kind === 'closed',
      namedValues: findNamedValues(code, codeMap, 'expression'),
    };
  }

  #literal({ text, map }: Decoded, raw: RawValue): Literal {
    if (raw.mended === undefined) this.#warnOfCode(text, map);
    return { kind: 'literal', text, span: raw.span, map, namedValues: findNamedValues(text, map, 'literal') };
  }

  /** A literal with C# in it is allowed, but hardly meant. */
  #warnOfCode(text: string, map: OffsetMap): void {
    const start = text.search(/\S/);
    if (looksLikeExpression.test(text)) this.#report(withoutBracket, map.span(start, start + 1), {});
    const at = text.search(/@[({]/);
    if (at < 0) return;
    const scan = scanCSharp(text, at + 2, closerOf(text, at), { kind: 'decoded' });
    if (scan.kind === 'closed') this.#report(embeddedExpression, map.span(at, scan.end), {});
  }
}
