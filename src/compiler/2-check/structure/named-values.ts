import type { Literal } from '../../1-parse/xml/tree.ts';
import type { LiteralPart } from '../model.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';

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
      report(messages.namedValue, span, { name });
      missing = true;
    } else if (fact.kind === 'secret') {
      parts.push({ kind: 'text', text }, { kind: 'secret', name });
      text = '';
    } else if (fact.text.includes('{{')) {
      report(messages.namedValueNested, span, { name });
      missing = true;
    } else text += fact.text;
  }
  if (missing) return undefined;
  parts.push({ kind: 'text', text: text + value.text.slice(from) });
  return parts.filter((part) => part.kind === 'secret' || part.text !== '' || parts.length === 1);
}
