import { readCertificates } from '../client-keys/certificate.ts';
import { readSigningKey } from '../client-keys/private-key.ts';
import type { ReadParameter } from './provider.ts';

/** Whether key, algorithm and certificate fit together; undefined when they do, or when one is not there or not readable at all. */
export function checkKeys(read: ReadParameter): { readonly parameter: string; readonly right: string } | undefined {
  const text = read('privateKey') ?? '';
  // Most connections have none, and trying to read one is what costs when there are ten thousand.
  const key = text === '' ? undefined : readSigningKey(text);
  if (key === undefined) return undefined;
  const algorithm = read('signingAlgorithm');
  if (algorithm !== undefined && !key.algorithms.some((one) => one === algorithm))
    return {
      parameter: 'signingAlgorithm',
      right: `the private key can sign with ${key.algorithms.map((one) => `\`${one}\``).join(' and ')}`,
    };
  const [certificate] = readCertificates(read('clientCertificate') ?? '') ?? [];
  return certificate === undefined || certificate.checkPrivateKey(key.key)
    ? undefined
    : { parameter: 'clientCertificate', right: 'the first of its certificates is the one of `privateKey`' };
}
