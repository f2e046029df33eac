import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { end, type Flow, next } from '../../runtime/handler.ts';
import { type Args, bool, definePolicy, idAttribute, int, text } from '../define.ts';

const policy = definePolicy({
  name: 'mock-response',
  summary: 'Answers with a sample in place of the backend.',
  docs: 'A status from 200 to 299 with JSON (or without a content type) is answered with data made up from the schema for just what the query asks: around a subgraph from that subgraph’s schema, in `global.xml` from the whole graph. A type’s `@example(value: …)` directive or the word “Example:” in a field’s description gives the value; without one it follows from the type. Any other status or content type is answered with an empty body. Nothing after it runs.',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'gate',
  effect: 'sync',
  element: {
    attributes: {
      'status-code': int({ min: 100, max: 999 })({ fallback: 200, expression: false, docs: 'The status.' }),
      'content-type': text({ expression: false, docs: 'The content type.' }),
      enabled: bool({ fallback: true, expression: false, docs: 'Only in the published schema: false does nothing.' }),
      index: int({ min: 0 })({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'A status and nothing else',
      xml: '<mock-response status-code="404" content-type="application/json" />',
      expect: { outcome: 'returned', forwarded: false, response: { status: 404, headers: { 'Content-Type': 'application/json' } } },
    },
  ],
});
export default policy;

/** Reference: mock-response. */
export function run(x: Exchange, args: Args<typeof policy>): Flow {
  if (!args.enabled) return next;
  const sample = sampleOf(x, args);
  const contentType = args.contentType ?? (sample === undefined ? undefined : 'application/json');
  const headers = HeaderMap.from(contentType === undefined ? [] : [['Content-Type', contentType]]);
  x.context.response = new Response(args.statusCode, '', headers, sample === undefined ? null : Body.text(sample));
  return end;
}

function sampleOf(x: Exchange, { statusCode, contentType }: Args<typeof policy>): string | undefined {
  const { body } = x.context.request;
  if (statusCode < 200 || statusCode > 299 || body === null || !/^$|[/+]json\b/i.test(contentType ?? '')) return undefined;
  return x.ports.schemas.sample({ subgraph: x.scope === 'subgraph' ? x.context.api?.id : undefined, body: body.contentText });
}
