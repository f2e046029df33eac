import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, definePolicy, idAttribute, text } from '../define.ts';

const policy = definePolicy({
  name: 'set-method',
  summary: 'Changes the method of the request.',
  docs: 'The element’s text is the method.',
  sections: ['inbound', 'backend', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: { attributes: { id: idAttribute }, text: text({ required: true, docs: 'The method, such as `POST`.' }) },
  examples: [{ title: 'Send a POST', xml: '<set-method>PUT</set-method>', expect: { method: 'PUT' } }],
});
export default policy;

/** Reference: set-method. Throws PolicyFailure when a computed method is no method (RFC 9110 §9.1). */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const method = args.text.trim();
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)) throw new PolicyFailure('set-method', null, 500, 'the computed method is not one');
  x.context.request.method = method;
}
