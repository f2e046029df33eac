import type { SectionName } from '../../../src/runtime/handler.ts';
import { type Outcome, runHandler } from '../../../src/runtime/pipeline.ts';
import { compiled } from '../../support/compiled.ts';
import { type Given, type Recorded, recordedExchange } from '../../support/exchange.ts';

export interface Ran extends Recorded {
  readonly outcome: Outcome;
  /** The failure's message, or what else came of it. */
  readonly error: string;
}

/** Compiles policies into a section of a subgraph document and runs it on a recorded exchange. */
export async function ran(xml: string, given: Given & { readonly section?: SectionName } = {}): Promise<Ran> {
  const section = given.section ?? 'inbound';
  const forward = section === 'backend' ? '' : '<backend><forward-request /></backend>';
  const text = `<policies><${section}>${xml}</${section}>${forward}</policies>`;
  const { handlers, findings } = await compiled({ 'subgraphs/crm': text });
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);
  const handler = handlers.get('subgraphs/crm');
  if (errors.length > 0 || handler === undefined) throw new Error(errors.join('\n'));
  const recorded = recordedExchange(given);
  const outcome = await runHandler(handler, recorded.x);
  const error = outcome.kind === 'failed' && outcome.error instanceof Error ? outcome.error.message : outcome.kind;
  return { ...recorded, outcome, error };
}

/** What is found in policies, as `code text-at-the-range`. */
export async function found(xml: string, section: SectionName = 'inbound'): Promise<readonly string[]> {
  const { findings } = await compiled({ 'subgraphs/crm': `<policies><${section}>${xml}</${section}></policies>` });
  return findings.map(({ code, source, span }) => `${code} ${source.text.slice(span.start, span.end)}`);
}
