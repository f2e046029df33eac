import { parseXml } from '../../runtime/dotnet/xml/parse.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, word } from '../define.ts';
import { convertBody } from './conversion.ts';
import { xmlToJson } from './xml-to-json-text.ts';

const policy = definePolicy({
  name: 'xml-to-json',
  summary: 'Turns an XML body into JSON.',
  docs: 'An element becomes a property, elements of one name an array, `xsi:nil` null. `direct` keeps what XML says: attributes are `@name`, prefixes stay, text beside other things is `#text`. `javascript-friendly` is for people: attributes are properties, prefixes and namespace declarations go. Values stay texts. With `consider-accept-header` the body is converted only when the request’s `Accept` names JSON. `Content-Type` becomes `application/json`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'sync',
  touches: { requestBody: true, responseBody: true },
  element: {
    attributes: {
      kind: word(['javascript-friendly', 'direct'])({ required: true, docs: 'Whom the JSON is for.' }),
      apply: word(['always', 'content-type-xml'])({ required: true, docs: 'Whether only what says that it is XML is converted.' }),
      'consider-accept-header': bool({ fallback: true, docs: 'Whether it is converted only for clients that ask for JSON.' }),
      'always-array-child-elements': bool({ fallback: false, docs: 'Whether a single child is an array as well.' }),
      'preserve-whitespace-nodes': bool({ fallback: false, docs: 'Whether white space between elements is text.' }),
      'empty-values': word(['preserve', 'as-null'])({
        fallback: 'preserve',
        docs: 'Whether an element without content is null or an empty text.',
      }),
      'trim-values': bool({ fallback: false, docs: 'Whether white space around texts is removed.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'As XML says it',
      section: 'outbound',
      xml: '<xml-to-json kind="direct" apply="always" consider-accept-header="false" />',
      given: { response: { status: 200, body: '<order id="7"><line>a</line><line>b</line><note /></order>' } },
      expect: {
        response: { headers: { 'Content-Type': 'application/json' }, body: '{"order":{"@id":"7","line":["a","b"],"note":""}}' },
      },
    },
    {
      title: 'As people read it',
      section: 'outbound',
      xml: '<xml-to-json kind="javascript-friendly" apply="always" consider-accept-header="false" />',
      given: { response: { status: 200, body: '<s:order xmlns:s="http://example.com/s" id="7"><s:line>a</s:line></s:order>' } },
      expect: { response: { body: '{"order":{"id":"7","line":"a"}}' } },
    },
  ],
});
export default policy;

/** Reference: xml-to-json. Throws PolicyFailure when the body is no XML. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const { budget } = x.context.host;
  convertBody(x, args, { source: 'xml-to-json', from: 'xml', to: 'json' }, (body) => {
    const { root } = parseXml(budget, body, args.preserveWhitespaceNodes);
    return root === null ? 'null' : xmlToJson(root, args);
  });
}
