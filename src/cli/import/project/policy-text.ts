import { gaps } from '../gaps.ts';
import type { ExportedResource } from '../resource.ts';
import { knownAt, textAt } from '../value.ts';
import type { Draft } from './draft.ts';
import { OPERATION_VARIABLE } from './guard.ts';

/** The text of a resource with policies, as a document has it. Undefined when there is none, which is then told. */
export function policyText(
  { properties, where }: ExportedResource,
  { what, file }: { readonly what: string; readonly file: string },
  draft: Draft,
): string | undefined {
  const format = knownAt(properties, 'format')?.toLowerCase() ?? knownAt(properties, 'contentFormat')?.toLowerCase() ?? 'xml';
  const value = textAt(properties, 'value') ?? textAt(properties, 'policyContent');
  if (value !== undefined && format.endsWith('-link')) {
    draft.gaps.add(gaps.policyLink, where, { what, file });
    return undefined;
  }
  const text = value === undefined ? undefined : draft.document(value, where);
  if (text === undefined) {
    draft.gaps.add(gaps.policyUnknown, where, { what, file });
    return undefined;
  }
  if (/\bcontext\s*\.\s*Operation\b/.test(text)) draft.gaps.add(gaps.operationFacts, where, { variable: OPERATION_VARIABLE });
  const whole = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return whole.endsWith('\n') ? whole : `${whole}\n`;
}
