import { definePolicy, idAttribute, many, one, text } from '../define.ts';

/** Reference: xsl-transform. */
export default definePolicy({
  name: 'xsl-transform',
  summary: 'Applies an XSLT 1.0 stylesheet to an XML body.',
  docs: 'There is no XSLT processor for this platform that is well kept, small and free to ship; an expression over XElement, or a Liquid template in set-body, does the same for one document.',
  sections: ['inbound', 'outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because:
    'no XSLT processor that is kept and free to ship is to be had; use set-body with a Liquid template or an expression over XElement',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: { id: idAttribute },
    children: {
      parameter: many(
        { attributes: { name: text({ required: true, docs: 'Name of the parameter.' }) }, text: text({ docs: 'Its value.' }) },
        'A parameter of the stylesheet.',
      ),
      'xsl:stylesheet': one(
        {
          attributes: {
            version: text({ expression: false, docs: 'The version of XSLT.' }),
            'xmlns:xsl': text({ expression: false, docs: 'The namespace of XSLT.' }),
          },
          text: text({ docs: 'The stylesheet.' }),
          literalXml: true,
        },
        'The stylesheet.',
      ),
    },
  },
  examples: [],
});
