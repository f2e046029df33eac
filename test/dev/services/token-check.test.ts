import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applications as all, type DemoApplication } from '../../../src/dev/oauth/applications.ts';
import { type DemoService, openDemoServices } from '../../../src/dev/services/service.ts';
import { startTestIssuer, type TestIssuer, type TokenChanges } from '../tokens.ts';

/** Those that can be asked what they saw. */
const applications = all.filter(({ kind }) => kind === 'federation');

let issuer: TestIssuer;
let services: readonly DemoService[];

beforeAll(async () => {
  issuer = await startTestIssuer();
  const pending = await openDemoServices(0);
  services = await Promise.all(pending.map((service) => service.start(issuer, () => {})));
});

afterAll(async () => {
  await Promise.all([issuer.close(), ...services.map((service) => service.close())]);
});

const ask = (
  application: DemoApplication,
  headers: Record<string, string>,
  query = `{ ${application.name}Call { tokenId } }`,
): Promise<Response> =>
  fetch(services.find((service) => service.name === application.name)?.url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

const past = Math.floor(Date.now() / 1000) - 60;
const stranger = await generateKeyPair('RS256');

const refused: readonly (readonly [string, (application: DemoApplication) => TokenChanges, string])[] = [
  ['another audience', () => ({ claims: { aud: 'https://other.example.com' } }), 'the token has the wrong audience'],
  ['no audience', () => ({ claims: { aud: undefined } }), 'the token has the wrong audience'],
  [
    'the audience of the next service',
    (application) => ({ claims: { aud: applications[(applications.indexOf(application) + 1) % 3]?.audience } }),
    'the token has the wrong audience',
  ],
  ['another issuer', () => ({ claims: { iss: 'https://other.example.com' } }), 'the token has the wrong issuer'],
  ['another scope', () => ({ claims: { scope: 'something.else' } }), 'the token lacks the scope'],
  ['no scope', () => ({ claims: { scope: undefined } }), 'the token lacks the scope'],
  ['a time long gone', () => ({ claims: { exp: past } }), 'the token has expired'],
  ['no end', () => ({ claims: { exp: undefined } }), 'the token has the wrong claims'],
  ['another type', () => ({ typ: 'JWT' }), 'the token has the wrong type'],
  ["a stranger's signature", () => ({ key: stranger.privateKey }), 'the token is not one of this issuer'],
];

describe.each(applications)('$name', (application) => {
  test('answers a token of its own, and reports it', async () => {
    const token = await issuer.token(application);
    const response = await ask(application, { authorization: `Bearer ${token}` });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { [`${application.name}Call`]: { tokenId: `jti-of-${application.name}` } } });
  });

  test.each(refused)('refuses a token with %s', async (_what, changes, reason) => {
    const token = await issuer.token(application, changes(application));
    const response = await ask(application, { authorization: `Bearer ${token}` });
    const body = await response.text();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain(reason);
    expect(body + response.headers.get('www-authenticate')).not.toContain(token);
  });

  test.each([
    ['no Authorization', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['Bearer without a token', { authorization: 'Bearer ' }],
  ])('asks for a token when there is %s', async (_what, headers: Record<string, string>) => {
    const response = await ask(application, headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="fedpass demo"');
  });

  test('refuses what is no token at all', async () => {
    const response = await ask(application, { authorization: 'Bearer not.a.token' });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('shows the headers it received, but no credential', async () => {
    const token = await issuer.token(application);
    const query = `{ ${application.name}Call { a: receivedHeader(name: "X-Team") b: receivedHeader(name: "authorization") c: receivedHeader(name: "Cookie") d: receivedHeader(name: "X-None") } }`;
    const response = await ask(application, { authorization: `Bearer ${token}`, cookie: 'session=secret', 'x-team': 'blue' }, query);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({
      data: { [`${application.name}Call`]: { a: 'blue', b: '(received, not shown)', c: '(received, not shown)', d: null } },
    });
    expect(text).not.toContain('secret');
  });

  test.each([
    ['GET /graphql', { method: 'GET' }, '', 405],
    ['another path', { method: 'POST' }, '/elsewhere', 404],
  ])('answers %s without looking at tokens', async (_what, init, path, status) => {
    const { url } = services.find((service) => service.name === application.name) ?? { url: '' };
    expect((await fetch(path === '' ? url : new URL(path, url), init)).status).toBe(status);
  });

  test.each([
    ['no JSON', 'hello'],
    ['no query', '{}'],
    ['a broken query', '{"query":"{"}'],
    ['an unknown field', '{"query":"{nothing}"}'],
  ])('answers 400 to %s', async (_what, body) => {
    const { url } = services.find((service) => service.name === application.name) ?? { url: '' };
    const headers = { authorization: `Bearer ${await issuer.token(application)}`, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [expect.objectContaining({ message: expect.any(String) })] });
  });
});

test('what projects answers depends on the person', async () => {
  const projects = applications.find((application) => application.name === 'projects');
  if (projects === undefined) throw new Error('there is no projects');
  const asking = async (sub: string): Promise<unknown> => {
    const response = await ask(
      projects,
      { authorization: `Bearer ${await issuer.token(projects, { claims: { sub } })}` },
      '{ viewer { name } issue(key: "ROAST-16") { title } }',
    );
    return response.json();
  };
  expect(await asking('ada')).toEqual({
    data: { viewer: { name: 'Ada Lindqvist' }, issue: { title: 'Invoice shows the old VAT number' } },
  });
  expect(await asking('noor')).toEqual({ data: { viewer: { name: 'Noor Rahman' }, issue: null } });
});
