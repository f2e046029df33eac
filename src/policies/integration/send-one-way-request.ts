import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { type Args, definePolicy, idAttribute, int, word } from '../define.ts';
import { withIdentity } from './own-identity.ts';
import { checkOwnRequest, modes, ownRequest, requestMessages, requestParts } from './own-request.ts';
import { waitingTime } from './waiting-time.ts';

const policy = definePolicy({
  name: 'send-one-way-request',
  summary: 'Sends a request and does not wait for the answer.',
  docs: 'The request is built as in `send-request`, with the same rules on hosts and tokens, and goes out beside the exchange: it goes on when the client has its answer or has left. A failure is traced and changes nothing. At most 256 such requests (with the messages of `log-to-eventhub`) are under way in one gateway; what comes on top is dropped and traced. A gateway that stops lets them end within `limits.shutdownGrace`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      mode: word(modes)({ fallback: 'new', docs: '`new`: an empty request. `copy`: that of this exchange, with changes.' }),
      timeout: int({ min: 0 })({ docs: 'Seconds until the request is given up; 60 without it.' }),
      id: idAttribute,
    },
    children: requestParts,
  },
  messages: requestMessages,
  check: checkOwnRequest,
  examples: [
    {
      title: 'Tell a webhook',
      section: 'outbound',
      xml: '<send-one-way-request><set-url>https://hooks.example.com/calls</set-url><set-method>POST</set-method><set-body>@(context.RequestId.ToString())</set-body></send-one-way-request>',
      given: { response: { status: 200, body: 'ok' } },
      expect: {
        outcome: 'completed',
        response: { body: 'ok' },
        requests: [{ method: 'POST', url: 'https://hooks.example.com/calls', body: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }],
      },
    },
  ],
});
export default policy;

/** Reference: send-one-way-request. Throws PolicyFailure when what was computed is no request. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const request = ownRequest(x, args, 'send-one-way-request');
  const timeoutMs = waitingTime(args);
  const at = x.place;
  const trace = (message: string): void => x.ports.trace({ source: 'send-one-way-request', severity: 'error', message, metadata: [], at });
  const begun = x.ports.background.run(async (signal) => {
    try {
      await x.ports.send({ ...(await withIdentity(x, request, args.authenticationManagedIdentity, signal)), timeoutMs, signal });
    } catch (error) {
      const why = error instanceof SendFailure || error instanceof PolicyFailure ? error.message : 'an internal error';
      trace(`the request failed: ${why}`);
    }
  });
  if (!begun) trace('the request was dropped: too many are under way');
}
