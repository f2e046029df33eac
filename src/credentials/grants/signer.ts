import { readCertificates, thumbprints } from '../client-keys/certificate.ts';
import { readSigningKey } from '../client-keys/private-key.ts';
import type { EffectiveParameters } from '../providers/parameters.ts';
import type { Signer } from './sign-jwt.ts';

/** What a connection signs with; undefined when it has no key. */
export function signerOf({ read, secret }: EffectiveParameters): Signer | undefined {
  const text = secret('privateKey')?.reveal() ?? '';
  const key = text === '' ? undefined : readSigningKey(text);
  const [first] = key?.algorithms ?? [];
  if (key === undefined || first === undefined) return undefined;
  const wanted = read('signingAlgorithm');
  const [certificate] = readCertificates(read('clientCertificate') ?? '') ?? [];
  return {
    key,
    algorithm: key.algorithms.find((algorithm) => algorithm === wanted) ?? first,
    keyId: read('keyId') ?? key.keyId,
    thumbprints: certificate === undefined ? {} : thumbprints(certificate),
  };
}
