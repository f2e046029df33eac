import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { systemCrypto } from '../../../../src/gateway/platform/crypto.ts';
import { HashAlgorithm_ as H } from '../../../../src/runtime/dotnet/security/HashAlgorithm.ts';
import { HashAlgorithmName_ } from '../../../../src/runtime/dotnet/security/HashAlgorithmName.ts';
import { KeyedHashAlgorithm_ } from '../../../../src/runtime/dotnet/security/HMAC.ts';
import { HMACSHA1_ } from '../../../../src/runtime/dotnet/security/HMACSHA1.ts';
import { HMACSHA256_ } from '../../../../src/runtime/dotnet/security/HMACSHA256.ts';
import { HMACSHA512_ } from '../../../../src/runtime/dotnet/security/HMACSHA512.ts';
import { MD5CryptoServiceProvider_ } from '../../../../src/runtime/dotnet/security/MD5.ts';
import { RandomNumberGenerator_, RNGCryptoServiceProvider_ } from '../../../../src/runtime/dotnet/security/RNGCryptoServiceProvider.ts';
import { SHA1Managed_ } from '../../../../src/runtime/dotnet/security/SHA1.ts';
import { SHA256_ } from '../../../../src/runtime/dotnet/security/SHA256.ts';
import { SHA384_ } from '../../../../src/runtime/dotnet/security/SHA384.ts';
import { SHA512Managed_ } from '../../../../src/runtime/dotnet/security/SHA512.ts';
import { SymmetricAlgorithm_ as S } from '../../../../src/runtime/dotnet/security/SymmetricAlgorithm.ts';
import { transform } from '../../../../src/runtime/dotnet/security/symmetric.ts';
import type { Host } from '../../../../src/runtime/host.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host: Host = {
  ...stillHost(),
  crypto: systemCrypto,
  random: { bytes: (count) => new Uint8Array(count).map((_, i) => i % 7), next: () => 0 },
};
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

