import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkIssuers } from '../../../src/credentials/access/check-issuers.ts';
import { rememberVerified } from '../../../src/credentials/access/verified-tokens.ts';
import { tokenVerifier } from '../../../src/credentials/access/verify-token.ts';
import { type TokenTransport, TransportError } from '../../../src/credentials/grants/transport.ts';
import type { EntraIssuerSettings, IssuerSettings, OidcIssuerSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testClock } from '../support/clock.ts';

const clock = testClock();
const TENANT = '11111111-2222-3333-4444-555555555555';
const V1 = `https://sts.windows.net/${TENANT}/`;
const V2 = `https://login.microsoftonline.com/${TENANT}/v2.0`;
const good = await generateKeyPair('RS256');
const evil = await generateKeyPair('RS256');
const ec = await generateKeyPair('ES256');
const keys = {
  keys: [
    { ...(await exportJWK(good.publicKey)), kid: 'k1', use: 'sig' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec', use: 'sig' },
  ],
};

/** The web as far as there is one here: keys of Entra, and an OIDC issuer. */
const asked: string[] = [];
let down = false;
const web: TokenTransport = async ({ url }) => {
  asked.push(url);
  if (down) throw new TransportError('not-sent', 'ENOTFOUND');
  const pages: Record<string, unknown> = {
    [`https://login.microsoftonline.com/${TENANT}/discovery/keys`]: keys,
    [`https://login.microsoftonline.com/${TENANT}/discovery/v2.0/keys`]: keys,
    'https://login.example/.well-known/openid-configuration': { issuer: 'https://login.example', jwks_uri: 'https://login.example/keys' },
    'https://liar.example/.well-known/openid-configuration': { issuer: 'https://login.example', jwks_uri: 'https://login.example/keys' },
    'https://login.example/keys': keys,
  };
  const page = pages[url];
  return { status: page === undefined ? 404 : 200, headers: {}, body: JSON.stringify(page ?? {}) };
};
beforeEach(() => {
  asked.length = 0;
  down = false;
});

/** As they come, right or wrong; undefined ones are left out. */
type Claims = Readonly<Record<string, unknown>>;

const entra: EntraIssuerSettings = { kind: 'entra', tenantIds: [TENANT], audience: 'urn:fedpass' };
const oidc: OidcIssuerSettings = { kind: 'oidc', issuer: 'https://login.example', audience: 'fedpass', claims: { objectId: 'sub' } };
const delegated: Claims = {
  iss: V1,
  aud: 'urn:fedpass',
  ver: '1.0',
  tid: TENANT,
  oid: 'alice',
  appid: 'app',
  scp: 'openid Authorizations.Read',
};

async function sign(payload: Claims, header: object = {}, key = good.privateKey): Promise<Secret> {
  const seconds = Math.floor(clock.now() / 1_000);
  const whole = { exp: seconds + 3_600, ...payload };
  return new Secret(await new SignJWT(whole).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key));
}

const verifyWith = (...issuers: IssuerSettings[]) => tokenVerifier(issuers, web, clock);
const now = (): number => Math.floor(clock.now() / 1_000);

