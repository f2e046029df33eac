import { request } from 'node:http';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { misbehaviours } from '../../../src/dev/adversarial/misbehaviours.ts';
import { makePlan } from '../../../src/dev/adversarial/plan.ts';
import { openAdversarialProvider } from '../../../src/dev/adversarial/provider.ts';
import { newSigningKey } from '../../../src/dev/oauth/signing-key.ts';

const key = await newSigningKey();
const jwt = await new SignJWT({ sub: 'someone' }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid ?? '' }).sign(key);
let granted = 0;
const plan = makePlan();
const provider = await openAdversarialProvider({
  port: 0,
  upstream: {
    token: () => ({ status: 200, body: { access_token: jwt, token_type: 'Bearer', expires_in: 60, number: ++granted } }),
    revoke: () => undefined,
  },
  plan,
  slowMs: 1,
});
afterAll(() => provider.close());
beforeEach(() => plan.set({ how: undefined, times: 'once' }));

const post = (url: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });
const state = async () => (await fetch(`${provider.origin}/state`)).json() as Promise<{ how?: string; seen: object[] }>;
const token = () => post(provider.tokenUrl, { grant_type: 'client_credentials', client_secret: 'canary' });

describe('its page', () => {
  test('offers every misbehaviour, and runs no script', async () => {
    const page = await fetch(`${provider.origin}/`);
    const text = await page.text();
    for (const [name, { about }] of Object.entries(misbehaviours)) {
      expect(text).toContain(`value="${name}"`);
      expect(text).toContain(about);
    }
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('what is chosen counts for the next request, or for every one until it shall behave', async () => {
    expect((await post(provider.origin, { how: 'unavailable', times: 'once' })).status).toBe(303);
    expect(await state()).toMatchObject({ how: 'unavailable', times: 'once' });
    expect([(await token()).status, (await token()).status]).toEqual([503, 200]);
    await post(provider.origin, { how: 'unavailable', times: 'always' });
    expect([(await token()).status, (await token()).status]).toEqual([503, 503]);
    await post(provider.origin, { times: 'never' });
    expect((await token()).status).toBe(200);
    expect((await state()).seen.at(-1)).toMatchObject({ grant: 'client_credentials' });
    expect(JSON.stringify(await state())).not.toContain('canary');
  });

  test.each([{ how: 'constructor' }, { how: 'slow', times: 'twice' }, {}])('%j is no choice', async (form) => {
    expect((await post(provider.origin, form as Record<string, string>)).status).toBe(400);
    expect((await state()).how).toBeUndefined();
  });

  test('another site, and another name for this machine, have no say', async () => {
    expect((await post(provider.origin, { how: 'slow' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const { port } = new URL(provider.origin);
    const status = await new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, headers: { host: `evil.example:${port}` } }, ({ statusCode }) =>
        resolve(statusCode),
      );
      asked.on('error', reject);
      asked.end();
    });
    expect(status).toBe(421);
    expect((await state()).how).toBeUndefined();
  });
});

test('only what listens on loopback can be told', () => {
  expect(new URL(provider.origin).hostname).toBe('127.0.0.1');
});

test('a rolled key: the same claims, under a key that its issuer has not published', async () => {
  plan.set({ how: 'rolled-key', times: 'once' });
  const { access_token: rolled } = (await (await token()).json()) as { access_token: string };
  expect(decodeJwt(rolled)).toEqual(decodeJwt(jwt));
  expect(decodeProtectedHeader(rolled)).toMatchObject({ typ: 'at+jwt' });
  expect(decodeProtectedHeader(rolled).kid).not.toBe(key.kid);
});

test('what is refused by the server behind it is handed on as it is', async () => {
  const refusing = await openAdversarialProvider({
    port: 0,
    upstream: { token: () => ({ status: 400, body: { error: 'invalid_grant' } }), revoke: () => undefined },
    plan: { take: () => 'no-expiry' },
  });
  const answer = await post(refusing.tokenUrl, { grant_type: 'refresh_token' });
  expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_grant' }]);
  expect((await fetch(`${refusing.origin}/state`)).status).toBe(404);
  await refusing.close();
});
