import { definePolicy, idAttribute, one, text } from '../define.ts';
import httpDataSource from './http-data-source.ts';

/** Reference: set-graphql-resolver. */
export default definePolicy({
  name: 'set-graphql-resolver',
  summary: 'Wrapped a resolver in the backend section, while resolvers were a preview.',
  docs: 'Retired by API Management itself: the document of a resolver is a file of its own now.',
  sections: ['backend'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'API Management retired it; write its content to policies/resolvers/<subgraph>/<Type>.<field>.xml',
  effect: 'async',
  element: {
    attributes: {
      'parent-type': text({ required: true, expression: false, docs: 'The type that has the field.' }),
      field: text({ required: true, expression: false, docs: 'The field that is resolved.' }),
      id: idAttribute,
    },
    children: { 'http-data-source': one(httpDataSource.element, 'The resolver.', { min: 1, policy: 'http-data-source' }) },
  },
  examples: [],
});
