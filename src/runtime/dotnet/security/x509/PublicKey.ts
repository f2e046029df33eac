import { dotnetType, member } from '../../define.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { NetException, netType } from '../../values.ts';
import { Oid } from '../identifiers/oid.ts';
import { RSA } from '../rsa/algorithm.ts';
import { type ParsedCertificate, rsaAlgorithm, rsaPublicKey } from './parse.ts';

const KEY = runtimeType('System.Security.Cryptography.X509Certificates.PublicKey');

/** System.Security.Cryptography.X509Certificates.PublicKey. */
export class PublicKey {
  readonly #certificate: ParsedCertificate;

  constructor(certificate: ParsedCertificate) {
    this.#certificate = certificate;
  }

  get oid(): Oid {
    return new Oid(this.#certificate.keyAlgorithm);
  }

  /** The key as RSA. Other algorithms have none here. */
  get key(): RSA {
    if (this.#certificate.keyAlgorithm !== rsaAlgorithm)
      throw new NetException('System.NotSupportedException', 'The certificate key algorithm is not supported.');
    return new RSA('RSA', undefined, rsaPublicKey(this.#certificate.publicKey));
  }

  get [netType](): RuntimeType {
    return KEY;
  }

  toString(): string {
    return KEY.name;
  }
}

export const PublicKey_ = dotnetType(
  'sealed class System.Security.Cryptography.X509Certificates.PublicKey',
  'The public key of a certificate.',
  {
    key: member('AsymmetricAlgorithm Key { get; }', (key: PublicKey) => key.key, 'The key; RSA only.'),
    oid: member('Oid Oid { get; }', (key: PublicKey) => key.oid, 'Its algorithm.'),
  },
);
