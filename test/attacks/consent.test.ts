import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProviderSettings } from '../../src/credentials/settings.ts';
import { openAdversarialProvider } from '../../src/dev/adversarial/provider.ts';
import { rotatingGrants } from '../../src/dev/adversarial/rotating-grants.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { connectionSettings } from '../credentials/support/settings.ts';
import { type Management, RETURN_TO, startManagement } from '../management/support/management.ts';
import { startOAuthServer, type TestOAuthServer } from '../support/oauth-server.ts';
import { type Browser, openBrowser, type Visited } from './support/browser.ts';

const grants = rotatingGrants(3_600);
const provider = await openAdversarialProvider({
  port: 0,
  upstream: { token: (form, { from }) => grants.answer(form, from), revoke: (token) => grants.revoke(token) },
  plan: { take: () => undefined },
});
let strict: TestOAuthServer;
let management: Management;

const client = { clientId: 'client', clientSecret: new Secret('canary-client-secret'), scopes: 'read' };
const at = (id: string, origin: string, more: Record<string, string> = {}): ProviderSettings => ({
  id,
  identityProvider: 'oauth2pkce',
  grantType: 'authorizationCode',
  parameters: { ...client, authorizationUrl: `${origin}/authorize`, tokenUrl: `${origin}/token`, ...more },
  connections: [...Array(12).keys()].map((n) => connectionSettings({ id: `c${n}` })),
});

beforeAll(async () => {
  const redirects = (url: string) => [`${url}/oauth/callback/strict`];
  management = await startManagement({
    providers: [at('files', provider.origin), at('other', provider.origin), at('named', provider.origin, { issuer: provider.origin })],
  });
  strict = await startOAuthServer({
    clients: [
      {
        client_id: 'client',
        client_secret: 'canary-client-secret',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: redirects(management.gatewayUrl),
        response_types: ['code'],
      },
    ],
  });
  const { authorizationUrl, tokenUrl } = strict;
  const one = at('strict', strict.issuer);
  management.manager.reload([
    at('files', provider.origin),
    at('other', provider.origin),
    at('named', provider.origin, { issuer: provider.origin }),
    { ...one, parameters: { ...one.parameters, authorizationUrl, tokenUrl } },
  ]);
});
afterAll(async () => {
  await management.close();
  await provider.close();
  await strict.close();
});

let next = 0;
/** A connection that no other attack was tried on. */
const target = (of = 'files') => ({ provider: of, connection: `c${next++ % 12}` });
type Target = ReturnType<typeof target>;

const path = ({ provider: of, connection }: Target) => `/authorizationProviders/${of}/authorizations/${connection}`;
const status = async (of: Target): Promise<string> =>
  ((await management.call('GET', path(of))).body as { properties: { status: string } }).properties.status;
/** A link as its maker gets it: of the operator, or of whoever asks the API with a token. */
async function linkTo(of: Target, asker?: string): Promise<string> {
  const body = asker === undefined ? {} : { postLoginRedirectUrl: RETURN_TO };
  const answer = await management.call('POST', `${path(of)}/getLoginLinks`, {
    body,
    token: await management.token(asker ?? 'operator'),
  });
  return (answer.body as { loginLink: string }).loginLink;
}
/** From a link to the provider and up to our callback, which is not opened yet. */
async function returning(browser: Browser, link: string): Promise<string> {
  const { location } = await browser.open(link);
  return location.startsWith(provider.origin) ? (await openBrowser().open(location)).location : (await strict.consent(location)).href;
}
const answer = (browser: Browser, page: Visited, headers: Record<string, string> = {}) =>
  browser.send(`${management.gatewayUrl}/connect/confirm`, { code: page.code, answer: 'connect' }, headers);
const confirm = async (of: Target, consentCode: string, who: string) =>
  (await management.call('POST', `${path(of)}/confirmConsentCode`, { body: { consentCode }, token: await management.token(who) })).status;

test('nobody attacks: the link connects', async () => {
  const [of, browser] = [target(), openBrowser()];
  const page = await browser.open(await returning(browser, await linkTo(of)));
  expect(page.status).toBe(200);
  expect((await answer(browser, page)).status).toBe(200);
  expect(await status(of)).toBe('Connected');
});

test('state replay', async () => {
  const [of, browser] = [target(), openBrowser()];
  const back = await returning(browser, await linkTo(of));
  const page = await browser.open(back);
  const before = grants.counts.consents;
  expect((await browser.open(back)).status).toBe(410);
  await answer(browser, page);
  expect([(await browser.open(back)).status, (await answer(browser, page)).status]).toEqual([410, 410]);
  expect(grants.counts.consents).toBe(before);
});

test('another browser', async () => {
  const [of, browser, other] = [target(), openBrowser(), openBrowser()];
  const back = await returning(browser, await linkTo(of));
  const before = grants.counts.consents;
  expect((await other.open(back)).status).toBe(403);
  expect((await browser.open(back)).status).toBe(410);
  expect(grants.counts.consents).toBe(before);
  expect(await status(of)).toBe('Error');
});

test('another user', async () => {
  const [of, browser] = [target(), openBrowser()];
  const { location } = await browser.open(await returning(browser, await linkTo(of, 'alice')));
  const code = new URL(location).searchParams.get('code') ?? '';
  expect(await confirm(of, code, 'bob')).toBe(403);
  expect(await status(of)).toBe('Error');
  expect(await confirm(of, code, 'alice')).toBe(200);
  expect(await status(of)).toBe('Connected');
});

