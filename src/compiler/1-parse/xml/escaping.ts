import type { Report } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { referenceAt } from './references.ts';
import type { RawExpression, RawValue, Token } from './tokens.ts';

const unescaped = message(
  'expression/unescaped',
  'error',
  '`{character}` in an expression is not escaped, as the dialect `xml` demands',
  'write `{escape}`, or use the dialect `rawxml`',
);

const mixedEscaping = message(
  'xml/mixed-escaping',
  'warning',
  'this expression is escaped, but another one in the document is not',
  'write all expressions raw, or all with `&quot;`, `&lt;`, `&gt;` and `&amp;`',
);

const escapes = new Map([
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['<', '&lt;'],
  ['&', '&amp;'],
]);

/** An expression with the value around it. */
interface Written {
  readonly expression: RawExpression;
  readonly quote: string | undefined;
}

/** The expressions of a document whose ends were found by the rules of C#, in order. */
function writtenExpressions(tokens: readonly Token[]): Written[] {
  const found: Written[] = [];
  const add = ({ expression, quote }: RawValue) => {
    if (expression !== undefined) found.push({ expression, quote });
  };
  for (const token of tokens) {
    if (token.kind === 'start-tag') for (const attribute of token.attributes) add(attribute.value);
    else if (token.kind === 'character-data') add(token.value);
  }
  return found;
}

/** The characters of an expression that XML allows as escapes only. */
function rawCharacters(text: string, { expression, quote }: Written): Span[] {
  const { start, end } = expression.codeSpan;
  const found: Span[] = [];
  for (const match of text.slice(start, end).matchAll(/[<&"']/g)) {
    const at = start + match.index;
    const counts = match[0] === '&' ? referenceAt(text, at, 'all') === undefined : match[0] === '<' || match[0] === quote;
    if (counts) found.push({ start: at, end: at + 1 });
  }
  return found;
}

/** True when an expression is written in a way that only the dialect `rawxml` knows. */
export const needsRawXml = (text: string, tokens: readonly Token[]): boolean =>
  writtenExpressions(tokens).some((written) => rawCharacters(text, written).length > 0);

/** Reports each expression that is not written as XML, for a document that has to be. */
export function demandEscapes(source: Source, tokens: readonly Token[], report: Report): void {
  const { text } = source;
  for (const written of writtenExpressions(tokens)) {
    const raw = rawCharacters(text, written);
    const first = raw[0];
    if (first === undefined) continue;
    const character = text[first.start] ?? '';
    const edits = raw.map((span) => ({ span, text: escapes.get(text[span.start] ?? '') ?? '' }));
    report(unescaped, first, { character, escape: escapes.get(character) ?? '' }, { fix: { title: 'escape the expression', edits } });
  }
}

/** Reports the first expression that is escaped in a document where others are raw. */
export function warnOfMixture(source: Source, tokens: readonly Token[], report: Report): void {
  const all = writtenExpressions(tokens);
  const escaped = all.find(({ expression }) => expression.escapes.inCode !== undefined)?.expression.escapes.inCode;
  if (escaped === undefined) return;
  for (const written of all) {
    const [raw] = rawCharacters(source.text, written);
    if (raw === undefined) continue;
    report(mixedEscaping, escaped, {}, { related: [{ source, span: raw, message: 'not escaped here' }] });
    return;
  }
}

/** The text with the code of every expression blanked out, same length and same lines, so that what is left is XML. */
export function blankExpressions(text: string, tokens: readonly Token[]): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { expression } of writtenExpressions(tokens)) {
    const { start, end } = expression.codeSpan;
    parts.push(
      text.slice(copied, start),
      text.slice(start, end).replace(/[^\r\n]+/g, (line) => '_'.repeat(line.length)),
    );
    copied = end;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}
