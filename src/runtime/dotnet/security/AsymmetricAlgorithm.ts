import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import type { RSA } from './rsa/algorithm.ts';
import { keyFromXml, keyXml } from './rsa/xml-key.ts';

const whole = { host: true } as const;

function setKeySize(algorithm: RSA, bits: number): void {
  algorithm.keySize = bits;
}

export const AsymmetricAlgorithm_ = dotnetType(
  'abstract class System.Security.Cryptography.AsymmetricAlgorithm : IDisposable',
  'A cipher with a public and a private key: RSA.',
  {
    keySize: member('int KeySize { get; }', (algorithm: RSA) => algorithm.keySize, 'The length of the key in bits.'),
    setKeySize: member('int KeySize { set; }', setKeySize, 'Sets the length; the key is then made anew.'),
    keyExchangeAlgorithm: member('string KeyExchangeAlgorithm { get; }', (_algorithm: RSA) => 'RSA', 'RSA.'),
    signatureAlgorithm: member('string SignatureAlgorithm { get; }', (_algorithm: RSA) => 'RSA', 'RSA.'),
    toXmlString: member(
      'string ToXmlString(bool includePrivateParameters)',
      (host: Host, algorithm: RSA, withSecret: boolean) => keyXml(host, algorithm.export(host, withSecret)),
      'The key as `<RSAKeyValue>`.',
      whole,
    ),
    fromXmlString: member(
      'void FromXmlString(string xmlString)',
      (host: Host, algorithm: RSA, text: string | null) => algorithm.import(keyFromXml(host, text)),
      'Takes the key of an `<RSAKeyValue>`.',
      whole,
    ),
    clear: member('void Clear()', (algorithm: RSA) => algorithm.dispose(), 'Forgets the key.'),
    dispose: member('void Dispose()', (algorithm: RSA) => algorithm.dispose(), 'Forgets the key.'),
  },
);
