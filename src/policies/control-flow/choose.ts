import { bool, definePolicy, idAttribute, many, one } from '../define.ts';

/** Reference: choose. The emitter writes it as if … else if … else. */
export default definePolicy({
  name: 'choose',
  summary: 'Runs the first branch whose condition is true.',
  docs: 'Conditions are evaluated in document order; the first true one wins and later ones are not evaluated. Without a true one `otherwise` runs, if there is one.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'branches',
  effect: 'async',
  element: {
    attributes: { id: idAttribute },
    children: {
      when: many(
        { attributes: { condition: bool({ required: true, docs: 'A boolean, or an expression that gives one.' }) }, policies: true },
        'A branch.',
        { min: 1 },
      ),
      otherwise: one({ policies: true }, 'What runs when no condition is true.'),
    },
    order: 'sequence',
  },
  examples: [
    {
      title: 'Send only some callers to the preview',
      section: 'inbound',
      xml: '<choose><when condition="@(context.Request.Headers.GetValueOrDefault(&quot;X-Preview&quot;, &quot;&quot;) == &quot;yes&quot;)"><set-header name="X-Ring"><value>preview</value></set-header></when><otherwise><set-header name="X-Ring"><value>stable</value></set-header></otherwise></choose>',
      given: { headers: { 'X-Preview': 'yes' } },
      expect: { sent: { 'X-Ring': 'preview' } },
    },
  ],
});
