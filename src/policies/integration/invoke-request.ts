import { definePolicy, idAttribute, many, one, text, url, variableName } from '../define.ts';

export default definePolicy({
  name: 'invoke-request',
  summary: 'Sends the request to another URI or backend and takes the response.',
  docs: 'API Management does not document it, and what is published of it disagrees on what it sends. `send-request` with `return-response` does what is meant most often.',
  because: 'what is published of it disagrees on what it sends; use <send-request> and <return-response>',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  effect: 'async',
  element: {
    attributes: {
      url: url({ required: 'conditional', docs: 'Where to.' }),
      method: text({ docs: 'The method.' }),
      'backend-id': text({ docs: 'A backend entity of API Management.' }),
      'response-variable-name': variableName({ expression: false, docs: 'A variable that receives the response.' }),
      id: idAttribute,
    },
    children: {
      value: many({ text: text({ docs: 'Not documented.' }) }, 'Not documented.'),
      header: many(
        {
          attributes: { name: text({ required: true, docs: 'Its name.' }) },
          children: { value: many({ text: text({ docs: 'A value.' }) }, 'A value.') },
        },
        'A header.',
      ),
      body: one({ text: text({ docs: 'The body.' }) }, 'The body.'),
    },
  },
  examples: [],
});
