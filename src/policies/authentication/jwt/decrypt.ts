import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { decodeUtf8 } from '../../../runtime/utf8.ts';
import type { JwtKey } from './keys.ts';
import { TokenRejected } from './rejection.ts';
import { inOrder } from './verify-signature.ts';

const contentAlgorithms = ['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512'];

/** Bytes that a compressed token may become. */
const maxDecompressedLength = 64 * 1024;

/** What is inside a compact JWE: a signed token, or claims. Throws TokenRejected; which step failed is not told (RFC 7516 §11.5). */
export async function decrypt(token: string, keys: readonly JwtKey[]): Promise<string> {
  const { alg, kid } = headerOf(token);
  for (const key of inOrder(keys, kid)) {
    if (alg === undefined || !key.algorithms.includes(alg)) continue;
    const text = await tryKey(token, key, alg);
    if (text !== undefined) return text;
  }
  throw new TokenRejected('JwtInvalid', 'The token cannot be decrypted.');
}

async function tryKey(token: string, key: JwtKey, algorithm: string): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(token, await key.material(algorithm), {
      keyManagementAlgorithms: [algorithm],
      contentEncryptionAlgorithms: contentAlgorithms,
      maxDecompressedLength,
    });
    return decodeUtf8(plaintext);
  } catch {
    return undefined;
  }
}

function headerOf(token: string): { readonly alg?: string; readonly kid?: unknown } {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return { ...(typeof alg === 'string' ? { alg } : {}), ...(kid === undefined ? {} : { kid }) };
  } catch {
    throw new TokenRejected('JwtInvalid', 'The token is no JSON web token.');
  }
}
