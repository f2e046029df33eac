import type { Host } from '../../../host.ts';
import { dotnetType, member } from '../../define.ts';
import { argumentNull } from '../../failures.ts';
import { DateTime, kinds } from '../../values/date-time.ts';
import { NetException } from '../../values.ts';
import { Oid } from '../identifiers/oid.ts';
import { RSA } from '../rsa/algorithm.ts';
import { hexText, X509Certificate2 } from './certificate.ts';
import { PublicKey } from './PublicKey.ts';
import { rsaAlgorithm } from './parse.ts';
import { isPfx } from './pkcs12.ts';
import { alternativeName, certificateText, simpleName } from './text.ts';
import { X500DistinguishedName } from './X500DistinguishedName.ts';
import { X509ContentType_ } from './X509ContentType.ts';
import { X509NameType_ } from './X509NameType.ts';

type Certificate = X509Certificate2;
type Bytes = Uint8Array | null;

const whole = { host: true } as const;
const time = (milliseconds: number): DateTime => DateTime.fromUnixMilliseconds(milliseconds, kinds.local);

function name(certificate: Certificate, type: number, ofIssuer: boolean): string {
  switch (type) {
    case X509NameType_.EmailName:
      return alternativeName(certificate, 1);
    case X509NameType_.DnsName:
    case X509NameType_.DnsFromAlternativeName:
      return alternativeName(certificate, 2) || simpleName(certificate, ofIssuer);
    case X509NameType_.UrlName:
      return alternativeName(certificate, 6);
    case X509NameType_.SimpleName:
      return simpleName(certificate, ofIssuer);
    default:
      throw new NetException('System.NotSupportedException', 'This kind of name is not supported.');
  }
}

/** The private key, or null where there is none. */
export const privateKey = (certificate: Certificate): RSA | null =>
  certificate.key === undefined ? null : new RSA('RSA', undefined, certificate.key);

/** The public key, or null for another algorithm than RSA. */
export const publicKey = (certificate: Certificate): RSA | null =>
  certificate.parsed.keyAlgorithm === rsaAlgorithm ? new PublicKey(certificate.parsed).key : null;

function setFriendlyName(certificate: Certificate, text: string | null): void {
  certificate.friendlyName = text ?? '';
}

export const X509Certificate2_ = dotnetType(
  'class System.Security.Cryptography.X509Certificates.X509Certificate2 : X509Certificate',
  'A certificate, with its private key if that is there.',
  {
    create: member('X509Certificate2()', () => new X509Certificate2(undefined), 'No certificate.'),
    createBytes: member(
      'X509Certificate2(byte[] rawData)',
      (host: Host, bytes: Bytes) => X509Certificate2.read(host, bytes, null),
      'Reads a certificate: DER, PEM or PFX.',
      whole,
    ),
    createPassword: member(
      'X509Certificate2(byte[] rawData, string password)',
      (host: Host, bytes: Bytes, password: string | null) => X509Certificate2.read(host, bytes, password),
      'Reads a certificate; a PFX with a password.',
      whole,
    ),
    createStored: member(
      'X509Certificate2(byte[] rawData, string password, X509KeyStorageFlags keyStorageFlags)',
      (host: Host, bytes: Bytes, password: string | null, _flags: number) => X509Certificate2.read(host, bytes, password),
      'Reads a certificate; a PFX with a password. Its key is kept in memory, whatever the flags say.',
      whole,
    ),
    createCopy: member(
      'X509Certificate2(X509Certificate certificate)',
      (other: Certificate | null) =>
        new X509Certificate2((other ?? argumentNull('certificate')).der, { key: other?.key, isTrusted: other?.isTrusted ?? false }),
      'A copy.',
    ),
    thumbprint: member(
      'string Thumbprint { get; }',
      (host: Host, certificate: Certificate) => hexText(certificate.thumbprint(host)),
      'SHA-1 of the certificate, upper-case hexadecimal.',
      whole,
    ),
    serialNumber: member(
      'string SerialNumber { get; }',
      (certificate: Certificate) => certificate.serialNumber,
      'The serial number, hexadecimal.',
    ),
    notBefore: member(
      'DateTime NotBefore { get; }',
      (certificate: Certificate) => time(certificate.parsed.notBefore),
      'When it begins to count.',
    ),
    notAfter: member('DateTime NotAfter { get; }', (certificate: Certificate) => time(certificate.parsed.notAfter), 'When it expires.'),
    rawData: member('byte[] RawData { get; }', (certificate: Certificate) => certificate.der.slice(), 'The certificate itself, DER.'),
    version: member('int Version { get; }', (certificate: Certificate) => certificate.parsed.version, 'The version of its format.'),
    signatureAlgorithm: member(
      'Oid SignatureAlgorithm { get; }',
      (certificate: Certificate) => new Oid(certificate.parsed.signatureAlgorithm),
      'How it was signed.',
    ),
    subjectName: member(
      'X500DistinguishedName SubjectName { get; }',
      (certificate: Certificate) => new X500DistinguishedName(certificate.parsed.subject),
      'The name of its owner.',
    ),
    issuerName: member(
      'X500DistinguishedName IssuerName { get; }',
      (certificate: Certificate) => new X500DistinguishedName(certificate.parsed.issuer),
      'The name of its issuer.',
    ),
    publicKey: member('PublicKey PublicKey { get; }', (certificate: Certificate) => new PublicKey(certificate.parsed), 'The public key.'),
    hasPrivateKey: member(
      'bool HasPrivateKey { get; }',
      (certificate: Certificate) => certificate.key !== undefined,
      'Whether the private key is there.',
    ),
    privateKey: member('AsymmetricAlgorithm PrivateKey { get; }', privateKey, 'The private key, or null; RSA only.'),
    friendlyName: member('string FriendlyName { get; }', (certificate: Certificate) => certificate.friendlyName, 'A name for people.'),
    setFriendlyName: member('string FriendlyName { set; }', setFriendlyName, 'Sets the name for people.'),
    archived: member('bool Archived { get; }', (_certificate: Certificate) => false, 'No.'),
    getNameInfo: member('string GetNameInfo(X509NameType nameType, bool forIssuer)', name, 'One of the names of owner or issuer.'),
    verify: member(
      'bool Verify()',
      (host: Host, certificate: Certificate) => certificate.isValid(host),
      'Whether the listener checked its chain and it is within its dates. False for one made from bytes: no trusted roots are known here.',
      whole,
    ),
    getCertContentType: member(
      'static X509ContentType GetCertContentType(byte[] rawData)',
      (bytes: Bytes) => (isPfx(bytes ?? argumentNull('rawData')) ? X509ContentType_.Pfx : X509ContentType_.Cert),
      'Whether the bytes are a certificate or a PFX.',
    ),
    toString: member('string ToString()', certificateText, 'Its main facts; of an empty one its type.', whole),
    toStringVerbose: member(
      'string ToString(bool verbose)',
      (host: Host, certificate: Certificate, _verbose: boolean) => certificateText(host, certificate),
      'Its main facts; of an empty one its type. There is no longer text.',
      whole,
    ),
  },
);
