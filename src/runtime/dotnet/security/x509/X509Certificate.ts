import type { Host } from '../../../host.ts';
import { dotnetType, member } from '../../define.ts';
import { equals, equalTo, hashKey } from '../../equals.ts';
import { textHash } from '../../hash.ts';
import { DateTime, kinds } from '../../values/date-time.ts';
import { cryptographic } from '../failures.ts';
import { hexText, type X509Certificate2 } from './certificate.ts';
import { X509ContentType_ } from './X509ContentType.ts';

type Certificate = X509Certificate2;

const whole = { host: true } as const;
const dateText = (milliseconds: number): string => DateTime.fromUnixMilliseconds(milliseconds, kinds.local).toString('G');

function exported(certificate: Certificate, type: number): Uint8Array {
  if (type !== X509ContentType_.Cert) cryptographic('Certificates are exported as X509ContentType.Cert only.');
  return certificate.der.slice();
}

export const X509Certificate_ = dotnetType(
  'class System.Security.Cryptography.X509Certificates.X509Certificate : IDisposable',
  'A certificate.',
  {
    subject: member('string Subject { get; }', (certificate: Certificate) => certificate.subject, 'The name of its owner.'),
    issuer: member('string Issuer { get; }', (certificate: Certificate) => certificate.issuer, 'The name of its issuer.'),
    getCertHash: member(
      'byte[] GetCertHash()',
      (host: Host, certificate: Certificate) => certificate.thumbprint(host),
      'Its SHA-1 digest.',
      whole,
    ),
    getCertHashString: member(
      'string GetCertHashString()',
      (host: Host, certificate: Certificate) => hexText(certificate.thumbprint(host)),
      'Its SHA-1 digest in hexadecimal.',
      whole,
    ),
    getRawCertData: member(
      'byte[] GetRawCertData()',
      (certificate: Certificate) => certificate.der.slice(),
      'The certificate itself, DER.',
    ),
    getRawCertDataString: member(
      'string GetRawCertDataString()',
      (certificate: Certificate) => hexText(certificate.der),
      'The certificate in hexadecimal.',
    ),
    getPublicKey: member(
      'byte[] GetPublicKey()',
      (certificate: Certificate) => certificate.parsed.publicKey.slice(),
      'The public key, DER.',
    ),
    getPublicKeyString: member(
      'string GetPublicKeyString()',
      (certificate: Certificate) => hexText(certificate.parsed.publicKey),
      'The public key in hexadecimal.',
    ),
    getSerialNumber: member(
      'byte[] GetSerialNumber()',
      (certificate: Certificate) => certificate.parsed.serialNumber.slice().reverse(),
      'The serial number, little-endian.',
    ),
    getSerialNumberString: member(
      'string GetSerialNumberString()',
      (certificate: Certificate) => certificate.serialNumber,
      'The serial number in hexadecimal.',
    ),
    getKeyAlgorithm: member(
      'string GetKeyAlgorithm()',
      (certificate: Certificate) => certificate.parsed.keyAlgorithm,
      'The identifier of the key’s algorithm.',
    ),
    getKeyAlgorithmParameters: member(
      'byte[] GetKeyAlgorithmParameters()',
      (certificate: Certificate) => certificate.parsed.keyParameters.slice(),
      'The parameters of the key’s algorithm, DER.',
    ),
    getKeyAlgorithmParametersString: member(
      'string GetKeyAlgorithmParametersString()',
      (certificate: Certificate) => hexText(certificate.parsed.keyParameters),
      'The parameters of the key’s algorithm in hexadecimal.',
    ),
    getEffectiveDateString: member(
      'string GetEffectiveDateString()',
      (certificate: Certificate) => dateText(certificate.parsed.notBefore),
      'When it begins to count.',
    ),
    getExpirationDateString: member(
      'string GetExpirationDateString()',
      (certificate: Certificate) => dateText(certificate.parsed.notAfter),
      'When it expires.',
    ),
    getFormat: member('string GetFormat()', (_certificate: Certificate) => 'X509', 'X509.'),
    export: member(
      'byte[] Export(X509ContentType contentType)',
      exported,
      'The certificate without its key, DER; X509ContentType.Cert only.',
    ),
    equals: member(
      'bool Equals(X509Certificate other)',
      (certificate: Certificate, other: unknown) => certificate[equalTo](other),
      'Whether issuer and serial number are the same.',
    ),
    equalsObject: member(
      'bool Equals(object obj)',
      (certificate: Certificate, other: unknown) => equals(certificate, other),
      'Whether issuer and serial number are the same.',
    ),
    getHashCode: member(
      'int GetHashCode()',
      (certificate: Certificate) => textHash(certificate[hashKey]()),
      'A number that equal certificates share.',
    ),
    dispose: member('void Dispose()', (certificate: Certificate) => certificate.dispose(), 'Forgets the certificate and its key.'),
    reset: member('void Reset()', (certificate: Certificate) => certificate.dispose(), 'Forgets the certificate and its key.'),
  },
);
