import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConsentArrival, ConsentFinish } from '../../src/credentials/consent/finish.ts';
import type { Confirmation, Confirmed } from '../../src/credentials/consent/pending.ts';
import type { SignInFinish, SignInStart } from '../../src/credentials/consent/sign-in.ts';
import type { ConsentStart } from '../../src/credentials/consent/start.ts';
import { type ConsentPages, connectUri, consentRoutes, redirectUri } from '../../src/management/consent-routes.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { type LogLine, memoryLog } from '../gateway/support/gateway.ts';

const id = { provider: 'git<hub>', connection: 'o"rg' };
const canary = 'canary-4f1c';

interface Given {
  readonly start?: ConsentStart | Error;
  readonly finish?: ConsentFinish | Error;
  readonly confirmed?: Confirmed;
  readonly signInStart?: SignInStart;
  readonly signInFinish?: SignInFinish;
  readonly publicUrl?: string;
}

let log: LogLine[] = [];
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  log = [];
  for (const each of opened.splice(0)) await each.close();
});

/** What a stand-in was told to answer. */
const or = <T>(value: T | Error | undefined): T => {
  if (value === undefined || value instanceof Error) throw value ?? new Error('not expected');
  return value;
};

async function open({ start, finish, confirmed, signInStart, signInFinish, publicUrl = 'http://localhost:4000' }: Given) {
  const links: string[] = [];
  const arrivals: ConsentArrival[] = [];
  const confirmations: Confirmation[] = [];
  const credentials: ConsentPages['credentials'] = {
    startConsent: async (link) => {
      links.push(link);
      return or(start);
    },
    finishConsent: async (arrival) => {
      arrivals.push(arrival);
      return or(finish);
    },
    startSignIn: async () => or(signInStart),
    finishSignIn: async (arrival) => {
      arrivals.push(arrival);
      return or(signInFinish);
    },
    confirmConsent: async (confirmation) => {
      confirmations.push(confirmation);
      return or(confirmed);
    },
  };
  const app = Fastify();
  opened.push(app);
  consentRoutes({ credentials, publicUrl, log: memoryLog(log) })(app);
  await app.ready();
  return { app, links, arrivals, confirmations };
}

const redirect: ConsentStart = {
  kind: 'redirect',
  id,
  location: new Secret('https://provider.example/authorize?state=s1'),
  browser: new Secret(canary),
  maxAgeMs: 600_000,
};

describe('the connect page', () => {
  it('sends the browser to the provider, with a cookie that only the callback reads', async () => {
    const { app, links } = await open({ start: redirect });
    const response = await app.inject('/connect?link=L1');
    expect(links).toEqual(['L1']);
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe('https://provider.example/authorize?state=s1');
    expect(response.headers['set-cookie']).toMatch(
      /^fedpass-consent-[0-9a-f]{16}=canary-4f1c; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['referrer-policy']).toBe('no-referrer');
    expect(JSON.stringify(log)).not.toContain(canary);
  });

  it('makes the cookie secure where the gateway is', async () => {
    const { app } = await open({ start: redirect, publicUrl: 'https://graph.example.com' });
    expect((await app.inject('/connect?link=L1')).headers['set-cookie']).toMatch(/^__Host-fedpass-consent-.*; Secure$/);
  });

  it.each(['/connect', '/connect?link=', '/connect?link=a&link=b'])('asks nobody about %s', async (url) => {
    const { app, links } = await open({});
    expect((await app.inject(url)).statusCode).toBe(410);
    expect(links).toEqual([]);
  });

  it.each([
    ['unknown-link', 410],
    ['unknown-connection', 404],
  ] as const)('explains %s', async (kind, status) => {
    const { app } = await open({ start: { kind } });
    const response = await app.inject('/connect?link=L1');
    expect(response.statusCode).toBe(status);
    expect(response.body).toContain('Ask whoever sent you here');
  });

  it('keeps the link for later when the provider cannot be reached, and tells the reason to the operator alone', async () => {
    const { app } = await open({ start: { kind: 'provider-unavailable', id, detail: 'told to the operator alone' } });
    const response = await app.inject('/connect?link=L1');
    expect(response.statusCode).toBe(503);
    expect(response.body).toContain('Open the same link again');
    expect(response.body).not.toContain('told to the operator alone');
    expect(JSON.stringify(log)).toContain('told to the operator alone');
  });
});

