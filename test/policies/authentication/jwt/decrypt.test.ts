import { CompactEncrypt } from 'jose';
import { describe, it } from 'vitest';
import {
  bearing,
  certificate,
  good,
  otherSecret,
  ownKey,
  passed,
  refused,
  registry,
  sign,
  signed,
  validateJwt,
} from '../../support/jwt.ts';
import { run } from '../../support/running.ts';

describe('encrypted tokens', () => {
  const cek = Buffer.alloc(32, 7);
  const decryption = (inside: string): string => `${ownKey}<decryption-keys>${inside}</decryption-keys>`;
  const encrypt = async (text: string, header: Record<string, string>, key: Parameters<CompactEncrypt['encrypt']>[0]): Promise<string> =>
    new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'dir', enc: 'A128CBC-HS256', ...header }).encrypt(key);
  const own = `<key>${cek.toString('base64')}</key>`;

  it.each([
    ['A128CBC-HS256', 32],
    ['A192CBC-HS384', 48],
    ['A256CBC-HS512', 64],
    ['A256GCM', 32],
  ])('pass with %s', async (enc, length) => {
    const bytes = Buffer.alloc(length, 5);
    passed(
      await run(validateJwt(decryption(`<key>${bytes.toString('base64')}</key>`)), bearing(await encrypt(await signed(), { enc }, bytes))),
    );
  });

  it('pass by the id of the key, and by trying', async () => {
    const wrong = `<key>${Buffer.alloc(32, 9).toString('base64')}</key>`;
    passed(await run(validateJwt(decryption(`${wrong}${own}`)), bearing(await encrypt(await signed(), {}, cek))));
    passed(
      await run(validateJwt(decryption(own.replace('<key>', '<key id="c">'))), bearing(await encrypt(await signed(), { kid: 'c' }, cek))),
    );
    refused(
      await run(validateJwt(decryption(own.replace('<key>', '<key id="c">'))), bearing(await encrypt(await signed(), { kid: 'd' }, cek))),
      'JwtInvalid',
    );
  });

  it('pass with the private key of a certificate', async () => {
    const given = { services: { certificates: registry } };
    for (const alg of ['RSA-OAEP', 'RSA-OAEP-256'])
      passed(
        await run(
          validateJwt(decryption('<key certificate-id="mine" />')),
          bearing(await encrypt(await signed(), { alg, enc: 'A256GCM' }, certificate.publicKey), given),
        ),
      );
  });

  it.each<[string, () => Promise<string>, string]>([
    ['another key', async () => encrypt(await signed(), {}, Buffer.alloc(32, 9)), 'JwtInvalid'],
    ['no token inside', async () => encrypt('hello', {}, cek), 'JwtInvalid'],
    ['claims that nobody signed', async () => encrypt(JSON.stringify(good), {}, cek), 'TokenSignatureInvalid'],
    ['a badly signed token', async () => encrypt(await sign(good, {}, otherSecret), {}, cek), 'TokenSignatureInvalid'],
    ['a token that is over', async () => encrypt(await signed({ exp: 1 }), {}, cek), 'TokenExpired'],
    ['a password', async () => encrypt(await signed(), { alg: 'PBES2-HS256+A128KW' }, cek), 'JwtInvalid'],
    [
      'a bomb',
      async () =>
        new CompactEncrypt(Buffer.alloc(1_000_000, 32)).setProtectedHeader({ alg: 'dir', enc: 'A128CBC-HS256', zip: 'DEF' }).encrypt(cek),
      'JwtInvalid',
    ],
    ['five parts of nothing', async () => 'a.b.c.d.e', 'JwtInvalid'],
  ])('do not pass: %s', async (_what, token, reason) => {
    refused(await run(validateJwt(decryption(own)), bearing(await token())), reason);
  });

  it('do not pass where there is no key for them', async () => {
    refused(await run(validateJwt(ownKey), bearing(await encrypt(await signed(), {}, cek))), 'JwtInvalid');
  });
});
