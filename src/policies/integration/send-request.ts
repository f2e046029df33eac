import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { type Args, bool, definePolicy, idAttribute, int, variableName, word } from '../define.ts';
import { withIdentity } from './own-identity.ts';
import { checkOwnRequest, modes, ownRequest, requestMessages, requestParts } from './own-request.ts';
import { waitingTime } from './waiting-time.ts';

const policy = definePolicy({
  name: 'send-request',
  summary: 'Calls a URL and keeps the response in a variable.',
  docs: 'The variable receives an `IResponse`; a status of 400 or more is a response as well. A failure (no connection, no answer in time, a host that may not be called) runs on-error; with `ignore-error="true"` it is traced, and the variable is null. The host must be that of a configured backend or listed in `egress.allow`. Redirects are not followed.\n\nA token from `get-authorization-context` may stand in the headers written here, never in the URL or the body. `mode="copy"` takes method, URL, body and those headers that would reach the backend; what goes to another host takes along no `Authorization`, no `Cookie` and no header with a token.\n\nDifferent from API Management: there a copy takes along every header of the client, and any host may be called.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      mode: word(modes)({ fallback: 'new', docs: '`new`: an empty request. `copy`: that of this exchange, with changes.' }),
      'response-variable-name': variableName({ required: true, docs: 'The variable that receives the response.' }),
      timeout: int({ min: 0 })({ docs: 'Seconds to wait for the response; 60 without it.' }),
      'timeout-ms': int({ min: 0 })({ docs: 'Milliseconds to wait; wins over `timeout`.' }),
      'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether a failure gives null instead of an error.' }),
      'buffer-response': bool({ expression: false, docs: 'Accepted; responses are always buffered.' }),
      'fail-on-error-status-code': bool({ fallback: false, expression: false, docs: 'Whether a status from 400 to 599 is a failure.' }),
      id: idAttribute,
    },
    children: requestParts,
  },
  messages: requestMessages,
  check: checkOwnRequest,
  examples: [
    {
      title: 'Fetch a token by hand',
      xml: '<send-request mode="new" response-variable-name="answer" timeout="10"><set-url>https://login.example.com/token</set-url><set-method>POST</set-method><set-header name="Content-Type" exists-action="override"><value>application/x-www-form-urlencoded</value></set-header><set-body>grant_type=client_credentials&amp;scope=crm.read</set-body></send-request><set-header name="Authorization"><value>@("Bearer " + (string)((IResponse)context.Variables["answer"]).Body.As&lt;JObject&gt;()["access_token"])</value></set-header>',
      given: { answers: [{ status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"access_token":"example-token"}' }] },
      expect: {
        requests: [
          {
            method: 'POST',
            url: 'https://login.example.com/token',
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
            body: 'grant_type=client_credentials&scope=crm.read',
          },
        ],
        sent: { Authorization: 'Bearer example-token' },
      },
    },
    {
      title: 'Go on without an answer',
      xml: '<send-request response-variable-name="answer" ignore-error="true"><set-url>https://status.example.com/</set-url></send-request>',
      expect: {
        variables: { answer: null },
        outcome: 'completed',
        traces: ['the request failed, and the failure is ignored: the connection was refused'],
      },
    },
    {
      title: 'An error status is an answer',
      xml: '<send-request response-variable-name="answer"><set-url>https://status.example.com/</set-url></send-request><set-variable name="status" value="@(((IResponse)context.Variables[&quot;answer&quot;]).StatusCode)" />',
      given: { answers: [{ status: 404 }] },
      expect: { variables: { status: 404 }, outcome: 'completed' },
    },
  ],
});
export default policy;

/** Reference: send-request. Rejects with SendFailure (Timeout, BackendConnectionFailure) or PolicyFailure. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const { responseVariableName, ignoreError } = args;
  try {
    x.context.variables.set(responseVariableName, await answer(x, args));
  } catch (error) {
    // Nobody is left to go on for when the exchange itself was cancelled.
    const isOver = x.signal?.aborted === true;
    if (!ignoreError || isOver || !(error instanceof SendFailure || error instanceof PolicyFailure)) throw error;
    const message = `the request failed, and the failure is ignored: ${error.message}`;
    x.ports.trace({ source: 'send-request', severity: 'error', message, metadata: [], at: x.place });
    x.context.variables.set(responseVariableName, null);
  }
}

async function answer(x: Exchange, args: Args<typeof policy>): Promise<Response> {
  const request = await withIdentity(x, ownRequest(x, args, 'send-request'), args.authenticationManagedIdentity, x.signal);
  const { status, reason, headers, body } = await x.ports.send({ ...request, timeoutMs: waitingTime(args), signal: x.signal });
  if (args.failOnErrorStatusCode && status >= 400 && status <= 599)
    throw new PolicyFailure('send-request', null, status, `the request was answered with status ${status}`);
  return new Response(status, reason, HeaderMap.from(headers), Body.bytes(body));
}
