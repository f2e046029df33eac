import { Body } from '../context/body.ts';
import { HeaderMap } from '../context/headers.ts';
import { Response } from '../context/message.ts';
import { bytesToText, textToBytes } from './bytes.ts';
import { Unreadable } from './portable-error.ts';

type PortableBody = null | readonly ['t', string] | readonly ['b', string] | readonly ['j', unknown];

/** A response as JSON. */
export type PortableResponse = readonly [
  status: number,
  reason: string,
  headers: readonly (readonly [name: string, values: readonly string[]])[],
  body: PortableBody,
];

export const writeResponse = ({ statusCode, statusReason, headers, body }: Response): PortableResponse => [
  statusCode,
  statusReason,
  [...headers.entries()],
  writeBody(body),
];

/** A body that was used up is none: nothing is left of it in .NET either. */
function writeBody(body: Body | null): PortableBody {
  if (body === null || body.consumed) return null;
  const { content } = body;
  switch (content.kind) {
    case 'text':
      return ['t', content.text];
    case 'bytes':
      return ['b', bytesToText(content.bytes)];
    case 'json':
      return ['j', content.value];
  }
}

/** Throws {@link Unreadable}. */
export function readResponse(portable: unknown): Response {
  if (!Array.isArray(portable) || portable.length !== 4) throw new Unreadable();
  const [status, reason, lines, body] = portable as unknown as PortableResponse;
  if (typeof status !== 'number' || typeof reason !== 'string' || !Array.isArray(lines)) throw new Unreadable();
  const headers = HeaderMap.empty();
  for (const [name, values] of lines) headers.set(name, values);
  return new Response(status, reason, headers, readBody(body));
}

function readBody(body: PortableBody): Body | null {
  if (body === null) return null;
  switch (body[0]) {
    case 't':
      return Body.text(body[1]);
    case 'b':
      return Body.bytes(textToBytes(body[1]));
    case 'j':
      return Body.json(body[1]);
  }
}
