import { createHash, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCertificates, thumbprints } from '../../../src/credentials/client-keys/certificate.ts';
import { readSigningKey } from '../../../src/credentials/client-keys/private-key.ts';
import { testAuthority } from '../../support/certificates.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string => key.export({ type, format: 'pem' } as never).toString();
const jwk = (key: KeyObject, more: object = {}): string => JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });

test.each<[string, string, object]>([
  ['PKCS #8', pem(rsa, 'pkcs8'), { algorithms: ['RS256', 'PS256'], keyId: undefined }],
  ['PKCS #1', pem(rsa, 'pkcs1'), { algorithms: ['RS256', 'PS256'] }],
  ['P-256 in SEC 1', pem(ec, 'sec1'), { algorithms: ['ES256'] }],
  ['PEM with blank lines around', `\n\n${pem(ec, 'pkcs8')}\n`, { algorithms: ['ES256'] }],
  ['a JWK', jwk(rsa), { algorithms: ['RS256', 'PS256'] }],
  ['a JWK with an algorithm and an id', jwk(rsa, { alg: 'PS256', kid: 'k1' }), { algorithms: ['PS256'], keyId: 'k1' }],
  [
    'the key file of a service account',
    JSON.stringify({ type: 'service_account', private_key: pem(rsa, 'pkcs8'), private_key_id: 'g1', client_email: 'a@b.example' }),
    { algorithms: ['RS256', 'PS256'], keyId: 'g1' },
  ],
])('a key: %s', (_, text, expected) => {
  expect(readSigningKey(text)).toMatchObject(expected);
});

test.each<[string, string]>([
  ['nothing', ''],
  ['words', 'no key'],
  ['a public key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['RSA of 1024 bits', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs8')],
  ['P-384', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, 'pkcs8')],
  ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey, 'pkcs8')],
  ['a JWK for encryption', jwk(rsa, { alg: 'RSA-OAEP' })],
  ['a public JWK', JSON.stringify(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }))],
  ['a symmetric JWK', JSON.stringify({ kty: 'oct', k: 'AAAA' })],
  ['JSON of something else', '{"a":1}'],
  ['a PEM with a passphrase', rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()],
])('no key: %s', (_, text) => {
  expect(readSigningKey(text)).toBeUndefined();
});

test('certificates: one, a chain, none', () => {
  const authority = testAuthority();
  const { certificate } = authority.issue('client');
  expect(readCertificates(certificate)).toHaveLength(1);
  const chain = readCertificates(`${certificate}\n${authority.certificate}`);
  expect(chain?.map(({ subject }) => subject)).toEqual(['CN=client', 'CN=test authority']);
  expect(readCertificates('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBeUndefined();
  expect(readCertificates('')).toBeUndefined();
});

test('thumbprints are digests of the DER, RFC 7515 §4.1.7', () => {
  const certificate = new X509Certificate(testAuthority().certificate);
  expect(thumbprints(certificate)).toEqual({
    x5t: createHash('sha1').update(certificate.raw).digest('base64url'),
    'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
  });
});
