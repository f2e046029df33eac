import { message } from '../../diagnostics/message.ts';
import type { WritableHeaders } from '../../runtime/context/headers.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, definePolicy, idAttribute, literal, many, text, word } from '../define.ts';

const valueOnDelete = message(
  'set-header/value-on-delete',
  'error',
  '`{header}` is deleted, so it must not have a value',
  'remove the <value> elements, or choose another exists-action',
);
const protectedHeader = message(
  'set-header/protected',
  'error',
  '`{header}` belongs to the connection and cannot be changed by a policy',
  'remove this policy; the gateway writes this header itself',
);
const badName = message(
  'set-header/name',
  'warning',
  '`{header}` is no header name',
  "use letters, digits and !#$%&'*+-.^_`|~ only (RFC 9110 §5.1)",
);

const policy = definePolicy({
  name: 'set-header',
  summary: 'Sets, adds, keeps or removes a header.',
  docs: 'In `inbound` and `backend` it works on the request to the backend, in `outbound` and `on-error` on the response. Several values become one line joined by commas, except for headers whose values may hold one (`Set-Cookie`, `User-Agent`, dates …). Nothing of a client’s headers reaches a backend unless `forwardHeaders` names it or a policy writes it, and what exists is decided on what would be sent.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      name: text({ required: true, docs: 'Header name.' }),
      'exists-action': word(['override', 'skip', 'append', 'delete'])({
        fallback: 'override',
        docs: 'What to do when the header is there already.',
      }),
      id: idAttribute,
    },
    children: { value: many({ text: text({ docs: 'A value.' }) }, 'One value of the header.') },
  },
  messages: { valueOnDelete, protectedHeader, badName },
  check(element, report) {
    const name = literal(element, 'name');
    const at = element.attributes.get('name')?.value.span ?? element.nameSpan;
    if (literal(element, 'exists-action') === 'delete' && element.children.length > 0)
      report(valueOnDelete, element.span, { header: name ?? '?' });
    if (name === undefined) return;
    if (!isHeaderName(name)) report(badName, at, { header: name });
    else if (protectedHeaders.has(name.toLowerCase())) report(protectedHeader, at, { header: name });
  },
  examples: [
    {
      title: 'Replace a header',
      xml: '<set-header name="X-Team"><value>blue</value></set-header>',
      expect: { sent: { 'X-Team': 'blue' } },
    },
    {
      title: 'Add a value',
      section: 'outbound',
      xml: '<set-header name="Vary" exists-action="append"><value>X-Team</value></set-header>',
      given: { response: { status: 200, headers: { Vary: 'Accept' } } },
      expect: { response: { headers: { Vary: 'Accept,X-Team' } } },
    },
    {
      title: 'Remove a header of the answer',
      section: 'outbound',
      xml: '<set-header name="X-Powered-By" exists-action="delete" />',
      given: { response: { status: 200, headers: { 'X-Powered-By': 'magic' } } },
      expect: { response: { headers: { 'X-Powered-By': null } } },
    },
    {
      title: 'A client’s header stays behind, so skip writes',
      xml: '<set-header name="X-Team" exists-action="skip"><value>blue</value></set-header>',
      given: { headers: { 'X-Team': 'red' } },
      expect: { sent: { 'X-Team': 'blue' } },
    },
  ],
});
export default policy;

/** Headers that describe the connection itself (reference: set-header; RFC 9110 §7.6.1). */
const protectedHeaders: ReadonlySet<string> = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/** Reference: set-header. Throws PolicyFailure when a computed name or value cannot stand in a header; the value is not shown. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  writeHeader(x.headers, args, 'set-header');
}

/** Applies a set-header to any message, such as the one that return-response builds. */
export function writeHeader(headers: WritableHeaders, args: Args<typeof policy>, source: string): void {
  const { name, existsAction, value } = args;
  if (!isHeaderName(name)) throw new PolicyFailure(source, null, 500, 'the computed header name is not one');
  if (protectedHeaders.has(name.toLowerCase()))
    throw new PolicyFailure(source, null, 500, `the header ${name} belongs to the connection and cannot be changed`);
  if (existsAction === 'delete') {
    headers.delete(name);
    return;
  }
  if (existsAction === 'skip' && headers.has(name)) return;
  for (const item of value)
    if (!isHeaderValue(item))
      throw new PolicyFailure(source, null, 500, `the value for the header ${name} holds a character that headers cannot`);
  if (value.length === 0) return;
  if (existsAction === 'append') headers.append(name, value);
  else headers.set(name, value);
}

/** RFC 9110 §5.6.2: token. */
export const isHeaderName = (name: string): boolean => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);

/** RFC 9110 §5.5, and nothing above U+00FF, which no header line can carry. */
export function isHeaderValue(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 9) || code === 0x7f || code > 0xff) return false;
  }
  return true;
}
