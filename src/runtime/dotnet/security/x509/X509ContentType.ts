import { dotnetEnum } from '../../enum-type.ts';

export const X509ContentType_ = dotnetEnum('System.Security.Cryptography.X509Certificates.X509ContentType', 'What a certificate file is.', {
  Unknown: 0,
  Cert: 1,
  SerializedCert: 2,
  Pfx: 3,
  Pkcs12: 3,
  SerializedStore: 4,
  Pkcs7: 5,
  Authenticode: 6,
});
