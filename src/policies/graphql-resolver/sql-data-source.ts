import { bool, definePolicy, idAttribute, many, one, text } from '../define.ts';
import { resolverParts } from './resolver-parts.ts';

/** Reference: sql-data-source. */
export default definePolicy({
  name: 'sql-data-source',
  summary: 'Resolves one field with Azure SQL.',
  docs: 'Put a service in front of the database and resolve the field with http-data-source.',
  sections: [],
  scopes: ['resolver'],
  form: 'unsupported',
  because: 'it talks to Azure SQL, and there is no such port here; put a service in front of the database',
  effect: 'async',
  element: {
    attributes: { id: idAttribute },
    children: {
      'connection-info': one(
        {
          children: {
            'get-authorization-context': resolverParts.credential,
            'connection-string': one(
              {
                attributes: {
                  'use-managed-identity': bool({ fallback: false, docs: 'Whether the gateway’s identity opens the database.' }),
                  scope: text({ expression: false, docs: 'Only in the published schema.' }),
                  'client-id': text({ expression: false, docs: 'Only in the published schema.' }),
                },
                text: text({ required: true, docs: 'The connection string.' }),
              },
              'Where the database is.',
              { min: 1 },
            ),
            'include-fragment': resolverParts.fragments,
          },
        },
        'How the database is reached.',
        { min: 1 },
      ),
      'include-fragment': resolverParts.fragments,
      request: one(
        {
          attributes: { 'single-result': bool({ fallback: false, docs: 'Whether one row is the whole answer.' }) },
          children: {
            'include-fragment': resolverParts.fragment,
            'set-body': resolverParts.body,
            'sql-statement': one(resolverParts.text('The statement.'), 'What is asked.', { min: 1 }),
            parameters: one(
              {
                children: {
                  parameter: many(
                    {
                      attributes: {
                        name: text({ required: true, expression: false, docs: 'Its name.' }),
                        'sql-type': text({ expression: false, docs: 'Its type.' }),
                      },
                      text: text({ fallback: '', docs: 'Its value.' }),
                    },
                    'A parameter.',
                    { min: 1 },
                  ),
                },
              },
              'The parameters of the statement.',
            ),
          },
        },
        'The statement.',
        { min: 1 },
      ),
      response: one(
        { children: { 'include-fragment': resolverParts.fragment, 'set-body': resolverParts.body, 'publish-event': resolverParts.event } },
        'What becomes of the answer.',
      ),
    },
    order: 'sequence',
  },
  examples: [],
});
