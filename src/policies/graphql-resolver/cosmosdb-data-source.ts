import { message } from '../../diagnostics/message.ts';
import { bool, definePolicy, idAttribute, int, many, one, text, word } from '../define.ts';
import { resolverParts } from './resolver-parts.ts';

const oneRequest = message(
  'cosmosdb-data-source/one-request',
  'error',
  '<cosmosdb-data-source> needs exactly one request, and has {count}',
  'write one of <query-request>, <read-request>, <delete-request> and <write-request>',
);

const template = word(['liquid'])({ expression: false, docs: '`liquid` for a Liquid template.' });
const value = (docs: string) => ({ attributes: { template }, text: text({ required: true, docs }) });
const partitionKey = one(
  {
    attributes: {
      'data-type': word(['string', 'number', 'bool', 'none', 'null'])({
        fallback: 'string',
        expression: false,
        docs: 'The type of the key.',
      }),
      template,
    },
    text: text({ fallback: '', docs: 'The key.' }),
  },
  'The partition.',
);
const itemId = one(value('The id.'), 'The id of the item.', { min: 1 });
const etag = one(
  {
    attributes: { type: word(['match', 'no-match'])({ fallback: 'match', expression: false, docs: 'What must hold of it.' }), template },
    text: text({ required: true, docs: 'The tag.' }),
  },
  'The version that is expected.',
);
const triggers = {
  'consistency-level': text({ expression: false, docs: 'The consistency that is asked for.' }),
  'pre-trigger': text({ expression: false, docs: 'A trigger that runs before.' }),
  'post-trigger': text({ expression: false, docs: 'A trigger that runs after.' }),
};

/** Reference: cosmosdb-data-source. */
export default definePolicy({
  name: 'cosmosdb-data-source',
  summary: 'Resolves one field with Azure Cosmos DB.',
  docs: 'Put a service in front of the database and resolve the field with http-data-source.',
  sections: [],
  scopes: ['resolver'],
  form: 'unsupported',
  because: 'it talks to Azure Cosmos DB, and there is no such port here; put a service in front of the database',
  effect: 'async',
  element: {
    attributes: { id: idAttribute },
    children: {
      'connection-info': one(
        {
          children: {
            'connection-string': one(
              {
                attributes: {
                  'use-managed-identity': bool({
                    fallback: false,
                    expression: false,
                    docs: 'Whether the gateway’s identity opens the database.',
                  }),
                  'client-id': text({ expression: false, docs: 'Only in the published schema.' }),
                },
                text: text({ required: true, docs: 'The connection string.' }),
              },
              'Where the database is.',
              { min: 1 },
            ),
            'database-name': one(resolverParts.text('The name.'), 'The database.', { min: 1 }),
            'container-name': one(resolverParts.text('The name.'), 'The container.', { min: 1 }),
          },
        },
        'How the database is reached.',
        { min: 1 },
      ),
      'query-request': one(
        {
          attributes: { 'enable-low-precision-order-by': bool({ expression: false, docs: 'Whether items may be ordered roughly.' }) },
          children: {
            'sql-statement': one(resolverParts.text('The statement.'), 'What is asked.'),
            parameters: one(
              {
                children: {
                  parameter: many(
                    {
                      attributes: {
                        name: text({ required: true, expression: false, docs: 'Its name.' }),
                        type: text({ expression: false, docs: 'Only in the published schema.' }),
                      },
                      text: text({ fallback: '', docs: 'Its value.' }),
                    },
                    'A parameter.',
                  ),
                },
              },
              'The parameters of the statement.',
            ),
            'partition-key': partitionKey,
            paging: one(
              {
                children: {
                  'max-item-count': one(
                    { attributes: { template }, text: int({ min: 1 })({ required: true, docs: 'How many.' }) },
                    'Items in a page.',
                    { min: 1 },
                  ),
                  'continuation-token': one(value('The token.'), 'Where the last page ended.', { min: 1 }),
                },
              },
              'Pages of the answer.',
            ),
          },
        },
        'A query.',
      ),
      'read-request': one({ children: { id: itemId, 'partition-key': partitionKey } }, 'One item is read.'),
      'delete-request': one(
        { attributes: triggers, children: { id: itemId, 'partition-key': partitionKey, etag } },
        'One item is deleted.',
      ),
      'write-request': one(
        {
          attributes: {
            type: word(['insert', 'replace', 'upsert'])({
              fallback: 'upsert',
              expression: false,
              docs: 'What becomes of an item that is there.',
            }),
            'indexing-directive': text({ fallback: 'default', expression: false, docs: 'Whether it is indexed.' }),
            'enable-content-response-on-write': bool({ expression: false, docs: 'Only in the published schema.' }),
            ...triggers,
          },
          children: {
            id: one(value('The id.'), 'The id of the item, for replace.'),
            'partition-key': partitionKey,
            etag,
            'set-body': resolverParts.body,
            'include-fragment': resolverParts.fragments,
          },
        },
        'One item is written.',
      ),
      response: one(
        { children: { 'set-body': resolverParts.body, 'publish-event': resolverParts.event, 'include-fragment': resolverParts.fragments } },
        'What becomes of the answer.',
      ),
    },
    order: 'sequence',
  },
  messages: { oneRequest },
  check(element, report) {
    const requests = element.children.filter(({ name }) => name.endsWith('-request'));
    if (requests.length !== 1) report(oneRequest, requests[1]?.nameSpan ?? element.nameSpan, { count: requests.length });
  },
  examples: [],
});
