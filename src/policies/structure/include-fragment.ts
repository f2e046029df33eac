import { definePolicy, idAttribute, text } from '../define.ts';

/** Reference: include-fragment. The emitter writes the call of the fragment's module in its place. */
export default definePolicy({
  name: 'include-fragment',
  summary: 'Runs the policies of a fragment here.',
  docs: 'The fragment is the file `policies/fragments/<id>.xml`. It runs in the section that it is included in; a `return-response` inside ends the exchange. Fragments include no other fragments.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api', 'resolver'],
  form: 'fragment',
  effect: 'async',
  element: {
    attributes: {
      'fragment-id': text({ required: true, expression: false, docs: 'The file name of the fragment, without `.xml`.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Share a header between documents',
      section: 'inbound',
      xml: '<include-fragment fragment-id="team" />',
      given: { fragments: { team: '<fragment><set-header name="X-Team"><value>blue</value></set-header></fragment>' } },
      expect: { sent: { 'X-Team': 'blue' } },
    },
  ],
});
