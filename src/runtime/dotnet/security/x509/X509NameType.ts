import { dotnetEnum } from '../../enum-type.ts';

export const X509NameType_ = dotnetEnum(
  'System.Security.Cryptography.X509Certificates.X509NameType',
  'Which name of a certificate is meant.',
  {
    SimpleName: 0,
    EmailName: 1,
    UpnName: 2,
    DnsName: 3,
    DnsFromAlternativeName: 4,
    UrlName: 5,
  },
);