const finishes: readonly (readonly [ConsentFinish, number])[] = [
  [{ kind: 'connected', id }, 200],
  [{ kind: 'not-saved-yet', id }, 200],
  [{ kind: 'unknown-state' }, 410],
  [{ kind: 'other-browser', id }, 403],
  [{ kind: 'denied', id, code: 'access_denied' }, 403],
  [{ kind: 'wrong-issuer', id }, 400],
  [{ kind: 'bad-callback', id }, 400],
  [{ kind: 'link-used', id }, 410],
  [{ kind: 'unknown-connection' }, 404],
  [{ kind: 'no-token', id, detail: 'told to the operator alone' }, 502],
];

describe('the callback', () => {
  it.each(finishes)('explains $kind', async (finish, status) => {
    const { app } = await open({ finish });
    const response = await app.inject(`/oauth/callback/git%3Chub%3E?state=s1&code=${canary}`);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['referrer-policy']).toBe('no-referrer');
    expect(response.headers['x-frame-options']).toBe('DENY');
    expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(response.headers['set-cookie']).toContain('Max-Age=0');
    expect(response.body).toMatch(/<html lang="en">[\s\S]*<title>.+<\/title>[\s\S]*<main[\s\S]*<h1>.+<\/h1>[\s\S]*role="status"/);
    expect(response.body).not.toMatch(/<script|<form|<img|https?:|git<hub>|o"rg|canary|operator/);
    if ('id' in finish) expect(response.body).toContain('git&lt;hub&gt;');
    expect(JSON.stringify(log)).not.toContain(canary);
    if (finish.kind === 'no-token') expect(JSON.stringify(log)).toContain('told to the operator alone');
  });

  it('hands over parameters, browser and provider, each consent with its own cookie', async () => {
    const { app: connect } = await open({ start: redirect });
    const [cookie] = String((await connect.inject('/connect?link=L1')).headers['set-cookie']).split(';');
    const { app, arrivals } = await open({ finish: { kind: 'connected', id } });
    await app.inject({ url: '/oauth/callback/git%3Chub%3E?state=s1&code=c', headers: { cookie: `other=1; ${cookie}` } });
    await app.inject({ url: '/oauth/callback/git%3Chub%3E?state=s2&code=c', headers: { cookie: `other=1; ${cookie}` } });
    expect(arrivals.map(({ parameters, ...rest }) => ({ ...rest, parameters: parameters.toString() }))).toEqual([
      { browser: canary, provider: 'git<hub>', parameters: 'state=s1&code=c' },
      { browser: undefined, provider: 'git<hub>', parameters: 'state=s2&code=c' },
    ]);
  });

  it('of no provider does not exist: it could be used to answer for any', async () => {
    const { app, arrivals } = await open({});
    expect((await app.inject('/oauth/callback?state=s1&code=c')).statusCode).toBe(404);
    expect(arrivals).toEqual([]);
  });

  it('says so when the store is gone', async () => {
    const { app } = await open({ finish: new Error(`no connection, and Bearer ${canary}`) });
    const response = await app.inject('/oauth/callback/git%3Chub%3E?state=s1');
    expect(response.statusCode).toBe(503);
    expect(response.body).not.toContain(canary);
  });
});

