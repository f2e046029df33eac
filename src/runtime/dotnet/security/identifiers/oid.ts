import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';

const OID = runtimeType('System.Security.Cryptography.Oid');

/** The identifiers that meet in certificates and digests, with the names that .NET gives them. */
const known: readonly (readonly [value: string, name: string])[] = [
  ['1.2.840.113549.1.1.1', 'RSA'],
  ['1.2.840.113549.1.1.4', 'md5RSA'],
  ['1.2.840.113549.1.1.5', 'sha1RSA'],
  ['1.2.840.113549.1.1.10', 'RSASSA-PSS'],
  ['1.2.840.113549.1.1.11', 'sha256RSA'],
  ['1.2.840.113549.1.1.12', 'sha384RSA'],
  ['1.2.840.113549.1.1.13', 'sha512RSA'],
  ['1.2.840.10045.2.1', 'ECC'],
  ['1.2.840.10045.4.3.2', 'sha256ECDSA'],
  ['1.2.840.10045.4.3.3', 'sha384ECDSA'],
  ['1.2.840.10045.4.3.4', 'sha512ECDSA'],
  ['1.2.840.113549.2.5', 'md5'],
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['2.16.840.1.101.3.4.1.2', 'aes128'],
  ['2.16.840.1.101.3.4.1.42', 'aes256'],
  ['1.3.6.1.5.5.7.3.1', 'Server Authentication'],
  ['1.3.6.1.5.5.7.3.2', 'Client Authentication'],
];

/** System.Security.Cryptography.Oid: an object identifier with the name it goes by. */
export class Oid {
  value: string | null;
  friendlyName: string | null;

  /** A known identifier or name brings the other; a text that is neither stands as it is. */
  constructor(text: string | null, friendlyName?: string | null) {
    const byName = known.find(([, name]) => name.toLowerCase() === text?.toLowerCase());
    this.value = byName?.[0] ?? text;
    this.friendlyName = friendlyName ?? known.find(([value]) => value === this.value)?.[1] ?? null;
  }

  get [netType](): RuntimeType {
    return OID;
  }

  toString(): string {
    return OID.name;
  }
}