describe('digests', () => {
  test.each([
    ['MD5', MD5CryptoServiceProvider_.create(), 'abc', 'kAFQmDzST7DWlj99KOF/cg=='],
    ['SHA1', SHA1Managed_.create(), 'abc', 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='],
    ['SHA256', SHA256_.create(), '', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['SHA256 by name', H.create('sha-256'), 'hello', 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='],
    ['SHA512', SHA512Managed_.create(), 'abc', '3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='],
    ['HMACSHA256', HMACSHA256_.createKey(host, bytes('key')), 'msg', 'LZPLwb4We8sWN6SiPL/wGnh48MUO6DOVTqUiG7G4xig='],
    [
      'HMACSHA512',
      HMACSHA512_.createKey(host, bytes('key')),
      'msg',
      'HktVuSXMwo7ZDZ0Y/COT/L4WTA2E5n4XPMWqSGt6/BBmM8Zr3DCQdvX42f27tiRW+JTywjN3+8wS9KspQOttcA==',
    ],
  ] as const)('%s', (_name, algorithm, text, expected) => {
    if (algorithm === null) throw new Error('there is no such digest');
    expect(base64(H.computeHash(host, algorithm, bytes(text)))).toBe(expected);
    expect(base64(H.hash(algorithm) ?? new Uint8Array())).toBe(expected);
    expect(H.hashSize(algorithm)).toBe(Buffer.from(expected, 'base64').length * 8);
  });

  test('parts, keys and ends', () => {
    expect(base64(H.computeHashPart(host, SHA1Managed_.create(), bytes('xabcx'), 1, 3))).toBe('qZk+NkcGgWq6PiVxeFDCbJzQ2J0=');
    expect(H.create('nope')).toBe(null);
    const hmac = HMACSHA1_.create(host);
    expect(KeyedHashAlgorithm_.key(hmac).length).toBe(64);
    KeyedHashAlgorithm_.setKey(hmac, bytes('key'));
    expect(Buffer.from(KeyedHashAlgorithm_.key(hmac)).toString()).toBe('key');
    expect(thrownBy(() => H.computeHash(host, SHA384_.create(), null))).toBe(
      "System.ArgumentNullException: Value cannot be null. (Parameter 'buffer')",
    );
    H.dispose(hmac);
    expect(thrownBy(() => H.computeHash(host, hmac, bytes('')))).toBe('System.ObjectDisposedException: Cannot access a disposed object.');
  });

  test('names', () => {
    const sha = HashAlgorithmName_.sha256();
    expect([HashAlgorithmName_.name(sha), HashAlgorithmName_.equality(sha, HashAlgorithmName_.createName('SHA256'))]).toEqual([
      'SHA256',
      true,
    ]);
    expect(HashAlgorithmName_.inequality(sha, HashAlgorithmName_.create())).toBe(true);
  });
});

test('random bytes', () => {
  const data = new Uint8Array(10);
  const generator = RNGCryptoServiceProvider_.createProvider();
  RandomNumberGenerator_.getBytesPart(host, generator, data, 2, 3);
  expect([...data]).toEqual([0, 0, 0, 1, 2, 0, 0, 0, 0, 0]);
  RandomNumberGenerator_.getNonZeroBytes(host, generator, data);
  expect(data.includes(0)).toBe(false);
});

describe('AES', () => {
  const key = bytes('0123456789abcdef');
  const iv = new Uint8Array(16).map((_, i) => i);
  const text = bytes('secret text that is longer than a block');
  const whole = bytes('exactly sixteen.and sixteen more');

  /** What OpenSSL makes of it, without padding of its own. */
  const reference = (mode: 'cbc' | 'ecb', data: Uint8Array): string => {
    const cipher = createCipheriv(`aes-128-${mode}`, key, mode === 'cbc' ? iv : null).setAutoPadding(false);
    return base64(Buffer.concat([cipher.update(data), cipher.final()]));
  };

  const filled = (data: Uint8Array, last: readonly number[]): Uint8Array => Uint8Array.from([...data, ...last]);
  const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

  test.each([
    [
      'CBC, PKCS7',
      1,
      2,
      text,
      filled(
        text,
        Array.from({ length: 9 }, () => 9),
      ),
    ],
    [
      'CBC, PKCS7, whole blocks',
      1,
      2,
      whole,
      filled(
        whole,
        Array.from({ length: 16 }, () => 16),
      ),
    ],
    ['CBC, none', 1, 1, whole, whole],
    ['CBC, zeros', 1, 3, text, filled(text, zeros(9))],
    ['CBC, ANSI X9.23', 1, 4, text, filled(text, [...zeros(8), 9])],
    ['CBC, ISO 10126', 1, 5, text, filled(text, [0, 1, 2, 3, 4, 5, 6, 0, 9])],
    [
      'ECB, PKCS7',
      2,
      2,
      text,
      filled(
        text,
        Array.from({ length: 9 }, () => 9),
      ),
    ],
    ['ECB, none', 2, 1, whole, whole],
  ] as const)('%s', (name, mode, padding, data, plain) => {
    const algorithm = S.create();
    S.setMode(algorithm, mode);
    S.setPadding(algorithm, padding);
    S.setKey(algorithm, key);
    S.setIv(algorithm, iv);
    const secret = transform(host, 'encrypt', data, algorithm);
    expect(base64(secret)).toBe(reference(name.startsWith('CBC') ? 'cbc' : 'ecb', plain));
    const back = padding === 3 ? plain : data;
    expect(Buffer.from(transform(host, 'decrypt', secret, algorithm)).equals(Buffer.from(back))).toBe(true);
  });

  test('by name, with keys of the call', () => {
    const keys = { key: new Uint8Array(32), iv: new Uint8Array(16) };
    const secret = transform(host, 'encrypt', bytes('round'), 'Aes', keys);
    expect(Buffer.from(transform(host, 'decrypt', secret, 'aes', keys)).toString()).toBe('round');
    expect(base64(transform(host, 'encrypt', bytes('secret text'), 'Aes', { key, iv: new Uint8Array(16) }))).toBe(
      'h5iPrRqX5L9ZJfVB8SsfeQ==',
    );
  });

  const cryptographic = 'System.Security.Cryptography.CryptographicException: ';

  test.each<[() => unknown, string]>([
    [
      () => transform(host, 'encrypt', text, 'Aes', { key: new Uint8Array(5), iv }),
      `${cryptographic}Specified key is not a valid size for this algorithm.`,
    ],
    [
      () => transform(host, 'encrypt', text, 'Aes', { key, iv: new Uint8Array(5) }),
      `${cryptographic}Specified initialization vector (IV) does not match the block size for this algorithm.`,
    ],
    [() => transform(host, 'decrypt', bytes('x'), 'Aes', { key, iv }), `${cryptographic}The input data is not a complete block.`],
    [() => transform(host, 'decrypt', new Uint8Array(16), 'Aes', { key, iv }), `${cryptographic}Padding is invalid and cannot be removed.`],
    [
      () => transform(host, 'encrypt', text, 'TripleDES', { key, iv }),
      'System.NotSupportedException: The cipher TripleDES is not supported here; use Aes.',
    ],
    [() => transform(host, 'encrypt', null, 'Aes', { key, iv }), "System.ArgumentNullException: Value cannot be null. (Parameter 'input')"],
  ])('fault %#', (act, expected) => {
    expect(thrownBy(act)).toBe(expected);
  });
});
