import { dotnetType, member } from '../../define.ts';
import { argumentNull } from '../../failures.ts';
import type { X509Certificate2 } from './certificate.ts';
import { privateKey, publicKey } from './X509Certificate2.ts';

type Certificate = X509Certificate2 | null;

export const RSACertificateExtensions_ = dotnetType(
  'static class System.Security.Cryptography.X509Certificates.RSACertificateExtensions',
  'The RSA keys of certificates.',
  {
    getRSAPrivateKey: member(
      'static RSA GetRSAPrivateKey(this X509Certificate2 certificate)',
      (certificate: Certificate) => privateKey(certificate ?? argumentNull('certificate')),
      'The private key, or null.',
    ),
    getRSAPublicKey: member(
      'static RSA GetRSAPublicKey(this X509Certificate2 certificate)',
      (certificate: Certificate) => publicKey(certificate ?? argumentNull('certificate')),
      'The public key, or null.',
    ),
  },
);
