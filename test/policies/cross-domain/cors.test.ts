import { describe, expect, it } from 'vitest';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import { type Given, recordedExchange } from '../../support/exchange.ts';
import { findings, handlerOf, type Ran, run } from '../support/running.ts';

const origins = (...list: readonly string[]): string =>
  `<allowed-origins>${list.map((one) => `<origin>${one}</origin>`).join('')}</allowed-origins>`;
const headersOf = (element: string, ...list: readonly string[]): string =>
  `<${element}>${list.map((one) => `<header>${one}</header>`).join('')}</${element}>`;
const methods = (attributes: string, ...list: readonly string[]): string =>
  `<allowed-methods ${attributes}>${list.map((one) => `<method>${one}</method>`).join('')}</allowed-methods>`;
const cors = (inside: string, attributes = ''): string => `<cors ${attributes}>${inside}</cors>`;
const app = 'https://app.example.com';
const asking = (method: string, headers?: string, origin = app): Given => ({
  method: 'OPTIONS',
  headers: {
    Origin: origin,
    'Access-Control-Request-Method': method,
    ...(headers === undefined ? {} : { 'Access-Control-Request-Headers': headers }),
  },
});

/** The headers of the answer that say something about origins. */
function said({ x }: Ran): Record<string, string> {
  const entries = [...(x.context.response?.headers.entries() ?? [])];
  return Object.fromEntries(
    entries.filter(([name]) => /^(access-control-|vary)/i.test(name)).map(([name, values]) => [name.toLowerCase(), values.join('|')]),
  );
}

describe('an origin', () => {
  it.each([
    [app, [app], true],
    [app, [`${app}/`], true],
    [app, [`${app}:443`], true],
    [app, ['HTTPS://APP.example.com'], true],
    [app, ['https://other.example', ` ${app} `], true],
    [app, ['@("https://" + "app.example.com")'], true],
    [app, ['*'], true],
    ['null', ['*'], true],
    ['http://localhost:8080', ['http://localhost:8080'], true],
    ['capacitor://localhost', ['capacitor://localhost'], true],
    [app, ['http://app.example.com'], false],
    [app, ['https://app.example.com:8443'], false],
    [app, ['https://example.com'], false],
    [app, ['https://app.example.com.evil.example'], false],
    ['https://app.example.com.evil.example', [app], false],
    ['https://evil.example/https://app.example.com', [app], false],
    ['https://evil.example', ['https://*.example'], false],
    ['null', [app], false],
    ['null', ['null'], false],
    ['', [app], false],
  ])('%s among %j: %s', async (origin, list, allowed) => {
    const ran = await run(cors(origins(...list)), { headers: { Origin: origin } });
    expect(said(ran)['access-control-allow-origin']).toBe(allowed ? (list.includes('*') ? '*' : origin) : undefined);
    expect(ran.outcome.kind).toBe('completed');
  });

  it('that is written twice is nobody’s', async () => {
    const recorded = recordedExchange();
    recorded.x.context.request.headers.append('Origin', [app, app]);
    await runHandler(await handlerOf(cors(origins(app))), recorded.x);
    expect(recorded.x.context.response?.headers.has('Access-Control-Allow-Origin')).toBe(false);
  });
});

