import { generateKeyPairSync } from 'node:crypto';
import { CompactSign, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { describe, it } from 'vitest';
import type { Given } from '../../../support/exchange.ts';
import {
  bearing,
  certificate,
  good,
  now,
  oneProvider,
  openid,
  otherSecret,
  ownKey,
  passed,
  refused,
  registry,
  rogue,
  rsa,
  rsaJwk,
  secret,
  secretText,
  sign,
  signed,
  signedRs,
  validateJwt,
} from '../../support/jwt.ts';
import { run } from '../../support/running.ts';

const rsaPrivateJwk = await exportJWK(rsa.privateKey);
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

describe('the signature', () => {
  it.each<[string, () => Promise<string>, string, Given]>([
    ['HS256', () => signed(), ownKey, {}],
    ['HS384', () => signed({}, { alg: 'HS384' }), ownKey, {}],
    ['HS512', () => signed({}, { alg: 'HS512' }), ownKey, {}],
    ['the second of two secrets', () => signed(), ownKey.replace('<key>', `<key>${otherSecret.toString('base64')}</key><key>`), {}],
    ['a secret by its id', () => signed({}, { kid: 'a' }), ownKey.replace('<key>', '<key id="a">'), {}],
    ['a secret without an id', () => signed({}, { kid: 'a' }), ownKey, {}],
    [
      'a secret from an expression',
      () => signed(),
      `<issuer-signing-keys><key>@(&quot;${secretText}&quot;)</key></issuer-signing-keys>`.replaceAll('&quot;', '"'),
      {},
    ],
    ['n and e', () => signedRs(), `<issuer-signing-keys><key n="${rsaJwk.n}" e="${rsaJwk.e}" /></issuer-signing-keys>`, {}],
    [
      'n and e, PS256',
      () => signedRs({}, { alg: 'RS512' }, rsa.privateKey),
      `<issuer-signing-keys><key n="${rsaJwk.n}" e="${rsaJwk.e}=" /></issuer-signing-keys>`,
      {},
    ],
    [
      'a certificate',
      () => sign(good, { alg: 'RS256' }, certificate.privateKey),
      '<issuer-signing-keys><key certificate-id="mine" /></issuer-signing-keys>',
      { services: { certificates: registry } },
    ],
    [
      'a published RSA key',
      () => signedRs({}, { kid: 'r' }),
      openid,
      oneProvider({ ...rsaJwk, kid: 'x' }, { ...rsaJwk, kid: 'r', use: 'sig', alg: 'RS256' }),
    ],
    ['a published key, no kid in the token', () => signedRs(), openid, oneProvider({ ...rsaJwk, kid: 'r' })],
    ['a published key without a kid', () => signedRs({}, { kid: 'r' }), openid, oneProvider(rsaJwk)],
  ])('counts: %s', async (_what, token, keys, given) => {
    passed(await run(validateJwt(keys), bearing(await token(), given)));
  });

  it('counts: ES256 and EdDSA, published', async () => {
    const keys = [await exportJWK(ec.publicKey), await exportJWK(ed.publicKey)].map((key, i) => ({ ...key, kid: `k${i}` }));
    passed(await run(validateJwt(openid), bearing(await sign(good, { alg: 'ES256', kid: 'k0' }, ec.privateKey), oneProvider(...keys))));
    passed(await run(validateJwt(openid), bearing(await sign(good, { alg: 'EdDSA', kid: 'k1' }, ed.privateKey), oneProvider(...keys))));
  });

  const unsignedToken = () => new UnsecuredJWT(good).encode();
  /** The public RSA key as an attacker would use it: as if it were the secret of an HMAC. */
  const confused = async () => sign(good, { alg: 'HS256', kid: 'r' }, Buffer.from(JSON.stringify(rsaJwk)));

  it.each<[string, () => Promise<string> | string, string, Given, string]>([
    ['another secret', () => sign(good, {}, otherSecret), ownKey, {}, 'TokenSignatureInvalid'],
    [
      'a changed payload',
      async () => (await signed()).replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ ...good, sub: 'eve' })).toString('base64url')}.`),
      ownKey,
      {},
      'TokenSignatureInvalid',
    ],
    ['no signature', async () => (await signed()).replace(/[^.]+$/, ''), ownKey, {}, 'TokenSignatureInvalid'],
    ['alg none', unsignedToken, ownKey, {}, 'TokenSignatureInvalid'],
    [
      'alg None',
      () => unsignedToken().replace(/^[^.]+/, Buffer.from('{"alg":"None"}').toString('base64url')),
      ownKey,
      {},
      'TokenSignatureInvalid',
    ],
    [
      'an unknown alg',
      async () => (await signed()).replace(/^[^.]+/, Buffer.from('{"alg":"XX256"}').toString('base64url')),
      ownKey,
      {},
      'TokenSignatureInvalid',
    ],
    [
      'no alg',
      async () => (await signed()).replace(/^[^.]+/, Buffer.from('{"typ":"JWT"}').toString('base64url')),
      ownKey,
      {},
      'TokenSignatureInvalid',
    ],
    [
      'HS256 with the public key of n and e',
      confused,
      `<issuer-signing-keys><key n="${rsaJwk.n}" e="${rsaJwk.e}" /></issuer-signing-keys>`,
      {},
      'TokenSignatureInvalid',
    ],
    ['HS256 with a published public key', confused, openid, oneProvider({ ...rsaJwk, kid: 'r' }), 'TokenSignatureInvalid'],
    [
      'HS256 with a published secret',
      () => sign(good, { kid: 's' }, secret),
      openid,
      oneProvider({ kty: 'oct', kid: 's', k: secret.toString('base64url') }),
      'TokenSignatureKeyNotFound',
    ],
    ['RS256 with a secret', () => signedRs(), ownKey, {}, 'TokenSignatureInvalid'],
    [
      'an algorithm that the key is not for',
      () => signedRs({}, { kid: 'r', alg: 'RS512' }),
      openid,
      oneProvider({ ...rsaJwk, kid: 'r', alg: 'RS256' }),
      'TokenSignatureInvalid',
    ],
    [
      'a key for encryption',
      () => signedRs({}, { kid: 'r' }),
      openid,
      oneProvider({ ...rsaJwk, kid: 'r', use: 'enc' }),
      'TokenSignatureKeyNotFound',
    ],
    [
      'a key that only signs',
      () => signedRs({}, { kid: 'r' }),
      openid,
      oneProvider({ ...rsaJwk, kid: 'r', key_ops: ['sign'] }),
      'TokenSignatureKeyNotFound',
    ],
    [
      'a private key that was published',
      async () => signedRs({}, { kid: 'r' }),
      openid,
      oneProvider({ ...rsaPrivateJwk, kid: 'r' }),
      'TokenSignatureKeyNotFound',
    ],
    [
      'another key of the same id',
      () => signedRs({}, { kid: 'r' }, rogue.privateKey),
      openid,
      oneProvider({ ...rsaJwk, kid: 'r' }),
      'TokenSignatureInvalid',
    ],
    ['a key of another id', () => signed({}, { kid: 'b' }), ownKey.replace('<key>', '<key id="a">'), {}, 'TokenSignatureKeyNotFound'],
    [
      'a published key of another id',
      () => signedRs({}, { kid: 'b' }),
      openid,
      oneProvider({ ...rsaJwk, kid: 'r' }),
      'TokenSignatureKeyNotFound',
    ],
    ['no key at all', () => signed(), '', {}, 'TokenSignatureKeyNotFound'],
    [
      'a critical extension',
      () => new SignJWT(good).setProtectedHeader({ alg: 'HS256', crit: ['exp'], exp: 1 } as never).sign(secret, { crit: { exp: true } }),
      ownKey,
      {},
      'JwtInvalid',
    ],
    [
      'a payload that is not encoded',
      async () => (await signed()).replace(/^[^.]+/, Buffer.from('{"alg":"HS256","b64":false,"crit":["b64"]}').toString('base64url')),
      ownKey,
      {},
      'JwtInvalid',
    ],
    ['no JWT', () => 'not-a-token', ownKey, {}, 'JwtInvalid'],
    ['two parts', () => 'a.b', ownKey, {}, 'JwtInvalid'],
    ['four parts', async () => `${await signed()}.x`, ownKey, {}, 'JwtInvalid'],
    ['a header that is no JSON', async () => (await signed()).replace(/^[^.]+/, 'eee'), ownKey, {}, 'JwtInvalid'],
    [
      'claims that are a list',
      () => new CompactSign(Buffer.from('[]')).setProtectedHeader({ alg: 'HS256' }).sign(secret),
      ownKey,
      {},
      'JwtInvalid',
    ],
    ['too long a token', async () => signed({ x: 'a'.repeat(70_000) }), ownKey, {}, 'JwtInvalid'],
  ])('does not count: %s', async (_what, token, keys, given, reason) => {
    const xml = validateJwt(keys);
    const ran =
      keys === '' ? await run(validateJwt(openid), bearing(await token(), oneProvider())) : await run(xml, bearing(await token(), given));
    refused(ran, reason);
  });

  it('is not needed where the author says so, and is checked where it is there', async () => {
    const xml = validateJwt(ownKey, 'require-signed-tokens="@(false)"');
    passed(await run(xml, bearing(unsignedToken())));
    passed(await run(xml, bearing(await signed())));
    refused(await run(xml, bearing(await sign(good, {}, otherSecret))), 'TokenSignatureInvalid');
    refused(await run(xml, bearing(`${unsignedToken()}x`)), 'JwtInvalid');
    refused(await run(xml, bearing(new UnsecuredJWT({ ...good, exp: now - 1 }).encode())), 'TokenExpired');
  });

  it('fails for everyone when a key of the document is none', async () => {
    refused(await run(validateJwt('<issuer-signing-keys><key>@("***")</key></issuer-signing-keys>'), bearing(await signed())), null, 500);
    refused(
      await run(validateJwt('<issuer-signing-keys><key certificate-id="gone" /></issuer-signing-keys>'), bearing(await signed())),
      null,
      500,
    );
  });
});
