import { definePolicy } from '../define.ts';

/** Reference: base. The emitter writes the call of the base document's section in its place. */
export default definePolicy({
  name: 'base',
  summary: 'Runs the same section of the broader document here.',
  docs: 'In a subgraph document it stands for the same section of `subgraphs.xml`, or for `<forward-request />` in `backend` when there is no such file. Leaving it out drops everything inherited for that section. In `global.xml` and `subgraphs.xml` nothing is broader, and it does nothing.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'base',
  effect: 'async',
  element: {},
  examples: [
    {
      title: 'Inherit, then add',
      section: 'inbound',
      xml: '<base /><set-header name="X-Team"><value>blue</value></set-header>',
      given: {
        base: '<policies><inbound><set-header name="X-Org"><value>contoso</value></set-header></inbound><backend><forward-request /></backend></policies>',
      },
      expect: { sent: { 'X-Org': 'contoso', 'X-Team': 'blue' } },
    },
  ],
});
