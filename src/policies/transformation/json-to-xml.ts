import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, text, word } from '../define.ts';
import { convertBody } from './conversion.ts';
import { jsonToXml } from './json-to-xml-text.ts';

const policy = definePolicy({
  name: 'json-to-xml',
  summary: 'Turns a JSON body into XML.',
  docs: 'A JSON object with a single property that is an object becomes an element of that name, any other value a `<Document>`. Items of an array repeat the element; null becomes `xsi:nil`. Properties that begin with `namespace-prefix` (`xmlns` without it) declare namespaces, and those inside the object named by `attribute-block-name` become attributes. With `consider-accept-header` the body is converted only when the request’s `Accept` names XML. `Content-Type` becomes `application/xml`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'call',
  effect: 'sync',
  touches: { requestBody: true, responseBody: true },
  element: {
    attributes: {
      apply: word(['always', 'content-type-json'])({ required: true, docs: 'Whether only what says that it is JSON is converted.' }),
      'consider-accept-header': bool({ fallback: true, docs: 'Whether it is converted only for clients that ask for XML.' }),
      'parse-date': bool({ fallback: true, expression: false, docs: 'Accepted; dates are copied as they are written.' }),
      'namespace-separator': text({ fallback: '_', docs: 'What stands between prefix and name in a property.' }),
      'namespace-prefix': text({ docs: 'How properties begin that declare namespaces.' }),
      'attribute-block-name': text({ docs: 'The property whose properties are attributes.' }),
      'attribute-prefix': text({ expression: false, docs: 'How properties begin that are attributes.' }),
      'namespace-block-name': text({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      'invalid-character-replacement': text({
        expression: false,
        docs: 'What takes the place of characters that no name may hold; they are encoded without it.',
      }),
      'null-values': text({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      'trim-values': bool({ fallback: false, expression: false, docs: 'Whether white space around texts is removed.' }),
      'empty-values': word(['preserve', 'as-null'])({ fallback: 'preserve', docs: 'Whether an empty text counts as null.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'An object with several properties',
      section: 'outbound',
      xml: '<json-to-xml apply="always" consider-accept-header="false" />',
      given: { response: { status: 200, body: '{"name":"Ada","tags":["a","b"],"spouse":null}' } },
      expect: {
        response: {
          headers: { 'Content-Type': 'application/xml' },
          body: '<Document><name>Ada</name><tags>a</tags><tags>b</tags><spouse xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" /></Document>',
        },
      },
    },
    {
      title: 'Namespaces and attributes',
      section: 'outbound',
      xml: '<json-to-xml apply="always" consider-accept-header="false" namespace-separator=":" attribute-block-name="#attrs" />',
      given: {
        response: {
          status: 200,
          body: '{"s:Envelope":{"xmlns:s":"http://example.com/s","s:Body":{"#attrs":{"id":"1"},"Query":{"name":"x"}}}}',
        },
      },
      expect: {
        response: { body: '<s:Envelope xmlns:s="http://example.com/s"><s:Body id="1"><Query><name>x</name></Query></s:Body></s:Envelope>' },
      },
    },
  ],
});
export default policy;

/** Reference: json-to-xml. Throws PolicyFailure when the body is no JSON. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  convertBody(x, args, { source: 'json-to-xml', from: 'json', to: 'xml' }, (body) => jsonToXml(JSON.parse(body), args));
}
