import { message } from '../../diagnostics/message.ts';
import { Body } from '../../runtime/context/body.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, literal, text, word } from '../define.ts';

const liquid = message(
  'unsupported/set-body-liquid',
  'warning',
  'Liquid templates in <set-body> cannot run here yet',
  'write the body as an expression',
);

const policy = definePolicy({
  name: 'set-body',
  summary: 'Replaces the body of the message.',
  docs: 'The content is text, XML that stands for itself, or one expression. `Content-Type` is not changed.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'sync',
  touches: { requestBody: true, responseBody: true },
  element: {
    attributes: {
      template: word(['liquid', 'none'])({ expression: false, docs: '`liquid` for a Liquid template.' }),
      'xsi-nil': word(['blank', 'null'])({ expression: false, docs: 'How Liquid sees `xsi:nil` elements.' }),
      'parse-date': bool({ expression: false, docs: 'Whether Liquid parses dates.' }),
      'html-decode-expression': bool({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      id: idAttribute,
    },
    text: text({ fallback: '', docs: 'The body.' }),
    literalXml: true,
  },
  messages: { liquid },
  check(element, report) {
    if (literal(element, 'template') === 'liquid') report(liquid, element.attributes.get('template')?.value.span ?? element.nameSpan, {});
  },
  examples: [
    {
      title: 'Answer with another text',
      section: 'outbound',
      xml: '<set-body>{"ok":true}</set-body>',
      given: { response: { status: 200, body: 'before' } },
      expect: { response: { body: '{"ok":true}' } },
    },
    {
      title: 'Keep a part of the answer',
      section: 'outbound',
      xml: '<set-body>@(context.Response.Body.As&lt;JObject&gt;()["data"].ToString(Newtonsoft.Json.Formatting.None))</set-body>',
      given: { response: { status: 200, body: '{"data":{"a":1},"extra":2}' } },
      expect: { response: { body: '{"a":1}' } },
    },
  ],
});
export default policy;

/** Reference: set-body. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  x.setBody(Body.text(args.text));
}
