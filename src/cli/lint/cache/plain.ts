import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Severity } from '../../../diagnostics/message.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { CheckedDocument } from '../document.ts';
import type { Directive } from '../suppress/directive.ts';

/** What was found in a document, as JSON holds it: without the source. */
export interface PlainDocument {
  /** What is not to be shown of the text. */
  readonly masked: readonly Span[];
  readonly findings: readonly PlainFinding[];
  readonly directives: readonly Directive[];
}

type PlainFinding = Omit<Diagnostic, 'source' | 'related'> & {
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
};

/** A document as it can be kept; undefined when a finding speaks of another file, whose text may change without this one's. */
export function toPlain({ source, findings, directives }: CheckedDocument): PlainDocument | undefined {
  const plain: PlainFinding[] = [];
  for (const { source: own, related, ...rest } of findings) {
    if (own !== source || related?.some((one) => one.source !== source)) return undefined;
    plain.push({ ...rest, ...(related === undefined ? {} : { related: related.map(({ span, message }) => ({ span, message })) }) });
  }
  return { masked: maskedSpans(source), findings: plain, directives };
}

/** The document that was kept, in its source; undefined when what was kept is not of this shape, as after a write that was cut short. */
export function fromPlain(kept: unknown, bare: Source): CheckedDocument | undefined {
  if (
    !isObject(kept) ||
    !isList(kept['findings'], isFinding) ||
    !isList(kept['directives'], isDirective) ||
    !isList(kept['masked'], isSpan)
  )
    return undefined;
  const source = kept['masked'].length === 0 ? bare : bare.masked(kept['masked']);
  const findings = kept['findings'].map(
    ({ related, ...rest }): Diagnostic => ({
      ...rest,
      source,
      ...(related === undefined ? {} : { related: related.map((one) => ({ ...one, source })) }),
    }),
  );
  return { source, findings, directives: kept['directives'] };
}

/** Where the text that is shown differs from the text. */
function maskedSpans({ text, shown }: Source): readonly Span[] {
  if (shown === text) return [];
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === shown[at]) continue;
    const start = at;
    while (at < text.length && text[at] !== shown[at]) at++;
    spans.push({ start, end: at });
  }
  return spans;
}

type Guard<Value> = (value: unknown) => value is Value;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isList = <Value>(value: unknown, isItem: Guard<Value>): value is readonly Value[] => Array.isArray(value) && value.every(isItem);
const orAbsent = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

const severities: ReadonlySet<unknown> = new Set<Severity>(['error', 'warning', 'info']);

const isSpan = (value: unknown): value is Span => isObject(value) && Number.isInteger(value['start']) && Number.isInteger(value['end']);
const isEdit = (value: unknown): value is { span: Span; text: string } => isObject(value) && isSpan(value['span']) && isText(value['text']);
const isNote = (value: unknown): value is { span: Span; message: string } =>
  isObject(value) && isSpan(value['span']) && isText(value['message']);
const isFix = (value: unknown): boolean => isObject(value) && isText(value['title']) && isList(value['edits'], isEdit);

const isFinding = (value: unknown): value is PlainFinding =>
  isObject(value) &&
  isText(value['code']) &&
  severities.has(value['severity']) &&
  isText(value['message']) &&
  isSpan(value['span']) &&
  orAbsent(value['cs'], isText) &&
  orAbsent(value['help'], isText) &&
  orAbsent(value['fix'], isFix) &&
  orAbsent(value['related'], (related) => isList(related, isNote));

const isCode = (value: unknown): value is { code: string; span: Span } => isObject(value) && isText(value['code']) && isSpan(value['span']);

const isDirective = (value: unknown): value is Directive =>
  isObject(value) && isSpan(value['span']) && isSpan(value['covers']) && isText(value['reason']) && isList(value['codes'], isCode);
