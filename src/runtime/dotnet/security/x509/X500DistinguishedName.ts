import { dotnetType, member } from '../../define.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import type { Der } from '../asn1.ts';
import { nameText } from './names.ts';

const NAME = runtimeType('System.Security.Cryptography.X509Certificates.X500DistinguishedName');

/** System.Security.Cryptography.X509Certificates.X500DistinguishedName. */
export class X500DistinguishedName {
  readonly name: string;

  constructor(name: Der) {
    this.name = nameText(name);
  }

  get [netType](): RuntimeType {
    return NAME;
  }

  toString(): string {
    return NAME.name;
  }
}

export const X500DistinguishedName_ = dotnetType(
  'sealed class System.Security.Cryptography.X509Certificates.X500DistinguishedName',
  'The name of the owner or issuer of a certificate.',
  { name: member('string Name { get; }', (name: X500DistinguishedName) => name.name, 'The name, last part first.') },
);
