import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CookieJar } from '../../../src/dev/consent/cookie-jar.ts';
import { firstForm } from '../../../src/dev/consent/page-form.ts';
import { walkConsent } from '../../../src/dev/consent/walk-consent.ts';
import { callback, insecure, newSecrets, Records, type Running, runOAuth } from './running.ts';

const client: oauth.Client = { client_id: 'fedpass-projects' };
const auth = oauth.ClientSecretBasic('secret-of-projects');
const secrets = await newSecrets();
const records = new Records();
let running: Running;

beforeAll(async () => {
  running = await runOAuth(secrets, records);
});
afterAll(() => running.server.close());

interface Begun {
  readonly url: URL;
  readonly verifier: string;
}

async function begin(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Begun> {
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(running.server.authorizationUrl);
  const parameters = {
    client_id: client.client_id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'projects.read',
    state: 'state-1',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return { url, verifier };
}

/** Where the browser is sent in the end, by somebody who clicks the first button of every page. */
async function agree(url: URL): Promise<URL> {
  const walked = await walkConsent(url.href, [running.server.issuer]);
  // The walk stops at the callback's door, which is not part of the server.
  expect(walked).toEqual({ kind: 'stopped', reason: expect.stringContaining('http://localhost:4000'), at: expect.any(URL) });
  if (walked.kind !== 'stopped') throw new Error('no callback');
  return walked.at;
}

async function connect(begun: Begun): Promise<oauth.TokenEndpointResponse> {
  const parameters = oauth.validateAuthResponse(running.metadata, client, await agree(begun.url), 'state-1');
  const response = await oauth.authorizationCodeGrantRequest(
    running.metadata,
    client,
    auth,
    parameters,
    callback,
    begun.verifier,
    insecure,
  );
  return oauth.processAuthorizationCodeResponse(running.metadata, client, response);
}

const refresh = (token: string | undefined): Promise<Response> =>
  oauth.refreshTokenGrantRequest(running.metadata, client, auth, token ?? '', insecure);

describe('authorization code with PKCE', () => {
  test('gives a JWT that acts for the person, and a refresh token', async () => {
    const answer = await connect(await begin());
    expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'projects.read', refresh_token: expect.any(String) });
    expect(decodeJwt(answer.access_token)).toMatchObject({ sub: 'ada', aud: 'https://projects.example.com', scope: 'projects.read' });
  });

  test('a refresh rotates the token; the old one used again ends the whole family', async () => {
    const first = await connect(await begin());
    const second = await oauth.processRefreshTokenResponse(running.metadata, client, await refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(decodeJwt(second.access_token)).toMatchObject({ sub: 'ada', aud: 'https://projects.example.com' });
    expect(decodeJwt(second.access_token).jti).not.toBe(decodeJwt(first.access_token).jti);
    expect(await (await refresh(first.refresh_token)).json()).toMatchObject({ error: 'invalid_grant' });
    expect(await (await refresh(second.refresh_token)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('a refresh token is good after a restart, and is not written down', async () => {
    const { refresh_token: token } = await connect(await begin());
    await running.server.close();
    running = await runOAuth(secrets, records);
    expect(JSON.stringify(records.kept)).not.toContain(token);
    const answer = await oauth.processRefreshTokenResponse(running.metadata, client, await refresh(token));
    expect(decodeJwt(answer.access_token)).toMatchObject({ sub: 'ada', iss: running.server.issuer });
  });

  test('revocation ends a refresh token', async () => {
    const { refresh_token: token } = await connect(await begin());
    const revoked = await oauth.revocationRequest(running.metadata, client, auth, token ?? '', insecure);
    expect(revoked.status).toBe(200);
    expect(await (await refresh(token)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  test.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ["for another client's backend", { resource: 'https://crm.example.com' }, 'invalid_target'],
  ])('is refused %s', async (_what, changes, error) => {
    const { url } = await begin(changes);
    const response = await fetch(url, { redirect: 'manual' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });

  test('goes nowhere with a callback that is not registered', async () => {
    const { url } = await begin({ redirect_uri: 'http://localhost:4000/elsewhere' });
    const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('This sign-in cannot go on');
  });

  test('a code is good once, and only with its verifier', async () => {
    const begun = await begin();
    const parameters = oauth.validateAuthResponse(running.metadata, client, await agree(begun.url), 'state-1');
    const redeem = async (verifier: string): Promise<number> =>
      (await oauth.authorizationCodeGrantRequest(running.metadata, client, auth, parameters, callback, verifier, insecure)).status;
    expect(await redeem(oauth.generateRandomCodeVerifier())).toBe(400);
    const again = await begin();
    const answer = await connect(again);
    expect(answer.access_token).toBeTypeOf('string');
  });
});

/** Opens the page with a jar, as one browser. */
async function open(): Promise<{ readonly response: Response; readonly html: string; readonly jar: CookieJar; readonly at: URL }> {
  const { url } = await begin();
  const jar = new CookieJar();
  const first = await fetch(url, { redirect: 'manual' });
  jar.store(url, first.headers.getSetCookie());
  const at = new URL(first.headers.get('location') ?? '', url);
  const response = await fetch(at, { headers: { cookie: jar.header(at) ?? '' } });
  return { response, html: await response.text(), jar, at };
}

async function post(fields: Readonly<Record<string, string>>): Promise<Response> {
  const { jar, at } = await open();
  return fetch(at, { method: 'POST', redirect: 'manual', headers: { cookie: jar.header(at) ?? '' }, body: new URLSearchParams(fields) });
}

describe('the sign-in page', () => {
  test('says what it is, asks for one person, and runs no script', async () => {
    const { response, html, at } = await open();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(response.status).toBe(200);
    expect(html).toContain('No password, no real account');
    expect(html).toContain('Read the issues and projects you can see');
    expect(html).not.toMatch(/<script|style=|https?:\/\/(?!localhost:4000)/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:4000");
    expect(policy).not.toContain('unsafe-inline');
    expect(Object.fromEntries(firstForm(html, at)?.fields ?? [])).toEqual({ person: 'ada', decision: 'allow' });
  });

  test('lets another person be chosen', async () => {
    const begun = await begin();
    const jar = new CookieJar();
    let response = await fetch(begun.url, { redirect: 'manual' });
    jar.store(begun.url, response.headers.getSetCookie());
    const at = new URL(response.headers.get('location') ?? '', begun.url);
    const fields = new URLSearchParams({ person: 'noor', decision: 'allow' });
    response = await fetch(at, { method: 'POST', redirect: 'manual', headers: { cookie: jar.header(at) ?? '' }, body: fields });
    const resume = new URL(response.headers.get('location') ?? '', at);
    response = await fetch(resume, { redirect: 'manual', headers: { cookie: jar.header(resume) ?? '' } });
    jar.store(resume, response.headers.getSetCookie());
    // Whoever is asked again right away is asked as a stranger: a session that came along could end before the answer.
    expect(jar.header(begun.url) ?? '').not.toContain('session');
    const parameters = oauth.validateAuthResponse(running.metadata, client, new URL(response.headers.get('location') ?? ''), 'state-1');
    const answer = await oauth.processAuthorizationCodeResponse(
      running.metadata,
      client,
      await oauth.authorizationCodeGrantRequest(running.metadata, client, auth, parameters, callback, begun.verifier, insecure),
    );
    expect(decodeJwt(answer.access_token).sub).toBe('noor');
  });

  test('a no is told to the client', async () => {
    const { jar, at } = await open();
    const body = new URLSearchParams({ decision: 'deny' });
    const response = await fetch(at, { method: 'POST', redirect: 'manual', headers: { cookie: jar.header(at) ?? '' }, body });
    const resume = new URL(response.headers.get('location') ?? '', at);
    const last = await fetch(resume, { redirect: 'manual', headers: { cookie: jar.header(resume) ?? '' } });
    const { searchParams } = new URL(last.headers.get('location') ?? '');
    expect(searchParams.get('error')).toBe('access_denied');
    expect(searchParams.get('state')).toBe('state-1');
  });

  test.each([
    ['nobody', { decision: 'allow' }],
    ['a stranger', { person: 'mallory', decision: 'allow' }],
    ['no decision', { person: 'ada' }],
  ])('does not take %s for an answer', async (_what, fields) => {
    expect((await post(fields)).status).toBe(400);
  });

  test('is closed to another browser', async () => {
    const { at } = await open();
    const response = await fetch(at);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('This sign-in cannot go on');
  });
});

test('the server speaks to its own name only', async () => {
  const { request } = await import('node:http');
  const status = await new Promise((resolve, reject) => {
    request(running.server.jwksUrl, { headers: { host: 'rebound.example.com' } }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});

test('nothing went wrong behind the scenes', () => expect(running.problems).toEqual([]));
