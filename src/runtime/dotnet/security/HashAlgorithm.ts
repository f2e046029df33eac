import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { HashAlgorithm, hashByName } from './hash.ts';

type Bytes = Uint8Array | null;

const whole = { host: true } as const;

export const HashAlgorithm_ = dotnetType('abstract class System.Security.Cryptography.HashAlgorithm : IDisposable', 'Computes digests.', {
  createSha1: member('static HashAlgorithm Create()', () => new HashAlgorithm('SHA1', 'SHA1'), 'SHA-1.'),
  create: member('static HashAlgorithm Create(string hashName)', hashByName, 'A digest by name, or null.'),
  computeHash: member(
    'byte[] ComputeHash(byte[] buffer)',
    (host: Host, algorithm: HashAlgorithm, bytes: Bytes) => algorithm.compute(host, bytes),
    'The digest of bytes.',
    whole,
  ),
  computeHashPart: member(
    'byte[] ComputeHash(byte[] buffer, int offset, int count)',
    (host: Host, algorithm: HashAlgorithm, bytes: Bytes, start: number, count: number) => algorithm.compute(host, bytes, start, count),
    'The digest of some bytes.',
    whole,
  ),
  hashSize: member('int HashSize { get; }', (algorithm: HashAlgorithm) => algorithm.size, 'The length of the digest in bits.'),
  hash: member('byte[] Hash { get; }', (algorithm: HashAlgorithm) => algorithm.last, 'The digest that was computed last.'),
  inputBlockSize: member('int InputBlockSize { get; }', (_algorithm: HashAlgorithm) => 1, 'One.'),
  outputBlockSize: member('int OutputBlockSize { get; }', (_algorithm: HashAlgorithm) => 1, 'One.'),
  canReuseTransform: member('bool CanReuseTransform { get; }', (_algorithm: HashAlgorithm) => true, 'Yes.'),
  canTransformMultipleBlocks: member('bool CanTransformMultipleBlocks { get; }', (_algorithm: HashAlgorithm) => true, 'Yes.'),
  initialize: member('void Initialize()', (_algorithm: HashAlgorithm) => undefined, 'Does nothing: every digest begins anew.'),
  clear: member('void Clear()', (algorithm: HashAlgorithm) => algorithm.dispose(), 'Forgets the key.'),
  dispose: member('void Dispose()', (algorithm: HashAlgorithm) => algorithm.dispose(), 'Forgets the key.'),
});
