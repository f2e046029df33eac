import { UsageError } from '../exit.ts';

/** Of a description that is fetched: the largest that are published have some ten megabytes. */
export const mostBytes: number = 64 * 1024 * 1024;

/** The body of an answer as text. Rejects with {@link UsageError} when it is too large. */
export async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new UsageError(`the answer has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
