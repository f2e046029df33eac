import { definePolicy, idAttribute, many, one, text } from '../define.ts';

/** Reference: publish-event. */
export default definePolicy({
  name: 'publish-event',
  summary: 'Publishes the result of a resolver to subscriptions of clients.',
  docs: 'Subscriptions of a graph that is federated belong to the subgraph that offers them.',
  sections: [],
  scopes: ['resolver'],
  form: 'unsupported',
  because: 'a federated graph has no subscriptions that a resolver could publish to',
  effect: 'sync',
  element: {
    attributes: { id: idAttribute },
    children: {
      targets: one(
        {
          children: {
            'graphql-subscription': many(
              { attributes: { id: text({ required: true, expression: false, docs: 'The field of the subscription type.' }) } },
              'A subscription.',
              { min: 1 },
            ),
          },
        },
        'Where it is published.',
        { min: 1 },
      ),
    },
  },
  examples: [],
});