test('the victim finishes the attacker’s link', async () => {
  const [of, victim] = [target(), openBrowser()];
  const { location } = await victim.open(await returning(victim, await linkTo(of, 'mallory')));
  expect(location.startsWith(`${RETURN_TO}?code=`)).toBe(true);
  // The code stands in the victim's browser; the attacker has the link, and all that he can guess from it.
  const link = new URL(await linkTo(of, 'mallory'));
  for (const guess of [link.searchParams.get('link') ?? '', 'code', '']) expect(await confirm(of, guess, 'mallory')).toBe(400);
  // And what the victim has confirms nothing in his name.
  expect(await confirm(of, new URL(location).searchParams.get('code') ?? '', 'victim')).toBe(403);
  expect(await status(of)).toBe('Error');
  // Where our page asks, the question is put to the victim, and to nobody else.
  const [asked, attacker] = [target(), openBrowser()];
  const page = await victim.open(await returning(victim, await linkTo(asked)));
  expect(page.text).toContain('If somebody else sent you the link, do not connect an account of your own.');
  expect((await answer(attacker, page)).status).not.toBe(200);
  expect(await status(asked)).toBe('Error');
});

test('mix-up', async () => {
  const before = grants.counts.consents;
  const [of, browser] = [target(), openBrowser()];
  const back = new URL(await returning(browser, await linkTo(of)));
  back.pathname = '/oauth/callback/other';
  expect((await browser.open(back.href)).status).toBe(400);
  // Metadata announce that the server names itself: an answer without its name, or with another, is none of its.
  for (const [iss, expected] of [
    ['https://evil.example', 400],
    [provider.origin, 200],
  ] as const) {
    const named = target('named');
    const to = new URL(await returning(browser, await linkTo(named)));
    to.searchParams.set('iss', iss);
    expect((await browser.open(to.href)).status).toBe(expected);
  }
  expect(grants.counts.consents).toBe(before + 1);
});

test('callback race', async () => {
  const [of, browser] = [target(), openBrowser()];
  const back = await returning(browser, await linkTo(of));
  const before = grants.counts.consents;
  const pages = await Promise.all(Array.from({ length: 8 }, () => browser.open(back)));
  expect(pages.map(({ status: one }) => one).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 410)]);
  expect(grants.counts.consents).toBe(before + 1);
});

test('open redirect', async () => {
  const of = target();
  const { origin, pathname } = new URL(RETURN_TO);
  for (const postLoginRedirectUrl of [
    'https://evil.example/connected',
    `${origin}.evil.example${pathname}`,
    `${origin}@evil.example${pathname}`,
    `http://evil.example@127.0.0.1:9${pathname}`,
    `${origin}${pathname}/../elsewhere`,
    `${origin}${pathname}%2f..%2felsewhere`,
    `${origin}\\${pathname}`,
    `${RETURN_TO}#/elsewhere`,
    ` ${RETURN_TO}`,
    `//127.0.0.1:9${pathname}`,
    'javascript:alert(1)',
    'data:text/html,x',
    RETURN_TO.replace('http:', 'https:'),
    RETURN_TO.replace(':9/', ':10/'),
  ]) {
    const made = await management.call('POST', `${path(of)}/getLoginLinks`, { body: { postLoginRedirectUrl } });
    expect([postLoginRedirectUrl, made.status]).toEqual([postLoginRedirectUrl, 400]);
  }
  // Nor by what is added to our own pages.
  const browser = openBrowser();
  const evil = '&redirect_uri=https://evil.example&returnTo=https://evil.example&postLoginRedirectUrl=https://evil.example';
  const { location } = await browser.open(`${await linkTo(of)}${evil}`);
  expect(new URL(location).searchParams.get('redirect_uri')).toBe(`${management.gatewayUrl}/oauth/callback/files`);
  const back = (await openBrowser().open(location)).location;
  const page = await browser.open(`${back}${evil}`);
  expect([page.status, page.location, page.text.includes('evil.example')]).toEqual([200, '', false]);
});

test('code injection', async () => {
  const [mine, yours] = [target('strict'), target('strict')];
  const [attacker, victim] = [openBrowser(), openBrowser()];
  const stolen = new URL(await returning(victim, await linkTo(yours)));
  const forged = new URL(await returning(attacker, await linkTo(mine)));
  forged.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  expect((await attacker.open(forged.href)).status).toBe(502);
  expect([await status(mine), await status(yours)]).toEqual(['Error', 'Error']);
  // A second code, a second state, or none.
  for (const change of ['&code=second', '&state=second', '&code=', '&error=access_denied']) {
    const of = target('strict');
    const page = await victim.open(`${await returning(victim, await linkTo(of))}${change}`);
    expect([change, page.status]).not.toEqual([change, 200]);
    expect(await status(of)).toBe('Error');
  }
});

test('CSRF', async () => {
  const [of, browser] = [target(), openBrowser()];
  const page = await browser.open(await returning(browser, await linkTo(of)));
  // A form of another site, sent with the cookies that a careless browser would give it.
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: `${management.gatewayUrl}.evil.example` },
  ])
    expect((await answer(browser, page, headers)).status).toBe(410);
  expect((await browser.open(`${management.gatewayUrl}/connect/confirm?code=${page.code}&answer=connect`)).status).not.toBe(200);
  expect(await status(of)).toBe('Error');
  // And the attacker's own consent, brought to an end in the victim's browser.
  const [theirs, attacker] = [target(), openBrowser()];
  const back = await returning(attacker, await linkTo(theirs));
  expect((await browser.open(back)).status).toBe(403);
  expect(await status(theirs)).toBe('Error');
  expect((await answer(browser, page)).status).toBe(200);
});
