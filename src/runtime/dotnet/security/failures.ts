import { NetException } from '../values.ts';

/** System.Security.Cryptography.CryptographicException. */
export function cryptographic(text: string): never {
  throw new NetException('System.Security.Cryptography.CryptographicException', text);
}

/** What cryptography refuses is an exception of .NET's; why exactly is nobody's business but the log's. */
export function orCryptographic<T>(text: string, run: () => T): T {
  try {
    return run();
  } catch {
    return cryptographic(text);
  }
}
