import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { HandlerModule, SectionName } from '../../../src/runtime/handler.ts';
import { type Outcome, runHandler } from '../../../src/runtime/pipeline.ts';
import { compiled } from '../../support/compiled.ts';
import { type Given, type Recorded, recordedExchange } from '../../support/exchange.ts';

/** Policies in a section of a subgraph document, as the real compiler makes them. Fails on any error; warnings have tests of their own. */
export async function handlerOf(xml: string, section: SectionName = 'inbound'): Promise<HandlerModule> {
  const { handlers, findings } = await compiled({ 'subgraphs/crm': documentOf(xml, section) });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  const handler = handlers.get('subgraphs/crm');
  if (handler === undefined) throw new Error('no handler');
  return handler;
}

export interface Ran extends Recorded {
  readonly outcome: Outcome;
}

/** Compiles policies, runs them around a recorded exchange, and tells what came of it. */
export async function run(xml: string, given: Given = {}, section: SectionName = 'inbound'): Promise<Ran> {
  const handler = await handlerOf(xml, section);
  const recorded = recordedExchange(given);
  return { ...recorded, outcome: await runHandler(handler, recorded.x) };
}

/** How an exchange that a policy failed looks from outside: LastError, and what the client gets. */
export function failureOf({ x, outcome }: Ran) {
  const body = x.context.response?.body?.content;
  return {
    outcome: outcome.kind,
    source: x.context.lastError?.source,
    reason: x.context.lastError?.reason,
    message: x.context.lastError?.message,
    status: x.context.response?.statusCode,
    told: body?.kind === 'text' ? (JSON.parse(body.text) as { message?: string }).message : undefined,
  };
}

/** Findings as `severity code "text of the range"`. */
export async function findings(xml: string, section: SectionName = 'inbound'): Promise<readonly string[]> {
  const found = await compiled({ 'subgraphs/crm': documentOf(xml, section) });
  return found.findings.map(brief);
}

const brief = ({ severity, code, source, span }: Diagnostic): string => `${severity} ${code} "${source.text.slice(span.start, span.end)}"`;

const documentOf = (xml: string, section: SectionName): string =>
  `<policies><${section}>${xml}</${section}>${section === 'backend' ? '' : '<backend><forward-request /></backend>'}</policies>`;