describe('an answer', () => {
  it.each<[string, string, Record<string, string>, Record<string, string>]>([
    ['for one origin', cors(origins(app)), {}, { 'access-control-allow-origin': app, vary: 'Origin' }],
    ['for all', cors(origins('*')), {}, { 'access-control-allow-origin': '*' }],
    [
      'with credentials',
      cors(origins(app), 'allow-credentials="@(true)"'),
      {},
      { 'access-control-allow-origin': app, 'access-control-allow-credentials': 'true', vary: 'Origin' },
    ],
    ['never with credentials for all', cors(origins('@("*")'), 'allow-credentials="true"'), {}, { 'access-control-allow-origin': '*' }],
    [
      'with headers to read',
      cors(origins(app) + headersOf('expose-headers', 'X-A', 'X-B')),
      {},
      { 'access-control-allow-origin': app, 'access-control-expose-headers': 'X-A, X-B', vary: 'Origin' },
    ],
    [
      'with all headers to read',
      cors(origins(app) + headersOf('expose-headers', '*')),
      { 'X-C': '1' },
      { 'access-control-allow-origin': app, 'access-control-expose-headers': '*', vary: 'Origin' },
    ],
    [
      'with all headers to read and credentials',
      cors(origins(app) + headersOf('expose-headers', '*'), 'allow-credentials="true"'),
      { 'X-C': '1', 'Set-Cookie': 'a=b' },
      {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'X-C',
        vary: 'Origin',
      },
    ],
    [
      'over what the backend said',
      cors(origins(app)),
      { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' },
      { 'access-control-allow-origin': app, vary: 'Origin' },
    ],
    ['that varies already', cors(origins(app)), { Vary: 'Accept, origin' }, { 'access-control-allow-origin': app, vary: 'Accept, origin' }],
    ['that varies otherwise', cors(origins(app)), { Vary: 'Accept' }, { 'access-control-allow-origin': app, vary: 'Accept, Origin' }],
  ])('%s', async (_what, xml, headers, expected) => {
    const ran = await run(xml, { headers: { Origin: app }, response: { status: 200, headers } });
    expect(said(ran)).toEqual(expected);
    expect(ran.forwarded()).toBe(1);
  });

  it('of a policy that fails, or that returns, has the headers too', async () => {
    const failed = await run(`${cors(origins(app))}<check-header name="X" failed-check-httpcode="403" />`, { headers: { Origin: app } });
    expect([failed.outcome.kind, failed.x.context.response?.statusCode, said(failed)['access-control-allow-origin']]).toEqual([
      'failed',
      403,
      app,
    ]);
    const returned = await run(`${cors(origins(app))}<return-response><set-status code="418" /></return-response>`, {
      headers: { Origin: app },
    });
    expect([returned.outcome.kind, said(returned)['access-control-allow-origin']]).toEqual(['returned', app]);
  });

  it('to a request without an origin says nothing', async () => {
    expect(said(await run(cors(origins(app))))).toEqual({});
  });
});

describe('a preflight', () => {
  it.each<[string, string, Given, Record<string, string>]>([
    [
      'by default',
      cors(origins(app)),
      asking('POST', 'x-a'),
      { 'access-control-allow-origin': app, 'access-control-allow-methods': 'GET, POST', vary: 'Origin' },
    ],
    [
      'with methods',
      cors(origins(app) + methods('', 'PUT', ' PATCH ')),
      asking('PUT'),
      { 'access-control-allow-origin': app, 'access-control-allow-methods': 'PUT, PATCH', vary: 'Origin' },
    ],
    [
      'with all methods',
      cors(origins('*') + methods('preflight-result-max-age="@(300)"', '*')),
      asking('PUT'),
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT',
        'access-control-max-age': '300',
        vary: 'Access-Control-Request-Method',
      },
    ],
    [
      'with headers',
      cors(origins(app) + headersOf('allowed-headers', 'X-A', 'X-B')),
      asking('POST', 'x-a, x-c'),
      {
        'access-control-allow-origin': app,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'X-A, X-B',
        vary: 'Origin',
      },
    ],
    [
      'with all headers',
      cors(origins(app) + headersOf('allowed-headers', '*')),
      asking('POST', 'x-a, x-c'),
      {
        'access-control-allow-origin': app,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'x-a, x-c',
        vary: 'Origin, Access-Control-Request-Headers',
      },
    ],
    [
      'with what is no header',
      cors(origins(app) + headersOf('allowed-headers', '*')),
      asking('PO\tST', 'a b, x-c, é'),
      {
        'access-control-allow-origin': app,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'x-c',
        vary: 'Origin, Access-Control-Request-Headers',
      },
    ],
    [
      'with credentials',
      cors(origins(app), 'allow-credentials="true"'),
      asking('POST'),
      {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST',
        vary: 'Origin',
      },
    ],
  ])('%s', async (_what, xml, given, expected) => {
    const ran = await run(xml, given);
    expect(said(ran)).toEqual(expected);
    expect([ran.outcome.kind, ran.x.context.response?.statusCode, ran.x.context.response?.body, ran.forwarded()]).toEqual([
      'returned',
      200,
      null,
      0,
    ]);
  });

  it('says nothing of headers to read', async () => {
    expect(said(await run(cors(origins(app) + headersOf('expose-headers', 'X')), asking('POST')))).not.toHaveProperty(
      'access-control-expose-headers',
    );
  });
});

describe('an origin that is not allowed', () => {
  it.each<[string, string, Given, string, number]>([
    ['a preflight', '', asking('POST', undefined, 'https://evil.example'), 'returned', 0],
    [
      'a preflight, not terminated',
      'terminate-unmatched-request="false"',
      asking('POST', undefined, 'https://evil.example'),
      'completed',
      1,
    ],
    ['a GET', '', { method: 'GET', headers: { Origin: 'https://evil.example' } }, 'returned', 0],
    ['a HEAD', 'terminate-unmatched-request="@(true)"', { method: 'HEAD', headers: { Origin: 'https://evil.example' } }, 'returned', 0],
    [
      'a GET, not terminated',
      'terminate-unmatched-request="false"',
      { method: 'GET', headers: { Origin: 'https://evil.example' } },
      'completed',
      1,
    ],
    ['a POST', '', { method: 'POST', headers: { Origin: 'https://evil.example' } }, 'completed', 1],
  ])('%s', async (_what, attributes, given, outcome, forwarded) => {
    const ran = await run(cors(origins(app), attributes), given);
    expect([ran.outcome.kind, ran.forwarded(), ran.x.context.response?.statusCode]).toEqual([outcome, forwarded, 200]);
    expect(said(ran)).toEqual({});
  });
});

describe('findings', () => {
  it.each<[string, readonly string[]]>([
    ['<cors />', ['error element/missing "cors"']],
    [cors('<allowed-origins />'), ['error element/missing "allowed-origins"']],
    [cors(origins(app, '*')), ['error cors/origin-beside-all "*"']],
    [cors(origins('*'), 'allow-credentials="true"'), ['warning cors/credentials-for-all "true"']],
    [cors(origins('*'), 'allow-credentials="false"'), []],
    [cors(origins('app.example.com')), ['warning cors/origin "app.example.com"']],
    [cors(origins('https://*.example.com')), ['warning cors/origin "https://*.example.com"']],
    [cors(origins(`${app}/path`)), [`warning cors/origin "${app}/path"`]],
    [cors(origins('null')), ['warning cors/origin "null"']],
    [cors(origins('capacitor://localhost', `${app}/`, 'http://localhost:3000')), []],
    [cors(origins(app) + methods('preflight-result-max-age="-1"', 'GET')), ['error value/type "-1"']],
    [cors(`${origins(app)}<allowed-methods />`), ['error element/missing "allowed-methods"']],
    [cors(`${origins(app)}<allowed-headers />`), ['error element/missing "allowed-headers"']],
    [cors(`${origins(app)}<expose-headers />`), ['error element/missing "expose-headers"']],
    [cors(headersOf('expose-headers', 'X') + origins(app)), []],
    [cors(origins(app)) + cors(origins(app)), ['error policy/repeated "cors"']],
  ])('%s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});
