import { definePolicy, idAttribute, many, one, text } from '../define.ts';
import { resolverParts } from './resolver-parts.ts';

/** Reference: graphql-data-source. Only in the published schema of API Management. */
export default definePolicy({
  name: 'graphql-data-source',
  summary: 'Resolves one field with a GraphQL request.',
  docs: 'A plain GraphQL service is federated as a subgraph, where its fields need no resolvers.',
  sections: [],
  scopes: ['resolver'],
  form: 'unsupported',
  because: 'a GraphQL service is federated as a subgraph of its own',
  effect: 'async',
  element: {
    attributes: { id: idAttribute },
    children: {
      request: one(
        {
          children: {
            'get-authorization-context': resolverParts.credential,
            'set-backend-service': resolverParts.backendService,
            'set-url': one(resolverParts.url, 'The address of the request.'),
            'set-header': resolverParts.headers,
            'include-fragment': resolverParts.fragments,
            document: one(resolverParts.text('The GraphQL document.'), 'What is asked.', { min: 1 }),
            operationName: one(resolverParts.text('The name of the operation.'), 'Which operation of the document.'),
            variables: one(
              {
                children: {
                  variable: many(
                    { attributes: { name: text({ required: true, docs: 'Its name.' }) }, text: text({ fallback: '', docs: 'Its value.' }) },
                    'A variable.',
                    { min: 1 },
                  ),
                },
              },
              'The variables of the document.',
            ),
          },
        },
        'The request.',
        { min: 1 },
      ),
      response: one(
        { children: { 'set-body': resolverParts.body, 'include-fragment': resolverParts.fragments, 'publish-event': resolverParts.event } },
        'What becomes of the answer.',
      ),
    },
    order: 'sequence',
  },
  examples: [],
});
