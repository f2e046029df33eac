import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { ClientCertificate } from '../../runtime/ports/certificates.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import { certificateInfo } from './certificate-info.ts';
import { openPkcs12 } from './pkcs12/open-pkcs12.ts';

/** A certificate cannot be used. The text says why and holds neither key nor password. */
export class CertificateError extends Error {
  /** Its name in the configuration, when it is one of those. */
  readonly id: string | undefined;

  constructor(text: string, id?: string) {
    super(text);
    this.name = 'CertificateError';
    this.id = id;
  }
}

/** A certificate from a PKCS#12 container. Throws Pkcs12Error or {@link CertificateError}. */
export function fromPkcs12(pfx: Uint8Array, password: string): ClientCertificate {
  const { keys, certificates } = openPkcs12(pfx, password);
  return paired(keys, certificates.map(readDer), 'the PKCS#12 file');
}

/** A certificate from PEM texts: the first whose key it is, with those that issued it. Throws {@link CertificateError}. */
export function fromPem(certificates: string, key: string, password: string | undefined): ClientCertificate {
  return paired([readKey(key, password)], readCertificates(certificates), 'the PEM text');
}

/** All certificates of a PEM text; at least one. Throws {@link CertificateError}. */
export function readCertificates(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new CertificateError('the text holds no certificate; it must be PEM, with `-----BEGIN CERTIFICATE-----`');
  return blocks.map((block) => read(block));
}

const readDer = (der: Uint8Array): X509Certificate => read(Buffer.from(der));

function read(certificate: string | Buffer): X509Certificate {
  try {
    return new X509Certificate(certificate);
  } catch {
    throw new CertificateError('the certificate is damaged');
  }
}

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new CertificateError(
      code === 'ERR_MISSING_PASSPHRASE'
        ? 'the private key is encrypted; give its password'
        : 'the private key cannot be read: it is no PEM, or the password is wrong',
    );
  }
}

function paired(keys: readonly KeyObject[], certificates: readonly X509Certificate[], where: string): ClientCertificate {
  for (const key of keys) {
    const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
    if (leaf === undefined) continue;
    return {
      info: certificateInfo(leaf),
      chain: chainOf(leaf, certificates)
        .map((certificate) => certificate.toString().trimEnd())
        .join('\n'),
      key: new Secret(key.export({ format: 'pem', type: 'pkcs8' }).toString()),
    };
  }
  throw new CertificateError(`${where} holds no certificate together with its private key`);
}

/** The certificate, then its issuers as far as they are there. A root is left out: who trusts it has it. */
function chainOf(leaf: X509Certificate, others: readonly X509Certificate[]): readonly X509Certificate[] {
  const chain = [leaf];
  for (let last = leaf; chain.length <= others.length; ) {
    const issuer = others.find((other) => !chain.includes(other) && !isRoot(other) && last.checkIssued(other));
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

const isRoot = (certificate: X509Certificate): boolean => certificate.checkIssued(certificate);
