import type { Fixture } from '../../../src/cli/eval/fixture.ts';
import { fixtureContext } from '../../../src/cli/eval/fixture-context.ts';
import { Budget } from '../../../src/runtime/budget.ts';
import type { Context } from '../../../src/runtime/context/context.ts';
import type { Host } from '../../../src/runtime/host.ts';

const headers = {
  Host: ['api.example.com'],
  Accept: ['application/json'],
  'Accept-Encoding': ['gzip', 'br'],
  'Accept-Language': ['en-GB'],
  Authorization: ['Bearer placeholder.placeholder.placeholder'],
  'Content-Type': ['application/json'],
  'User-Agent': ['bench/1.0'],
  'X-Client': ['shop'],
  'X-Forwarded-For': ['192.0.2.1'],
};

const api = { id: 'orders', name: 'Orders', path: 'orders' };

/** The exchange that expressions are timed in; `i` makes one of several that differ a little. */
function fixture(i: number): Fixture {
  return {
    requestId: `3f2504e0-4f89-41d3-9a0c-0305e82c330${i}`,
    api: { ...api, id: `orders-${i}` },
    operation: { id: `get-order-${i}`, method: 'GET', name: 'Get order', urlTemplate: '/orders/{id}' },
    product: i % 2 === 0 ? { id: 'starter', name: `Starter ${i}` } : null,
    subscription: { id: `subscription-${i}` },
    request: {
      method: 'POST',
      url: { string: `https://api.example.com/orders/${i}?page=${i}&size=20` },
      headers,
      body: { text: '{"quantity":1}' },
      ipAddress: `192.0.2.${i}`,
    },
    response: {
      statusCode: [200, 201, 404, 429, 500, 502, 503, 504][i] ?? 200,
      statusReason: 'OK',
      headers: { 'Content-Type': ['application/json'] },
      body: { text: JSON.stringify({ error: { code: `E${i}`, message: 'The order is not known.' }, fault: { id: `F${i}`, text: 'No.' } }) },
    },
  };
}

/** Contexts that differ a little, with what a case wants of them on top. */
export function contexts(given: Fixture): Context[] {
  return Array.from({ length: 8 }, (_, i) => {
    const base = fixture(i);
    const request = { ...base.request, ...given.request, headers: { ...headers, ...given.request?.headers } };
    return fixtureContext({ ...base, ...given, request }, Date.UTC(2024, 2, 15, 10, 20, 30));
  });
}

/** Gives every context a full budget again, as each exchange has one. Real budgets look at the clock. */
export function refill(all: readonly Context[]): void {
  for (const { host } of all) {
    const budget = new Budget(2 ** 30 - 1, 2 ** 30 - 1, { clock: { elapsed: () => performance.now() }, ms: 60_000 });
    (host as { budget: Host['budget'] }).budget = budget;
  }
}

/** Contexts with the same numbers for everybody who asks for random ones, so that answers can be compared. */
export function predictable(given: Fixture): Context[] {
  return contexts(given).map((context) => {
    const random = { bytes: (count: number) => new Uint8Array(count).fill(7), next: () => 0.5 };
    return { ...context, host: { ...context.host, random } };
  });
}
