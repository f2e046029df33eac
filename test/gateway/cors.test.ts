import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../support/compiled.ts';
import { handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

const app = 'https://app.example.com';
const cors = `<cors allow-credentials="true"><allowed-origins><origin>${app}</origin></allowed-origins><allowed-headers><header>content-type</header></allowed-headers></cors>`;
const strict = '<check-header name="X-Key" failed-check-httpcode="403" failed-check-error-message="no key" />';

let books: TestSubgraph;
let gateway: TestGateway;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());
afterEach(() => gateway.close());

/** A gateway with a compiled `global.xml`. */
async function open(inbound: string): Promise<void> {
  const { handlers: modules, findings } = await compiled({
    global: `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`,
  });
  expect(findings).toEqual([]);
  const global = modules.get('global');
  if (global === undefined) throw new Error('no handler');
  gateway = await openGateway([books], { handlers: handlers({ global }) });
}

const preflight = (origin = app, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type', ...headers },
  });
const post = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { origin: app, 'content-type': 'application/json', ...headers },
    body: '{"query":"{ newest { title } }"}',
  });
const granted = ({ headers }: Response): string | null => headers.get('access-control-allow-origin');

describe('cors in global.xml', () => {
  it('answers a preflight before anything else in the document is asked', async () => {
    await open(strict + cors);
    const answer = await preflight();
    expect([
      answer.status,
      granted(answer),
      answer.headers.get('access-control-allow-methods'),
      answer.headers.get('access-control-allow-headers'),
    ]).toEqual([200, app, 'GET, POST', 'content-type']);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(await answer.text()).toBe('');
    expect(books.received).toEqual([]);
  });

  it('lets the answer be read, and that of a policy that fails', async () => {
    await open(cors + strict);
    const good = await post({ 'x-key': '1' });
    expect([good.status, granted(good), await good.json()]).toEqual([200, app, { data: { newest: { title: 'Compilers' } } }]);
    const bad = await post();
    expect([bad.status, granted(bad), await bad.json()]).toEqual([403, app, { statusCode: 403, message: 'no key' }]);
  });

  it('leaves other origins without a word', async () => {
    await open(cors);
    const asked = await preflight('https://evil.example');
    expect([asked.status, granted(asked), await asked.text()]).toEqual([200, null, '']);
    const called = await post({ origin: 'https://evil.example' });
    expect([called.status, granted(called)]).toEqual([200, null]);
  });

  it('that stands in a branch does not count for a preflight', async () => {
    await open(`<choose><when condition="@(true)">${cors}</when></choose>`);
    expect([(await preflight()).status, granted(await preflight())]).toEqual([405, null]);
    expect(granted(await post())).toBe(app);
  });

  it('does not make other OPTIONS requests, or simple requests of other sites, pass', async () => {
    await open(cors);
    expect((await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS' })).status).toBe(405);
    expect(
      (await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { origin: app, 'content-type': 'text/plain' }, body: '{}' }))
        .status,
    ).toBe(415);
  });

  it('whose expression fails grants nothing', async () => {
    await open('<cors><allowed-origins><origin>@(context.Request.Headers["Absent"][0])</origin></allowed-origins></cors>');
    const answer = await preflight();
    expect([answer.status, granted(answer)]).toEqual([500, null]);
    expect(gateway.logText()).toContain('<cors>');
  });
});

it('without cors a preflight is refused', async () => {
  await open(strict);
  expect([(await preflight()).status, granted(await preflight())]).toEqual([405, null]);
});
