import { message } from '../../diagnostics/message.ts';
import type { Span } from '../../diagnostics/span.ts';
import { Body } from '../../runtime/context/body.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, literal, preparedText, word } from '../define.ts';
import { faultOf, type LiquidTemplate, liquidTemplate, misspeltFilters } from './liquid/template.ts';

const brokenTemplate = message(
  'set-body/liquid',
  'error',
  'the Liquid template cannot be read: {problem}',
  'mend the template; filters are written as in C#, such as `Upcase`',
);

const filterName = message(
  'set-body/liquid-filter',
  'warning',
  'API Management has the Liquid filter `{written}` under another name',
  'write `{right}`',
);

const policy = definePolicy({
  name: 'set-body',
  summary: 'Replaces the body of the message.',
  docs: 'The content is text, XML that stands for itself, one expression, or a Liquid template. A template sees `body` (JSON or XML, by the message’s Content-Type), `headers` and `context` (Request, Response, Variables); names are found without regard to case, filters have the names of C#, `Replace` takes a .NET regular expression, and `JSONArrayFor` puts commas between. It cannot read files, and what it may spend is bounded. `Content-Type` is not changed.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'sync',
  touches: { requestBody: true, responseBody: true },
  element: {
    attributes: {
      template: word(['liquid', 'none'])({ fallback: 'none', expression: false, docs: '`liquid` for a Liquid template.' }),
      'xsi-nil': word(['blank', 'null'])({ fallback: 'blank', expression: false, docs: 'How Liquid sees `xsi:nil` elements.' }),
      'parse-date': bool({ fallback: true, expression: false, docs: 'Whether Liquid sees texts that look like dates as dates.' }),
      'html-decode-expression': bool({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      id: idAttribute,
    },
    text: preparedText<LiquidTemplate>({
      when: { attribute: 'template', is: 'liquid' },
      module: 'transformation/liquid/template',
      name: 'liquidTemplate',
    })({ fallback: '', docs: 'The body.' }),
    literalXml: true,
  },
  messages: { brokenTemplate, filterName },
  check(element, report) {
    if (literal(element, 'template') !== 'liquid' || element.text?.kind !== 'literal') return;
    const { text, span } = element.text;
    // The offset is exact where the text stands in the document as it is.
    const exact = span.end - span.start === text.length;
    const at = (start: number, length: number): Span =>
      exact ? { start: span.start + start, end: Math.min(span.end, span.start + start + length) } : span;
    const fault = faultOf(text);
    if (fault !== undefined) report(brokenTemplate, at(fault.start, 2), { problem: fault.text });
    for (const { written, right, start } of misspeltFilters(text)) report(filterName, at(start, written.length), { written, right });
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
    {
      title: 'A Liquid template',
      section: 'outbound',
      xml: '<set-body template="liquid">{"names":[{% JSONArrayFor one in body.people %}"{{ one.name | Upcase }}"{% endJSONArrayFor %}]}</set-body>',
      given: {
        response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"people":[{"name":"Ada"},{"name":"Alan"}]}' },
      },
      expect: { response: { body: '{"names":["ADA","ALAN"]}' } },
    },
  ],
});
export default policy;

/** Reference: set-body. Throws PolicyFailure when a template cannot be filled in. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  x.setBody(bodyOf(x, args));
}

/** The body that a set-body makes, also inside return-response and send-request. */
export function bodyOf(x: Exchange, { text, template, xsiNil, parseDate }: Args<typeof policy>): Body {
  if (typeof text === 'string' && template === 'none') return Body.text(text);
  const liquid = typeof text === 'string' ? liquidTemplate(text) : text;
  return Body.text(liquid.render(x, { xsiNil, parseDate }));
}
