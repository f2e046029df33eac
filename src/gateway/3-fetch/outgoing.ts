import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { HeaderList } from '../../runtime/ports/send.ts';
import { connectionHeaders } from './forward-headers.ts';

/** RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5, with obs-text: no control character but the tab, and nothing beyond Latin-1. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The first part of an outgoing message, checked: what policies computed cannot add lines to it. */
export interface OutgoingHead {
  readonly method: string;
  readonly headers: HeaderList;
}

/**
 * Method and headers as they go on the wire: what policies wrote and `forwardHeaders` let through, with `defaults` for what nobody
 * wrote. Throws PolicyFailure for what is no valid HTTP; it names the header, never the value.
 */
export function outgoingHead(x: Exchange, defaults: HeaderList): OutgoingHead {
  const { method, headers } = x.context.request;
  if (!token.test(method)) throw invalid('the request method is no HTTP method');
  const lines: [string, string][] = [];
  for (const [name, value] of headers.sent.lines()) {
    if (!token.test(name)) throw invalid('a header name holds characters that a header name may not hold');
    if (!fieldValue.test(value)) throw invalid(`the value of header \`${name}\` holds characters that may not stand in a header`);
    if (!connectionHeaders.has(name.toLowerCase())) lines.push([name, value]);
  }
  for (const [name, value] of defaults) if (!headers.sent.has(name)) lines.push([name, value]);
  return { method, headers: lines };
}

const invalid = (text: string): PolicyFailure => new PolicyFailure('forward-request', null, 500, text);

/** The body as it goes on the wire; null when there is none. Throws PolicyFailure when an expression used it up. */
export function outgoingBody(x: Exchange): string | Uint8Array | null {
  const { body, method } = x.context.request;
  if (body === null || method === 'GET' || method === 'HEAD') return null;
  if (body.consumed) throw invalid('an earlier expression read the request body without preserveContent: true, so nothing is left to send');
  const content = body.content;
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'bytes':
      return content.bytes;
    case 'json':
      return JSON.stringify(content.value);
  }
}
