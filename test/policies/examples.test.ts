import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policies/catalogue.ts';
import type { Example, PolicyDefinition } from '../../src/policies/define.ts';
import type { Body } from '../../src/runtime/context/body.ts';
import { HeaderMap } from '../../src/runtime/context/headers.ts';
import type { SectionName } from '../../src/runtime/handler.ts';
import { failureText, type Outcome, runHandler } from '../../src/runtime/pipeline.ts';
import { decodeUtf8 } from '../../src/runtime/utf8.ts';
import { compiled, type Documents } from '../support/compiled.ts';
import { type Recorded, recordedExchange } from '../support/exchange.ts';

/**
 * Every example of every policy is compiled, run, and compared: what the reference prints is what happens. Documents of resolvers, which
 * stand in no section, are run in test/compiler/2-check/structure.
 */
const runnable = [...catalogue].filter(
  ([
    ,
    {
      definition: { form },
    },
  ]) => form !== 'unsupported' && form !== 'document',
);

describe.each(runnable.map(([name, { definition }]) => [name, definition] as const))('<%s>', (_name, definition) => {
  it('has a summary, docs and examples', () => {
    expect(definition.summary).toMatch(/\.$/);
    expect(definition.docs.length).toBeGreaterThan(20);
    expect(definition.examples.length).toBeGreaterThan(0);
  });

  it.each(definition.examples.map((example) => [example.title, example] as const))('%s', async (_title, example) => {
    const recorded = recordedExchange(example.given);
    const outcome = await run(example, definition, recorded);
    check(example, recorded, outcome);
  });
});

async function run(example: Example, definition: PolicyDefinition, { x }: Recorded): Promise<Outcome> {
  const section = example.section ?? definition.sections[0] ?? 'inbound';
  const { handlers, findings } = await compiled(documents(example, section));
  expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const handler = handlers.get('subgraphs/crm');
  if (handler === undefined) throw new Error('no handler');
  return runHandler(handler, x);
}

function documents({ xml, given }: Example, section: SectionName): Documents {
  const forward = section === 'backend' || given?.base !== undefined ? '' : '<backend><forward-request /></backend>';
  const base = given?.base === undefined ? {} : { subgraphs: given.base };
  const inherit = given?.base === undefined ? '' : '<backend><base /></backend>';
  const fragments = Object.fromEntries(Object.entries(given?.fragments ?? {}).map(([id, text]) => [`fragments/${id}`, text]));
  return { ...base, ...fragments, 'subgraphs/crm': `<policies><${section}>${xml}</${section}>${forward}${inherit}</policies>` };
}

function check({ expect: wanted }: Example, { x, traces, forwarded, requests }: Recorded, outcome: Outcome): void {
  const { request, response, variables } = x.context;
  expect(outcome.kind, outcome.kind === 'failed' ? failureText(outcome) : '').toBe(wanted.outcome ?? 'completed');
  for (const [name, value] of Object.entries(wanted.sent ?? {})) expect(request.headers.sent.get(name)?.join(',') ?? null).toBe(value);
  if (wanted.method !== undefined) expect(request.method).toBe(wanted.method);
  if (wanted.url !== undefined) expect(request.url.toString()).toBe(wanted.url);
  if (wanted.body !== undefined) expect(textOf(request.body)).toBe(wanted.body);
  for (const [name, value] of Object.entries(wanted.variables ?? {})) expect(variables.get(name)).toEqual(value);
  if (wanted.response?.status !== undefined) expect(response?.statusCode).toBe(wanted.response.status);
  if (wanted.response?.reason !== undefined) expect(response?.statusReason).toBe(wanted.response.reason);
  if (wanted.response?.body !== undefined) expect(textOf(response?.body ?? null)).toBe(wanted.response.body);
  for (const [name, value] of Object.entries(wanted.response?.headers ?? {}))
    expect(response?.headers.get(name)?.join(',') ?? null).toBe(value);
  if (wanted.requests !== undefined) expect(requests.length).toBe(wanted.requests.length);
  for (const [index, request] of (wanted.requests ?? []).entries()) {
    const sent = requests[index];
    const headers = HeaderMap.from(sent?.headers ?? []);
    expect(sent?.url).toBe(request.url);
    if (request.method !== undefined) expect(sent?.method).toBe(request.method);
    if (request.body !== undefined) expect(sent?.body instanceof Uint8Array ? decodeUtf8(sent.body) : sent?.body).toBe(request.body);
    for (const [name, value] of Object.entries(request.headers ?? {})) expect(headers.get(name)?.join(',') ?? null).toBe(value);
  }
  if (wanted.traces !== undefined) expect(traces.map(({ message }) => message)).toEqual(wanted.traces);
  if (wanted.forwarded !== undefined) expect(forwarded() > 0).toBe(wanted.forwarded);
  if (wanted.error !== undefined) expect(outcome.kind === 'failed' ? failureText(outcome) : '').toContain(wanted.error);
}

const textOf = (body: Body | null): string | null => (body === null || body.content.kind === 'bytes' ? null : body.contentText);
