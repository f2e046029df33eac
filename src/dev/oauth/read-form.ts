import type { IncomingMessage } from 'node:http';

const limit = 4096;

/** The fields of a posted form; undefined when it is not one, or is too large. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return undefined;
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > limit) return undefined;
  }
  return new URLSearchParams(text);
}