describe('tokens of Entra', () => {
  test.each<[string, Claims, object]>([
    ['v1, delegated', delegated, { objectId: 'alice', tenantId: TENANT, appId: 'app', acts: 'for-user', directory: 'entra' }],
    ['v2, delegated', { ...delegated, iss: V2, ver: '2.0', appid: undefined, azp: 'app2' }, { appId: 'app2', acts: 'for-user' }],
    ['app only', { ...delegated, scp: undefined, roles: ['x'] }, { acts: 'as-app' }],
    ['app only, and says so', { ...delegated, scp: undefined, idtyp: 'app' }, { acts: 'as-app' }],
    ['delegated, and says so', { ...delegated, idtyp: 'user' }, { acts: 'for-user' }],
    ['a directory in capitals', { ...delegated, tid: TENANT.toUpperCase() }, { tenantId: TENANT }],
    ['known by oid, whatever upn, email and sub say', { ...delegated, upn: 'bob@x', email: 'bob@x', sub: 'bob' }, { objectId: 'alice' }],
    ['one of several audiences', { ...delegated, aud: ['x', 'urn:fedpass'] }, {}],
    ['with groups', { ...delegated, groups: ['g', 7] }, { groups: ['g'] }],
    [
      'too many groups, by link',
      { ...delegated, _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://evil.example' } } },
      { groups: 'overage' },
    ],
    ['too many groups, by flag', { ...delegated, hasgroups: 'true' }, { groups: 'overage' }],
    ['a minute over', { ...delegated, exp: now() - 59 }, {}],
    ['a minute early', { ...delegated, nbf: now() + 59 }, {}],
  ])('%s: accepted', async (_, payload, expected) => {
    expect(await verifyWith(entra)(await sign(payload))).toMatchObject({ kind: 'principal', principal: expected });
    expect(asked.filter((url) => url.includes('evil'))).toEqual([]);
  });

  test.each<[string, Claims, RegExp]>([
    ['another audience', { ...delegated, aud: 'https://azure-api.net/authorization-manager' }, /`aud`/],
    ['no audience', { ...delegated, aud: undefined }, /`aud`/],
    ['another directory in tid', { ...delegated, tid: 'other' }, /`tid`/],
    ['a directory that is not on the list', { ...delegated, iss: 'https://sts.windows.net/other/', tid: 'other' }, /configured issuer/],
    ['common', { ...delegated, iss: 'https://login.microsoftonline.com/common/v2.0' }, /configured issuer/],
    ['ver of the other version', { ...delegated, ver: '2.0' }, /`ver`/],
    ['no oid', { ...delegated, oid: undefined, sub: 'alice', upn: 'alice@example.com' }, /`oid`/],
    ['no client application, as in ID tokens', { ...delegated, appid: undefined }, /access token/],
    ['a nonce, as in ID tokens', { ...delegated, nonce: 'n' }, /ID token/],
    ['delegated without the scope', { ...delegated, scp: 'openid Authorizations.ReadWrite' }, /Authorizations\.Read/],
    ['an empty scp', { ...delegated, scp: '' }, /`scp`/],
    ['a scp that is a list', { ...delegated, scp: ['Authorizations.Read'] }, /`scp`/],
    ['an app that says it acts for a user', { ...delegated, scp: undefined, idtyp: 'user' }, /`idtyp`/],
    ['a user that says it is an app', { ...delegated, idtyp: 'app' }, /`idtyp`/],
    ['v1 that names its client as v2 does', { ...delegated, appid: undefined, azp: 'app' }, /access token/],
    ['v2 that names its client as v1 does', { ...delegated, iss: V2, ver: '2.0' }, /access token/],
    ['v2 of the issuer of v1', { ...delegated, iss: V1, ver: '2.0', azp: 'app' }, /`ver`/],
    [
      'the other directory in the issuer',
      { ...delegated, iss: 'https://login.microsoftonline.com/other/v2.0', ver: '2.0' },
      /configured issuer/,
    ],
    ['the issuer of v1 without its slash', { ...delegated, iss: V1.slice(0, -1) }, /configured issuer/],
    ['organizations', { ...delegated, iss: 'https://login.microsoftonline.com/organizations/v2.0' }, /configured issuer/],
    ['no tid', { ...delegated, tid: undefined }, /`tid`/],
    ['over', { ...delegated, exp: now() - 61 }, /over/],
    ['not yet', { ...delegated, nbf: now() + 61 }, /`nbf`/],
    ['without an end', { ...delegated, exp: undefined }, /`exp`/],
    ['no issuer', { ...delegated, iss: undefined }, /configured issuer/],
  ])('%s: refused', async (_, payload, why) => {
    expect(await verifyWith(entra)(await sign(payload))).toEqual({ kind: 'refused', why: expect.stringMatching(why) });
  });

  test('another scope, when the settings say so', async () => {
    const settings = { ...entra, scope: 'Tokens.Get' };
    expect(await verifyWith(settings)(await sign({ ...delegated, scp: 'Tokens.Get' }))).toMatchObject({ kind: 'principal' });
    expect(await verifyWith(settings)(await sign(delegated))).toMatchObject({ kind: 'refused' });
  });

  test('one directory with two audiences', async () => {
    const verify = verifyWith(entra, { ...entra, audience: 'urn:other' });
    expect(await verify(await sign({ ...delegated, aud: 'urn:other' }))).toMatchObject({ kind: 'principal' });
    expect(await verify(await sign({ ...delegated, aud: 'urn:third' }))).toMatchObject({ kind: 'refused' });
  });
});

describe('signatures', () => {
  test('of another key, of no key, of the wrong algorithm', async () => {
    const verify = verifyWith(entra);
    const unsigned = new UnsecuredJWT({ ...delegated, exp: now() + 60 }).encode();
    const hmac = await new SignJWT({ ...delegated, exp: now() + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode(JSON.stringify(keys.keys[0])));
    const tokens = [
      await sign(delegated, {}, evil.privateKey),
      await sign(delegated, { kid: 'unknown' }),
      await sign(delegated, { alg: 'ES256', kid: 'ec' }, ec.privateKey),
      new Secret(unsigned),
      new Secret(hmac),
    ];
    for (const token of tokens) expect(await verify(token)).toMatchObject({ kind: 'refused' });
  });

  test('a key that the token brings along is not used', async () => {
    const jwk = await exportJWK(evil.publicKey);
    expect(await verifyWith(entra)(await sign(delegated, { jwk, jku: 'https://evil.example/keys' }, evil.privateKey))).toMatchObject({
      kind: 'refused',
    });
    expect(asked.filter((url) => url.includes('evil'))).toEqual([]);
  });

  test.each(['', 'x', 'a.b.c', 'ey.ey.', 'x'.repeat(20_000)])('%.10s is no token', async (text) => {
    expect(await verifyWith(entra)(new Secret(text))).toMatchObject({ kind: 'refused' });
    expect(asked).toEqual([]);
  });
});

describe('tokens of other issuers', () => {
  const payload: Claims = { iss: 'https://login.example', aud: 'fedpass', sub: 'bob', tid: TENANT, oid: 'alice' };

  test('by claim map; their oid and tid mean nothing', async () => {
    expect(await verifyWith(oidc)(await sign(payload))).toMatchObject({
      kind: 'principal',
      principal: { directory: 'oidc', issuer: 'https://login.example', objectId: 'bob', tenantId: undefined },
    });
  });

  test('all of the claim map', async () => {
    const settings = { ...oidc, claims: { objectId: 'uid', tenantId: 'org', appId: 'client', groups: 'teams' } };
    const token = await sign({ ...payload, uid: 'u', org: 'o', client: 'c', teams: ['t'] });
    expect(await verifyWith(settings)(token)).toMatchObject({ principal: { objectId: 'u', tenantId: 'o', appId: 'c', groups: ['t'] } });
    expect(await verifyWith(settings)(await sign({ ...payload, uid: 'u' }))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('`org`'),
    });
    expect(await verifyWith(settings)(await sign({ ...payload, uid: 7, org: 'o' }))).toMatchObject({ kind: 'refused' });
  });

  test('other algorithms only when the settings say so', async () => {
    const token = await sign(payload, { alg: 'ES256', kid: 'ec' }, ec.privateKey);
    expect(await verifyWith(oidc)(token)).toMatchObject({ kind: 'refused' });
    expect(await verifyWith({ ...oidc, algorithms: ['ES256'] })(token)).toMatchObject({ kind: 'principal' });
  });

  test('metadata of another issuer is not believed', async () => {
    const verify = verifyWith({ ...oidc, issuer: 'https://liar.example' });
    expect(await verify(await sign({ ...payload, iss: 'https://liar.example' }))).toMatchObject({
      kind: 'unavailable',
      why: expect.stringContaining('another issuer'),
    });
  });

  test('keys that cannot be had are no refusal, and are asked for again', async () => {
    const verify = verifyWith(oidc);
    down = true;
    expect(await verify(await sign(payload))).toMatchObject({ kind: 'unavailable' });
    down = false;
    expect(await verify(await sign(payload))).toMatchObject({ kind: 'principal' });
  });

  test('a key roll-over: the new key counts as soon as it is published, the one that was withdrawn no more', async () => {
    const verify = verifyWith(oidc);
    expect(await verify(await sign(payload))).toMatchObject({ kind: 'principal' });
    const withdrawn = keys.keys.splice(0, keys.keys.length);
    const next = await generateKeyPair('RS256', { extractable: true });
    keys.keys.push({ ...(await exportJWK(next.publicKey)), kid: 'k2', alg: 'RS256', use: 'sig' });
    try {
      // For an unknown key jose asks again, half a minute after the last time at the earliest.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
      expect(await verify(await sign(payload, { kid: 'k2' }, next.privateKey))).toMatchObject({ kind: 'principal' });
      expect(await verify(await sign(payload))).toMatchObject({ kind: 'refused' });
    } finally {
      vi.useRealTimers();
      keys.keys.splice(0, keys.keys.length, ...withdrawn);
    }
  });

  test('keys are fetched once', async () => {
    const verify = verifyWith(oidc);
    await Promise.all([verify(await sign(payload)), verify(await sign(payload)), verify(await sign({ ...payload, x: 1 }))]);
    expect(asked).toEqual(['https://login.example/.well-known/openid-configuration', 'https://login.example/keys']);
  });
});

describe('verified tokens are remembered', () => {
  test('until they are over, and refusals are not', async () => {
    let calls = 0;
    const verify = verifyWith(entra);
    const tokens = rememberVerified((token) => {
      calls++;
      return verify(token);
    }, clock);
    const token = await sign(delegated);
    expect(tokens.known(token)).toBeUndefined();
    await tokens.verify(token);
    await tokens.verify(token);
    expect(calls).toBe(1);
    expect(tokens.known(token)).toMatchObject({ objectId: 'alice' });
    clock.advance(3_661_000);
    expect(tokens.known(token)).toBeUndefined();
    expect(await tokens.verify(token)).toMatchObject({ kind: 'refused' });
    await tokens.verify(token);
    expect(calls).toBe(3);
  });
});

describe('issuer settings', () => {
  test.each<[string, IssuerSettings, string[]]>([
    ['right', entra, []],
    ['right', oidc, []],
    ['no audience', { ...oidc, audience: '' }, ['issuer/no-audience']],
    ['an empty list of audiences', { ...oidc, audience: [] }, ['issuer/no-audience']],
    ['common', { ...entra, tenantIds: ['common'] }, ['issuer/bad-tenant']],
    ['plain http', { ...oidc, issuer: 'http://login.example' }, ['issuer/bad-issuer']],
    ['http on this machine', { ...oidc, issuer: 'http://127.0.0.1:5000' }, []],
    ['a shared secret', { ...oidc, algorithms: ['HS256'] }, ['issuer/bad-algorithm']],
    ['no signature', { ...oidc, algorithms: ['none'] }, ['issuer/bad-algorithm']],
  ])('%s', (_, settings, codes) => {
    expect(checkIssuers([settings]).map(({ code }) => code)).toEqual(codes);
  });
});
