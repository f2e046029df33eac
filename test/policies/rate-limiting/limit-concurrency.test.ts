import { describe, expect, it } from 'vitest';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import type { Slots } from '../../../src/runtime/ports/slots.ts';
import { compiled } from '../../support/compiled.ts';
import { recordedExchange } from '../../support/exchange.ts';

async function handler(inbound: string) {
  const text = `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`;
  const { handlers, findings } = await compiled({ 'subgraphs/crm': text });
  expect(findings).toEqual([]);
  const found = handlers.get('subgraphs/crm');
  if (found === undefined) throw new Error('no handler');
  return found;
}

/** Slots that are all taken, or that count what is given back. */
function slots(free: boolean): { readonly port: Slots; readonly back: () => number } {
  let back = 0;
  return { port: { take: () => (free ? () => void back++ : undefined) }, back: () => back };
}

describe('limit-concurrency', () => {
  it('fails with 429 when every place is taken, and runs nothing inside', async () => {
    const section = await handler(
      '<limit-concurrency key="k" max-count="1"><set-header name="X"><value>y</value></set-header></limit-concurrency>',
    );
    const { x, forwarded } = recordedExchange({ services: { slots: slots(false).port } });
    expect((await runHandler(section, x)).kind).toBe('failed');
    expect(x.context.response?.statusCode).toBe(429);
    expect(x.context.lastError?.source).toBe('limit-concurrency');
    expect(forwarded()).toBe(0);
    expect(x.context.request.headers.sent.has('X')).toBe(false);
  });

  it.each([
    ['ends well', '<set-header name="X"><value>y</value></set-header>', 'completed'],
    ['returns a response', '<return-response><set-status code="204" /></return-response>', 'returned'],
    ['fails', '<set-header name="X"><value>@(context.Request.Headers["Absent"][0])</value></set-header>', 'failed'],
  ])('gives the place back when what is inside %s', async (_how, inside, outcome) => {
    const section = await handler(`<limit-concurrency key="k" max-count="1">${inside}</limit-concurrency>`);
    const counted = slots(true);
    const { x } = recordedExchange({ services: { slots: counted.port } });
    expect((await runHandler(section, x)).kind).toBe(outcome);
    expect(counted.back()).toBe(1);
  });
});
