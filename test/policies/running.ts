import { expect } from 'vitest';
import type { HandlerModule } from '../../src/runtime/handler.ts';
import { type Outcome, runHandler } from '../../src/runtime/pipeline.ts';
import { compiled } from '../support/compiled.ts';
import { type Given, type Recorded, recordedExchange } from '../support/exchange.ts';

/** Compiles policies of a subgraph document; a `backend` of its own is there unless one is given. The document must be faultless. */
export async function handlerOf(sections: { readonly [section: string]: string }): Promise<HandlerModule> {
  const all = { backend: '<forward-request />', ...sections };
  const text = `<policies>${Object.entries(all)
    .map(([name, xml]) => `<${name}>${xml}</${name}>`)
    .join('')}</policies>`;
  const { handlers, findings } = await compiled({ 'subgraphs/crm': text });
  expect(findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const handler = handlers.get('subgraphs/crm');
  if (handler === undefined) throw new Error('no handler');
  return handler;
}

/** Compiles and runs once. */
export async function ran(
  sections: { readonly [section: string]: string },
  given: Given = {},
): Promise<Recorded & { readonly outcome: Outcome }> {
  const recorded = recordedExchange(given);
  return { ...recorded, outcome: await runHandler(await handlerOf(sections), recorded.x) };
}