describe('the question whether the account is the right one', () => {
  const asked: ConsentFinish = { kind: 'confirm', id, account: 'alice@<example>', code: new Secret('c0de'), maxAgeMs: 600_000 };
  const begun = async () => {
    const { app: connect } = await open({ start: redirect });
    const [cookie = ''] = String((await connect.inject('/connect?link=L1')).headers['set-cookie']).split(';');
    const { app } = await open({ finish: asked });
    return app.inject({ url: '/oauth/callback/git%3Chub%3E?state=s1&code=c', headers: { cookie } });
  };
  const answer = (headers: Record<string, string>, payload = 'code=c0de&answer=connect') => ({
    method: 'POST' as const,
    url: '/connect/confirm',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload,
  });

  it('names the account, and its form leads to us alone', async () => {
    const response = await begun();
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('alice@&lt;example&gt;');
    expect(response.body).toContain('<form method="post" action="http://localhost:4000/connect/confirm">');
    expect(response.headers['content-security-policy']).toContain("form-action 'self'");
  });

  it.each([
    ['connect', true],
    ['discard', false],
  ])('hands over the answer %s with the cookie of the page', async (word, accept) => {
    const cookie = [(await begun()).headers['set-cookie']].flat().at(-1)?.split(';')[0] ?? '';
    const { app, confirmations } = await open({ confirmed: accept ? { kind: 'connected', id } : { kind: 'declined', id } });
    const response = await app.inject(answer({ cookie, 'sec-fetch-site': 'same-origin' }, `code=c0de&answer=${word}`));
    expect(response.statusCode).toBe(200);
    expect(confirmations).toEqual([{ code: 'c0de', by: { kind: 'browser', secret: canary }, accept }]);
  });

  it.each<[string, Record<string, string>, string?]>([
    ['from a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a page of a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['with another origin', { origin: 'https://evil.example' }],
    ['with two codes', {}, 'code=c0de&code=other&answer=connect'],
    ['without an answer', {}, 'code=c0de'],
  ])('does not take a form %s', async (_, headers, payload) => {
    const { app, confirmations } = await open({});
    expect((await app.inject(answer(headers, payload))).statusCode).toBe(410);
    expect(confirmations).toEqual([]);
  });

  it('takes forms only', async () => {
    const { app, confirmations } = await open({});
    const response = await app.inject({ method: 'POST', url: '/connect/confirm', payload: { code: 'c0de', answer: 'connect' } });
    expect(response.statusCode).toBe(410);
    expect(confirmations).toEqual([]);
  });

  it('sends the browser on, with the code that confirms, and nothing on the page', async () => {
    const { app } = await open({ finish: { kind: 'return', id, location: new Secret('https://portal.example/done?code=c0de') } });
    const response = await app.inject('/oauth/callback/x?state=s1&code=c');
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe('https://portal.example/done?code=c0de');
    expect(response.headers['referrer-policy']).toBe('no-referrer');
    expect(JSON.stringify(log)).not.toContain('c0de');
  });
});

describe('a user who connects something of his own', () => {
  it('signs in first, and goes on to the provider, each time with a cookie of its own', async () => {
    const signInStart: SignInStart = {
      kind: 'redirect',
      location: new Secret('https://login.example/?state=s0'),
      browser: new Secret('b0'),
      maxAgeMs: 600_000,
    };
    const { app } = await open({ signInStart });
    const there = await app.inject('/connect/github');
    expect(there.headers.location).toBe('https://login.example/?state=s0');
    const [cookie = ''] = String(there.headers['set-cookie']).split(';');
    const { app: next, arrivals } = await open({ signInFinish: redirect });
    const back = await next.inject({ url: '/signin/callback?state=s0&code=c', headers: { cookie } });
    expect(arrivals).toMatchObject([{ browser: 'b0' }]);
    expect(back.headers.location).toBe('https://provider.example/authorize?state=s1');
    expect([back.headers['set-cookie']].flat()).toEqual([expect.stringContaining('=; Path=/; Max-Age=0'), expect.stringContaining(canary)]);
  });

  it.each<[SignInStart, number]>([
    [{ kind: 'unknown-connection' }, 404],
    [{ kind: 'sign-in-unavailable', detail: 'told to the operator alone' }, 503],
  ])('cannot begin: %j', async (signInStart, status) => {
    const answer = await (await open({ signInStart })).app.inject('/connect/github');
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain('operator alone');
  });

  it.each<[SignInFinish, number]>([
    [{ kind: 'unknown-state' }, 410],
    [{ kind: 'other-sign-in' }, 403],
    [{ kind: 'not-signed-in', detail: 'told to the operator alone' }, 403],
    [{ kind: 'unknown-connection' }, 404],
    [{ kind: 'provider-unavailable', id, detail: 'told to the operator alone' }, 503],
  ])('comes back in vain: %j', async (signInFinish, status) => {
    const answer = await (await open({ signInFinish })).app.inject('/signin/callback?state=s0&code=c');
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain('operator alone');
    if ('detail' in signInFinish) expect(JSON.stringify(log)).toContain('told to the operator alone');
  });
});

it('the addresses are those that the pages listen on', () => {
  expect(connectUri('https://graph.example.com')).toBe('https://graph.example.com/connect');
  expect(redirectUri('https://graph.example.com', 'git hub')).toBe('https://graph.example.com/oauth/callback/git%20hub');
});
