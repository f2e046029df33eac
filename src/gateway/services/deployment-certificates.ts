import { createPrivateKey } from 'node:crypto';
import { X509Certificate2 } from '../../runtime/dotnet/security/x509/certificate.ts';
import { rsaPrivateKey } from '../../runtime/dotnet/security/x509/parse.ts';
import type { Certificates, ClientCertificate } from '../../runtime/ports/certificates.ts';

/** `context.Deployment.Certificates`: those of the configuration, by thumbprint, with their RSA keys, as expressions use them. */
export function deploymentCertificates(certificates: Certificates): ReadonlyMap<string, X509Certificate2> {
  return new Map(certificates.all().map((each) => [each.info.thumbprint, certificateOf(each)]));
}

/** A key of another kind than RSA has no members in expressions. */
function certificateOf({ info, key }: ClientCertificate): X509Certificate2 {
  const { der } = info;
  const pkcs8 = createPrivateKey(key.reveal()).export({ format: 'der', type: 'pkcs8' });
  return new X509Certificate2(der, { key: rsaPrivateKey(pkcs8) });
}
