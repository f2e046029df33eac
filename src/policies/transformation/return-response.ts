import { message } from '../../diagnostics/message.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, definePolicy, idAttribute, many, one, variableName } from '../define.ts';
import setBody, { bodyOf } from './set-body.ts';
import setHeader, { writeHeader } from './set-header.ts';
import setStatus, { writeStatus } from './set-status.ts';

const bodyOrder = message(
  'return-response/order',
  'error',
  '<{name}> stands after <set-body>, which must be last',
  'write <set-status>, then every <set-header>, then <set-body>',
);

const policy = definePolicy({
  name: 'return-response',
  summary: 'Ends the exchange with a response of its own.',
  docs: 'Nothing after it runs, outbound included. Around a subgraph call, a GraphQL JSON body with a status below 400 is that subgraph’s answer; anything else becomes an error on its fields with the code `POLICY_RESPONSE`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'end',
  effect: 'sync',
  element: {
    attributes: {
      'response-variable-name': variableName({
        docs: 'A variable that holds a response; the children change a copy of it.',
      }),
      id: idAttribute,
    },
    children: {
      'set-status': one(setStatus.element, 'The status; 200 without it.', { policy: 'set-status' }),
      'set-header': many(setHeader.element, 'A header.', { policy: 'set-header' }),
      'set-body': one(setBody.element, 'The body.', { policy: 'set-body' }),
    },
  },
  messages: { bodyOrder },
  check(element, report) {
    const body = element.children.findIndex((child) => child.name === 'set-body');
    for (const late of body < 0 ? [] : element.children.slice(body + 1))
      if (late.name === 'set-status' || late.name === 'set-header') report(bodyOrder, late.nameSpan, { name: late.name });
  },
  examples: [
    {
      title: 'Refuse',
      xml: '<return-response><set-status code="403" reason="Forbidden" /><set-header name="Content-Type"><value>text/plain</value></set-header><set-body>no</set-body></return-response>',
      expect: {
        outcome: 'returned',
        forwarded: false,
        response: { status: 403, reason: 'Forbidden', headers: { 'Content-Type': 'text/plain' }, body: 'no' },
      },
    },
  ],
});
export default policy;

/** Reference: return-response. The response that it makes replaces whatever was there. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const response = start(x, args.responseVariableName);
  if (args.setStatus !== undefined) writeStatus(response, args.setStatus, 'return-response');
  for (const header of args.setHeader) writeHeader(response.headers, header, 'return-response');
  if (args.setBody !== undefined) response.body = bodyOf(x, args.setBody);
  x.context.response = response;
}

function start(x: Exchange, variable: string | undefined): Response {
  if (variable === undefined) return new Response(200, 'OK', HeaderMap.empty(), null);
  const found = x.context.variables.get(variable);
  if (!(found instanceof Response))
    throw new PolicyFailure(
      'return-response',
      null,
      500,
      `the variable ${variable} holds no response; set it with a policy that makes one`,
    );
  return new Response(found.statusCode, found.statusReason, found.headers.copy(), found.body?.copy() ?? null);
}
