import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, definePolicy, idAttribute, int, text } from '../define.ts';

const policy = definePolicy({
  name: 'set-status',
  summary: 'Sets the status of the response.',
  docs: 'In `inbound` it only matters inside `return-response`. Without a reason the usual one is used.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      code: int({ min: 100, max: 999 })({ required: true, docs: 'Status code.' }),
      reason: text({ docs: 'Reason phrase.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Hide what kind of error the backend had',
      section: 'outbound',
      xml: '<set-status code="502" reason="Bad Gateway" />',
      given: { response: { status: 500 } },
      expect: { response: { status: 502, reason: 'Bad Gateway' } },
    },
  ],
});
export default policy;

/** Reference: set-status. Throws PolicyFailure when a computed code is no status. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  writeStatus(x.ensureResponse(), args, 'set-status');
}

/** Applies a set-status to any response. */
export function writeStatus(response: { statusCode: number; statusReason: string }, args: Args<typeof policy>, source: string): void {
  if (!Number.isInteger(args.code) || args.code < 100 || args.code > 999)
    throw new PolicyFailure(source, null, 500, `${args.code} is no HTTP status`);
  response.statusCode = args.code;
  response.statusReason = args.reason ?? '';
}
