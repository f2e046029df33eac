import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { type HashAlgorithm, hmacByName, keyed } from './hash.ts';

function setKey(algorithm: HashAlgorithm, key: Uint8Array | null): void {
  algorithm.key = key;
}

export const KeyedHashAlgorithm_ = dotnetType(
  'abstract class System.Security.Cryptography.KeyedHashAlgorithm : HashAlgorithm',
  'Computes keyed digests.',
  {
    key: member('byte[] Key { get; }', (algorithm: HashAlgorithm) => algorithm.key, 'The key.'),
    setKey: member('byte[] Key { set; }', setKey, 'Sets the key.'),
    create: member(
      'static KeyedHashAlgorithm Create(string algName)',
      (host: Host, name: string | null) => hmacByName(host, name),
      'A keyed digest by name, or null.',
      { host: true },
    ),
  },
);

export const HMAC_ = dotnetType(
  'abstract class System.Security.Cryptography.HMAC : KeyedHashAlgorithm',
  'Computes keyed digests (RFC 2104).',
  {
    createSha1: member('static HMAC Create()', (host: Host) => keyed(host, 'SHA1'), 'HMAC with SHA-1 and a random key.', { host: true }),
    create: member(
      'static HMAC Create(string algorithmName)',
      (host: Host, name: string | null) => hmacByName(host, name),
      'A keyed digest by name, or null.',
      { host: true },
    ),
    hashName: member('string HashName { get; }', (algorithm: HashAlgorithm) => algorithm.hash, 'The name of the digest.'),
  },
);
