import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, int, word } from '../define.ts';

const twoTimeouts = message('forward-request/two-timeouts', 'error', 'timeout and timeout-ms exclude each other', 'keep one of them');

const policy = definePolicy({
  name: 'forward-request',
  summary: 'Sends the request to the backend and waits for its response.',
  docs: 'Around a subgraph it is the call to that subgraph; in `global.xml` it executes the GraphQL operation; around an API it is the call to the API. A `backend` section without it sends nothing. The timeout counts until the response headers arrive.',
  sections: ['backend'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      timeout: int({ min: 0 })({ docs: 'Seconds to wait; the subgraph’s own timeout without it.' }),
      'timeout-ms': int({ min: 0 })({ docs: 'Milliseconds to wait.' }),
      'continue-timeout': int({ min: 0 })({ docs: 'Accepted; 100-continue is not used.' }),
      'http-version': word(['1', '2', '2or1'])({ expression: false, docs: 'Accepted; HTTP/1.1 is used.' }),
      'follow-redirects': bool({ fallback: false, docs: 'Whether redirects are followed; credentials never cross to another origin.' }),
      'buffer-request-body': bool({
        expression: false,
        docs: 'Whether the body of a request to an API is held, so that it can be sent again; others always are.',
      }),
      'buffer-response': bool({
        expression: false,
        docs: 'Accepted. Responses of APIs are passed on as they come where no policy reads them; others are held.',
      }),
      'fail-on-error-status-code': bool({ fallback: false, expression: false, docs: 'Whether a status from 400 to 599 runs on-error.' }),
      id: idAttribute,
    },
  },
  messages: { twoTimeouts },
  check(element, report) {
    if (element.attributes.has('timeout') && element.attributes.has('timeout-ms'))
      report(twoTimeouts, element.attributes.get('timeout-ms')?.nameSpan ?? element.nameSpan, {});
  },
  examples: [
    {
      title: 'Wait ten seconds at most',
      xml: '<forward-request timeout="10" />',
      given: { response: { status: 200, body: 'ok' } },
      expect: { forwarded: true, response: { status: 200, body: 'ok' } },
    },
    {
      title: 'Treat an error status as a failure',
      xml: '<forward-request fail-on-error-status-code="true" />',
      given: { response: { status: 503 } },
      expect: { outcome: 'failed', error: 'the backend answered with status 503' },
    },
  ],
});
export default policy;

/** Reference: forward-request. Rejects with SendFailure, or with PolicyFailure for an error status when that was asked for. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  if (x.context.request.body?.consumed)
    throw new PolicyFailure(
      'forward-request',
      null,
      500,
      'an earlier expression read the request body without preserveContent: true, so nothing is left to send',
    );
  const timeoutMs = args.timeoutMs ?? (args.timeout === undefined ? undefined : args.timeout * 1000);
  await x.ports.forward(x, { timeoutMs, followRedirects: args.followRedirects });
  const status = x.context.response?.statusCode ?? 0;
  if (args.failOnErrorStatusCode && status >= 400 && status <= 599)
    throw new PolicyFailure('forward-request', null, status, `the backend answered with status ${status}`);
}
