import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { systemCrypto } from '../../../../src/gateway/platform/crypto.ts';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { AsymmetricAlgorithm_ as A } from '../../../../src/runtime/dotnet/security/AsymmetricAlgorithm.ts';
import { HashAlgorithmName } from '../../../../src/runtime/dotnet/security/HashAlgorithmName.ts';
import { RSA_ } from '../../../../src/runtime/dotnet/security/RSA.ts';
import { RSACryptoServiceProvider_ as Csp } from '../../../../src/runtime/dotnet/security/RSACryptoServiceProvider.ts';
import { RSAEncryptionPadding_ as Encryption } from '../../../../src/runtime/dotnet/security/RSAEncryptionPadding.ts';
import { RSAParameters_ } from '../../../../src/runtime/dotnet/security/RSAParameters.ts';
import { RSASignaturePadding_ as Signature } from '../../../../src/runtime/dotnet/security/RSASignaturePadding.ts';
import { RSA } from '../../../../src/runtime/dotnet/security/rsa/algorithm.ts';
import type { Host } from '../../../../src/runtime/host.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host: Host = { ...stillHost(), crypto: systemCrypto };
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));
const sha256 = new HashAlgorithmName('SHA256');
const key = systemCrypto.rsa.generate(1024);
const rsa = (): RSA => new RSA('RSA', undefined, key);
const publicOnly = (): RSA => RSA_.createWith(RSA_.exportParameters(host, rsa(), false));

describe('RSA', () => {
  test.each([
    ['Pkcs1', Signature.pkcs1()],
    ['Pss', Signature.pss()],
  ] as const)('signs and verifies data with %s', (_name, padding) => {
    const signature = RSA_.signData(host, rsa(), text('hello'), sha256, padding);
    expect(RSA_.verifyData(host, publicOnly(), text('hello'), signature, sha256, padding)).toBe(true);
    expect(RSA_.verifyData(host, publicOnly(), text('hellO'), signature, sha256, padding)).toBe(false);
    const other = padding === Signature.pkcs1() ? Signature.pss() : Signature.pkcs1();
    expect(RSA_.verifyData(host, publicOnly(), text('hello'), signature, sha256, other)).toBe(false);
  });

  it('signs what others verify', () => {
    const signature = RSA_.signDataPart(host, rsa(), text('xhellox'), 1, 5, sha256, Signature.pkcs1());
    const jwk = { kty: 'RSA', n: Buffer.from(key.modulus).toString('base64url'), e: Buffer.from(key.exponent).toString('base64url') };
    expect(verify('SHA256', text('hello'), createPublicKey({ format: 'jwk', key: jwk }), signature)).toBe(true);
  });

  it('signs a digest as it signs the data', () => {
    const digest = systemCrypto.digest('SHA256', text('hello'));
    const signature = RSA_.signHash(host, rsa(), digest, sha256, Signature.pkcs1());
    expect(signature).toEqual(RSA_.signData(host, rsa(), text('hello'), sha256, Signature.pkcs1()));
    expect(RSA_.verifyHash(host, publicOnly(), digest, signature, sha256, Signature.pkcs1())).toBe(true);
    expect(RSA_.verifyHash(host, publicOnly(), digest, text('no signature'), sha256, Signature.pkcs1())).toBe(false);
    expect(thrownBy(() => RSA_.signHash(host, rsa(), text('short'), sha256, Signature.pkcs1()))).toContain('CryptographicException');
    expect(thrownBy(() => RSA_.signHash(host, rsa(), digest, sha256, Signature.pss()))).toContain('use SignData');
  });

  test.each([
    ['OAEP with SHA-1', Encryption.oaepSha1()],
    ['OAEP with SHA-256', Encryption.oaepSha256()],
  ] as const)('encrypts and decrypts with %s', (_name, padding) => {
    const secret = RSA_.encrypt(host, publicOnly(), text('hi'), padding);
    expect(RSA_.decrypt(host, rsa(), secret, padding)).toEqual(text('hi'));
    expect(thrownBy(() => RSA_.decrypt(host, rsa(), text('nothing'), padding))).toContain('CryptographicException');
  });

  it('does not tell whether a PKCS #1 padding was right', () => {
    const secret = RSA_.encrypt(host, publicOnly(), text('hi'), Encryption.pkcs1());
    expect(thrownBy(() => RSA_.decrypt(host, rsa(), secret, Encryption.pkcs1()))).toContain('System.NotSupportedException');
  });

  it('needs the private key to sign and to give it away', () => {
    expect(thrownBy(() => RSA_.signData(host, publicOnly(), text('x'), sha256, Signature.pkcs1()))).toContain('CryptographicException');
    expect(thrownBy(() => RSA_.exportParameters(host, publicOnly(), true))).toContain('CryptographicException');
  });

  it('travels as parameters and as XML', () => {
    const parameters = RSA_.exportParameters(host, rsa(), true);
    expect(RSAParameters_.p(parameters)?.length).toBe(64);
    const xml = A.toXmlString(host, rsa(), true);
    expect(xml).toMatch(/^<RSAKeyValue><Modulus>[^<]+<\/Modulus><Exponent>AQAB<\/Exponent><P>/);
    const copy = RSA_.create();
    A.fromXmlString(host, copy, xml);
    expect(RSA_.exportParameters(host, copy, true)).toEqual(parameters);
    expect(thrownBy(() => A.fromXmlString(host, copy, '<RSAKeyValue/>'))).toContain('CryptographicException');
    expect(thrownBy(() => RSA_.importParameters(copy, RSAParameters_.create()))).toContain('CryptographicException');
  });

  it('makes a key on first use, and only of a size that is made in time', () => {
    const made = RSA_.createSized(512);
    expect(RSA_.signData(host, made, text('x'), sha256, Signature.pkcs1()).length).toBe(64);
    expect(thrownBy(() => RSA_.createSized(100))).toContain('CryptographicException');
    expect(thrownBy(() => RSA_.exportParameters(host, RSA_.createSized(16_384), false))).toContain('NotSupportedException');
    const poor: Host = { ...stillHost({ steps: 1000 }), crypto: systemCrypto };
    expect(() => RSA_.exportParameters(poor, RSA_.create(), false)).toThrow(BudgetExceeded);
  });

  it('takes digests by name, identifier and algorithm in its old class', () => {
    const old = Csp.createSized(1024);
    const signature = Csp.signData(host, old, text('x'), 'SHA256');
    expect(Csp.verifyData(host, old, text('x'), '2.16.840.1.101.3.4.2.1', signature)).toBe(true);
    expect(Csp.verifyHash(host, old, systemCrypto.digest('SHA256', text('x')), 'SHA256', signature)).toBe(true);
    expect(Csp.decrypt(host, old, Csp.encrypt(host, old, text('x'), true), true)).toEqual(text('x'));
    expect(thrownBy(() => Csp.signData(host, old, text('x'), 'nope'))).toContain('CryptographicException');
  });
});
