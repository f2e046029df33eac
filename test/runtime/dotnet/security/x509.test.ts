import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { systemCrypto } from '../../../../src/gateway/platform/crypto.ts';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { ContextExtensions_ } from '../../../../src/runtime/context/surface/extensions.ts';
import { RSA_ } from '../../../../src/runtime/dotnet/security/RSA.ts';
import { X509Certificate2 } from '../../../../src/runtime/dotnet/security/x509/certificate.ts';
import { RSACertificateExtensions_ as Keys } from '../../../../src/runtime/dotnet/security/x509/RSACertificateExtensions.ts';
import { X509Certificate_ as Base } from '../../../../src/runtime/dotnet/security/x509/X509Certificate.ts';
import { X509Certificate2_ as C } from '../../../../src/runtime/dotnet/security/x509/X509Certificate2.ts';
import { X509NameType_ } from '../../../../src/runtime/dotnet/security/x509/X509NameType.ts';
import type { Host } from '../../../../src/runtime/host.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host: Host = { ...stillHost({ now: Date.UTC(2030, 0, 1) }), crypto: systemCrypto };
const file = (name: string): Uint8Array => Uint8Array.from(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const certificate = C.createBytes(host, file('certificate.der'));

describe('a certificate', () => {
  test.each([
    ['Subject', Base.subject(certificate), 'E=nobody@example.com, CN=certificate.test, OU=Unit, O="Fedpass, test", C=DE'],
    ['Thumbprint', C.thumbprint(host, certificate), Base.getCertHashString(host, certificate)],
    ['SerialNumber', C.serialNumber(certificate), '1234ABCD'],
    ['Version', C.version(certificate), 3],
    ['GetKeyAlgorithm', Base.getKeyAlgorithm(certificate), '1.2.840.113549.1.1.1'],
    ['simple name', C.getNameInfo(certificate, X509NameType_.SimpleName, false), 'certificate.test'],
    ['host name', C.getNameInfo(certificate, X509NameType_.DnsName, false), 'alt.example.com'],
    ['e-mail address', C.getNameInfo(certificate, X509NameType_.EmailName, false), 'alt@example.com'],
    ['HasPrivateKey', C.hasPrivateKey(certificate), false],
    ['GetRSAPrivateKey', Keys.getRSAPrivateKey(certificate), null],
    ['GetRSAPublicKey', Keys.getRSAPublicKey(certificate)?.keySize, 2048],
  ] as const)('%s', (_name, found, expected) => {
    expect(found).toBe(expected);
  });

  it('is the same as PEM', () => {
    const pem = C.createBytes(host, file('certificate.pem'));
    expect(C.rawData(pem)).toEqual(C.rawData(certificate));
    expect(Base.equals(pem, certificate)).toBe(true);
  });

  it('counts only if the listener checked it', () => {
    expect(C.verify(host, certificate)).toBe(false);
    expect(ContextExtensions_.verifyNoRevocation(host, certificate)).toBe(false);
    const checked = new X509Certificate2(file('certificate.der'), { isTrusted: true });
    expect(C.verify(host, checked)).toBe(true);
    expect(C.verify({ ...host, clock: { now: () => 0, elapsed: () => 0 } }, checked)).toBe(false);
  });

  it('made from nothing answers to nothing but ToString', () => {
    const empty = C.createBytes(host, null);
    expect(C.toString(host, empty)).toBe('System.Security.Cryptography.X509Certificates.X509Certificate2');
    expect(thrownBy(() => Base.subject(empty))).toContain('CryptographicException');
    expect(thrownBy(() => C.verify(host, empty))).toContain('CryptographicException');
  });

  test.each([
    ['no DER', new Uint8Array([1, 2, 3])],
    ['a cut certificate', file('certificate.der').subarray(0, 200)],
    ['a length beyond the end', new Uint8Array([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0])],
    ['an endless length', new Uint8Array([0x30, 0x80, 0, 0])],
    ['a cut PFX', file('aes.pfx').subarray(0, 300)],
  ])('refuses %s', (_name, bytes) => {
    expect(thrownBy(() => C.createPassword(host, bytes, 'secret'))).toContain('CryptographicException');
  });
});

describe('a PFX', () => {
  test.each([
    ['aes.pfx', 'secret'],
    ['triple-des.pfx', 'secret'],
    ['plain.pfx', ''],
  ])('%s brings certificate and key', (name, password) => {
    const found = C.createPassword(host, file(name), password);
    expect(C.thumbprint(host, found)).toBe(C.thumbprint(host, certificate));
    const [secret, open] = [Keys.getRSAPrivateKey(found), Keys.getRSAPublicKey(certificate)];
    if (secret === null || open === null) throw new Error('there is no key');
    expect(RSA_.exportParameters(host, secret, false)).toEqual(RSA_.exportParameters(host, open, false));
    expect(RSA_.exportParameters(host, secret, true).d?.length).toBe(256);
  });

  it('wants its password', () => {
    expect(thrownBy(() => C.createPassword(host, file('aes.pfx'), 'wrong'))).toContain('password is not correct');
    expect(thrownBy(() => C.createBytes(host, file('aes.pfx')))).toContain('password is not correct');
  });

  it('says which cipher of old it cannot read', () => {
    expect(thrownBy(() => C.createPassword(host, file('rc2.pfx'), 'secret'))).toContain('1.2.840.113549.1.12.1.6');
  });

  it('may not ask for work without end', () => {
    const poor: Host = { ...stillHost({ steps: 500 }), crypto: systemCrypto };
    expect(() => C.createPassword(poor, file('aes.pfx'), 'secret')).toThrow(BudgetExceeded);
  });
});
