import { Body } from '../../runtime/context/body.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute, text } from '../define.ts';

const policy = definePolicy({
  name: 'find-and-replace',
  summary: 'Replaces a text in the body.',
  docs: 'Every occurrence is replaced; the text is no regular expression, and case counts. An empty `to` removes it. In `inbound` and `backend` it works on the request, in `outbound` and `on-error` on the response.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'sync',
  touches: { requestBody: true, responseBody: true },
  element: {
    attributes: {
      from: text({ required: true, docs: 'What to look for.' }),
      to: text({ required: true, docs: 'What to put in its place.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Hide the service’s own address',
      section: 'outbound',
      xml: '<find-and-replace from="crm.internal" to="api.example.com" />',
      given: { response: { status: 200, body: '{"data":{"link":"https://crm.internal/1"}}' } },
      expect: { response: { body: '{"data":{"link":"https://api.example.com/1"}}' } },
    },
  ],
});
export default policy;

/** Reference: find-and-replace. Nothing to look for changes nothing. */
export function run(x: Exchange, { from, to }: Args<typeof policy>): void {
  const body = x.onResponse ? (x.context.response?.body ?? null) : x.context.request.body;
  if (body === null || from === '') return;
  const before = body.contentText;
  if (!before.includes(from)) return;
  // Counted before it is built: a short text may be replaced by a long one very often.
  const times = before.split(from).length - 1;
  x.context.host.budget.allocate(before.length + times * to.length);
  x.setBody(Body.text(before.replaceAll(from, () => to)));
}
