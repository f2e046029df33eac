import type { Report } from '../../../diagnostics/diagnostic.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { Literal } from '../../1-parse/xml/tree.ts';
import type { LiteralPart } from '../model.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';
import { suggest } from './suggest.ts';

/** Characters that a value may have with its named values in it: as many as a whole document. */
const longest = 1024 * 1024;

/** Whether named values have made a text longer than one may be (reported). A short document could ask for any amount. */
export function isTooLong(length: number, span: Span, report: Report): boolean {
  if (length <= longest) return false;
  report(messages.namedValuesTooLong, span, { most: longest });
  return true;
}

/**
 * Replaces the named values of a literal. Plain ones become text, secret ones stay parts that are read when the handler runs, so that
 * no secret is ever written into a handler. Undefined when one does not exist (reported).
 */
export function resolveNamedValues(value: Literal, { project, report }: Place): readonly LiteralPart[] | undefined {
  const { namedValues } = project;
  if (namedValues === 'unknown' || value.namedValues.length === 0) return [{ kind: 'text', text: value.text }];
  const parts: LiteralPart[] = [];
  let text = '';
  let from = 0;
  let missing = false;
  for (const { name, span, at } of value.namedValues) {
    text += value.text.slice(from, at.start);
    from = at.end;
    const fact = namedValues.get(name);
    if (fact === undefined) {
      report(messages.namedValue, span, { name }, suggest(name, namedValues.keys()));
      missing = true;
    } else if (fact.kind === 'secret') {
      parts.push({ kind: 'text', text }, { kind: 'secret', name });
      text = '';
    } else if (fact.text.includes('{{')) {
      report(messages.namedValueNested, span, { name });
      missing = true;
    } else if (text.length <= longest) text += fact.text;
  }
  if (missing || isTooLong(text.length, value.span, report)) return undefined;
  parts.push({ kind: 'text', text: text + value.text.slice(from) });
  return parts.filter((part) => part.kind === 'secret' || part.text !== '' || parts.length === 1);
}
