import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { SymmetricAlgorithm } from './symmetric.ts';

type Bytes = Uint8Array | null;

const whole = { host: true } as const;

function setMode(algorithm: SymmetricAlgorithm, mode: number): void {
  algorithm.mode = mode;
}

function setPadding(algorithm: SymmetricAlgorithm, padding: number): void {
  algorithm.padding = padding;
}

function setKeySize(algorithm: SymmetricAlgorithm, bits: number): void {
  algorithm.keySize = bits;
}

function setBlockSize(algorithm: SymmetricAlgorithm, bits: number): void {
  algorithm.blockSize = bits;
}

export const SymmetricAlgorithm_ = dotnetType(
  'abstract class System.Security.Cryptography.SymmetricAlgorithm : IDisposable',
  'A cipher with one key: AES.',
  {
    create: member('static SymmetricAlgorithm Create()', () => new SymmetricAlgorithm(), 'AES.'),
    createName: member(
      'static SymmetricAlgorithm Create(string algName)',
      (name: string | null) => SymmetricAlgorithm.byName(name),
      'A cipher by name, or null.',
    ),
    key: member(
      'byte[] Key { get; }',
      (host: Host, algorithm: SymmetricAlgorithm) => algorithm.key(host),
      'The key; a random one when none was set.',
      whole,
    ),
    setKey: member(
      'byte[] Key { set; }',
      (algorithm: SymmetricAlgorithm, key: Bytes) => algorithm.setKey(key),
      'Sets the key: 16, 24 or 32 bytes.',
    ),
    iv: member(
      'byte[] IV { get; }',
      (host: Host, algorithm: SymmetricAlgorithm) => algorithm.iv(host),
      'The initialization vector; a random one when none was set.',
      whole,
    ),
    setIv: member(
      'byte[] IV { set; }',
      (algorithm: SymmetricAlgorithm, iv: Bytes) => algorithm.setIv(iv),
      'Sets the initialization vector: 16 bytes.',
    ),
    keySize: member('int KeySize { get; }', (algorithm: SymmetricAlgorithm) => algorithm.keySize, 'The length of the key in bits.'),
    setKeySize: member('int KeySize { set; }', setKeySize, 'Sets the length of the key in bits.'),
    blockSize: member('int BlockSize { get; }', (algorithm: SymmetricAlgorithm) => algorithm.blockSize, 'The length of a block in bits.'),
    setBlockSize: member('int BlockSize { set; }', setBlockSize, 'Sets the length of a block: 128 bits.'),
    mode: member('CipherMode Mode { get; }', (algorithm: SymmetricAlgorithm) => algorithm.mode, 'How blocks follow each other.'),
    setMode: member('CipherMode Mode { set; }', setMode, 'Sets how blocks follow each other: CBC or ECB.'),
    padding: member(
      'PaddingMode Padding { get; }',
      (algorithm: SymmetricAlgorithm) => algorithm.padding,
      'How the last block is filled up.',
    ),
    setPadding: member('PaddingMode Padding { set; }', setPadding, 'Sets how the last block is filled up.'),
    generateKey: member('void GenerateKey()', (algorithm: SymmetricAlgorithm) => algorithm.renew('key'), 'Makes up a key.'),
    generateIV: member('void GenerateIV()', (algorithm: SymmetricAlgorithm) => algorithm.renew('iv'), 'Makes up an initialization vector.'),
    validKeySize: member(
      'bool ValidKeySize(int bitLength)',
      (_algorithm: SymmetricAlgorithm, bits: number) => bits === 128 || bits === 192 || bits === 256,
      'Whether a key may be that long.',
    ),
    clear: member('void Clear()', (algorithm: SymmetricAlgorithm) => algorithm.renew('both'), 'Forgets the key.'),
    dispose: member('void Dispose()', (algorithm: SymmetricAlgorithm) => algorithm.renew('both'), 'Forgets the key.'),
  },
);
