import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { type IncomingResponse, SendFailure } from '../../runtime/ports/send.ts';

type Decompress = (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const codings: Readonly<Record<string, Decompress>> = {
  gzip: promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(gunzip),
  'x-gzip': promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(gunzip),
  deflate: promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(inflate),
  br: promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(brotliDecompress),
};

/**
 * The response with its body as the author of a policy expects to read it. We never ask for a coding, but a policy may, and some
 * backends compress unasked. What cannot be decoded stays as it came. Rejects with SendFailure when the content is over the limit.
 */
export function decoded(response: IncomingResponse, maxBytes: number): IncomingResponse | Promise<IncomingResponse> {
  if (response.body.length === 0) return response;
  const coding = response.headers
    .find(([name]) => name.toLowerCase() === 'content-encoding')?.[1]
    .trim()
    .toLowerCase();
  const decompress = coding !== undefined && Object.hasOwn(codings, coding) ? codings[coding] : undefined;
  return decompress === undefined ? response : decompressed(response, decompress, maxBytes);
}

async function decompressed(response: IncomingResponse, decompress: Decompress, maxBytes: number): Promise<IncomingResponse> {
  try {
    const body = await decompress(response.body, { maxOutputLength: maxBytes });
    return { ...response, body, headers: response.headers.filter(([name]) => !wireHeaders.has(name.toLowerCase())) };
  } catch (error) {
    if (error instanceof RangeError) throw new SendFailure('too-large', `the decompressed response has more than ${maxBytes} bytes`);
    return response;
  }
}

/** Headers that describe the body as it was on the wire. */
const wireHeaders: ReadonlySet<string> = new Set(['content-encoding', 'content-length']);
