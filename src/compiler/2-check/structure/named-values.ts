import type { Report } from '../../../diagnostics/diagnostic.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { Literal } from '../../1-parse/xml/tree.ts';
import type { LiteralPart } from '../model.ts';
import type { NamedValueFact, ProjectFacts } from '../project.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';
import { suggest } from './suggest.ts';

/** Characters that a value may have with its named values in it: as many as a whole document. */
const longest = 1024 * 1024;

/** What nothing is known of is read when the handler runs, as a secret is. */
export const unknown: NamedValueFact = { kind: 'secret' };

/** Whether named values have made a text longer than one may be (reported). A short document could ask for any amount. */
export function isTooLong(length: number, span: Span, report: Report): boolean {
  if (length <= longest) return false;
  report(messages.namedValuesTooLong, span, { most: longest });
  return true;
}

/**
 * Replaces the named values of a literal. Plain ones become text, secret ones stay parts that are read when the handler runs, so that
 * no secret is ever written into a handler. So do those of which nothing is known. Undefined when one does not exist (reported).
 */
export function resolveNamedValues(value: Literal, { project, report }: Place): readonly LiteralPart[] | undefined {
  const { namedValues } = project;
  if (value.namedValues.length === 0) return [{ kind: 'text', text: value.text }];
  const parts: LiteralPart[] = [];
  let text = '';
  let from = 0;
  let missing = false;
  for (const { name, span, at } of value.namedValues) {
    text += value.text.slice(from, at.start);
    from = at.end;
    const fact = namedValues === 'unknown' ? unknown : namedValues.get(name);
    if (fact === undefined) {
      report(messages.namedValue, span, { name }, suggest(name, namedValues === 'unknown' ? [] : namedValues.keys()));
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

/** The text of a literal with its named values in it; undefined when that is not known before the handler runs. Reports nothing. */
export function filledIn(value: Literal, namedValues: ProjectFacts['namedValues']): string | undefined {
  let text = '';
  let from = 0;
  for (const { name, at } of value.namedValues) {
    const fact = namedValues === 'unknown' ? unknown : namedValues.get(name);
    if (fact?.kind !== 'plain' || text.length > longest) return undefined;
    text += value.text.slice(from, at.start) + fact.text;
    from = at.end;
  }
  return text + value.text.slice(from);
}
