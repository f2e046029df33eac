import { definePolicy, idAttribute, one, word } from '../define.ts';
import forwardRequest from '../routing/forward-request.ts';
import findAndReplace from '../transformation/find-and-replace.ts';
import jsonToXml from '../transformation/json-to-xml.ts';
import xmlToJson from '../transformation/xml-to-json.ts';
import { resolverParts } from './resolver-parts.ts';

/** Reference: http-data-source. The root of a resolver's document. */
export default definePolicy({
  name: 'http-data-source',
  summary: 'Resolves one field with one HTTP call.',
  docs: 'The root of `policies/resolvers/<subgraph>/<Type>.<field>.xml`. The request is built by `http-request`; what comes back, changed by `http-response` if there is one, is the value of the field as JSON. `context.GraphQL.Arguments` are the arguments of the field, and the body when the request has none of its own; `context.GraphQL.Parent` is the object that the field belongs to. A status from 400 on is an error of the field.',
  sections: [],
  scopes: ['resolver'],
  form: 'document',
  effect: 'async',
  element: {
    attributes: { id: idAttribute },
    children: {
      'http-request': one(
        {
          children: {
            'get-authorization-context': resolverParts.credential,
            'set-backend-service': resolverParts.backendService,
            'set-method': one(
              { text: word(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])({ required: true, docs: 'The method.' }) },
              'The method of the request.',
              { min: 1 },
            ),
            'set-url': one(resolverParts.url, 'The address of the request.', { min: 1 }),
            'include-fragment': resolverParts.fragments,
            'set-header': resolverParts.headers,
            'set-body': resolverParts.body,
          },
        },
        'The request.',
        { min: 1 },
      ),
      backend: one(
        { children: { 'forward-request': one(forwardRequest.element, 'How it is sent.', { policy: 'forward-request' }) } },
        'How the request is sent.',
      ),
      'http-response': one(
        {
          children: {
            'set-body': resolverParts.body,
            'json-to-xml': one(jsonToXml.element, 'JSON to XML.', { policy: 'json-to-xml' }),
            'xml-to-json': one(xmlToJson.element, 'XML to JSON.', { policy: 'xml-to-json' }),
            'find-and-replace': one(findAndReplace.element, 'A text that is replaced.', { policy: 'find-and-replace' }),
            'publish-event': resolverParts.event,
            'include-fragment': resolverParts.fragments,
          },
        },
        'What becomes of the answer.',
      ),
    },
    order: 'sequence',
  },
  examples: [],
});
