import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, int, literal, many, text } from '../define.ts';
import { isHeaderName } from '../transformation/set-header.ts';

const badName = message(
  'check-header/name',
  'warning',
  '`{header}` is no header name, so no request can have it',
  "use letters, digits and !#$%&'*+-.^_`|~ only (RFC 9110 §5.1)",
);

const policy = definePolicy({
  name: 'check-header',
  summary: 'Lets only requests pass that have a header, with one of some values.',
  docs: 'Without `<value>` the header must only be there. With values it must hold one of them; when a client sends the header several times, each of its values must be one of them. It looks at the client’s headers as policies see them, whether or not they are forwarded. Unlike API Management, `context.LastError.Message` names the header but never what was in it: what is checked is often a secret.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      name: text({ required: true, docs: 'The header.' }),
      'failed-check-httpcode': int({ min: 200, max: 599 })({
        required: true,
        docs: 'The status of the answer to a request that does not pass.',
      }),
      'failed-check-error-message': text({ docs: 'The message of that answer. Without it: what was wrong.' }),
      'ignore-case': bool({ fallback: false, docs: 'Whether values are compared without regard to case.' }),
      id: idAttribute,
    },
    children: { value: many({ text: text({ docs: 'An allowed value.' }) }, 'A value that lets the request pass.') },
  },
  messages: { badName },
  check(element, report) {
    const header = literal(element, 'name');
    const name = element.attributes.get('name');
    if (header !== undefined && name !== undefined && !header.includes('{{') && !isHeaderName(header))
      report(badName, name.value.span, { header });
  },
  examples: [
    {
      title: 'Only from our own front door',
      xml: '<check-header name="X-Front-Door" failed-check-httpcode="403" failed-check-error-message="Come in by the front door." ignore-case="true"><value>b7c9</value></check-header>',
      given: { headers: { 'X-Front-Door': 'B7C9' } },
      expect: { forwarded: true },
    },
    {
      title: 'Refuse what has not the value',
      xml: '<check-header name="X-Front-Door" failed-check-httpcode="403" failed-check-error-message="Come in by the front door." ignore-case="false"><value>b7c9</value></check-header>',
      given: { headers: { 'X-Front-Door': 'B7C9' } },
      expect: {
        outcome: 'failed',
        forwarded: false,
        response: { status: 403, body: '{"statusCode":403,"message":"Come in by the front door."}' },
      },
    },
  ],
});
export default policy;

/** Reference: check-header. Throws PolicyFailure with the reasons HeaderNotFound and HeaderValueNotAllowed; no value is shown. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const found = x.context.request.headers.visible.get(args.name);
  if (found === undefined) throw refused(args, 'HeaderNotFound', `Header ${args.name} was not found in the request. Access denied.`);
  if (args.value.length === 0) return;
  const comparable = (value: string): string => (args.ignoreCase ? value.toLowerCase() : value);
  const allowed = new Set(args.value.map(comparable));
  if (!found.every((value) => allowed.has(comparable(value))))
    throw refused(args, 'HeaderValueNotAllowed', `Header ${args.name} value is not allowed. Access denied.`);
}

function refused({ failedCheckHttpcode, failedCheckErrorMessage }: Args<typeof policy>, reason: string, text: string): PolicyFailure {
  const answer = failedCheckErrorMessage === undefined ? {} : { message: failedCheckErrorMessage };
  return new PolicyFailure('check-header', reason, failedCheckHttpcode, text, { answer });
}
