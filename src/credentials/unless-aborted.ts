import type { CredentialRequest, Token } from '../runtime/ports/credential-source.ts';
import type { Signal } from '../runtime/ports/signal.ts';
import { unavailable } from './connections/failure.ts';

/** The caller's end of waiting is not the end of the renewal: others may wait for it. */
export async function unlessAborted(token: Promise<Token>, request: CredentialRequest, signal?: Signal): Promise<Token> {
  if (signal === undefined) return token;
  const cancelled = unavailable({ provider: request.provider, connection: request.connection, detail: 'the caller stopped waiting' });
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(cancelled);
    if (signal.aborted) reject(cancelled);
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([token, aborted]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
    token.catch(() => undefined);
  }
}
