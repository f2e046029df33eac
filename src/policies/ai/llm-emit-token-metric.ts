import { bool, definePolicy, idAttribute, many, text, word } from '../define.ts';

/** Reference: llm-emit-token-metric. */
export default definePolicy({
  name: 'llm-emit-token-metric',
  summary: 'Sends the tokens that a language model used to Application Insights.',
  docs: 'emit-metric sends any number that an expression can read from the answer, the usage that a model reports included.',
  sections: ['inbound', 'outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it counts as the tokenizer of a model does; emit-metric can send the usage that the answer itself reports',
  effect: 'sync',
  element: {
    attributes: {
      namespace: text({ fallback: 'API Management', expression: false, docs: 'The namespace of the metric.' }),
      name: text({ expression: false, docs: 'Only in the published schema.' }),
      'value-type': word(['all', 'total-tokens', 'prompt-tokens', 'completion-tokens'])({
        fallback: 'all',
        expression: false,
        docs: 'Only in the published schema.',
      }),
      'ignore-prompt': bool({ fallback: false, expression: false, docs: 'Only in the published schema.' }),
      id: idAttribute,
    },
    children: {
      dimension: many(
        {
          attributes: {
            name: text({ required: true, docs: 'Name of the dimension.' }),
            value: text({ docs: 'Its value; a default dimension needs none.' }),
          },
        },
        'A property that the metric can be split by.',
        { min: 1 },
      ),
    },
  },
  examples: [],
});
