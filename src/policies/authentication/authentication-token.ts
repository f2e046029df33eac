import { bool, definePolicy, idAttribute, url, word } from '../define.ts';

/** Reference: authentication-token. Undocumented; only in the published schema, as a child of send-request. */
export default definePolicy({
  name: 'authentication-token',
  summary: 'A way to get tokens that API Management no longer documents.',
  docs: 'Only the published schema knows it, inside `send-request`. Use `authentication-managed-identity` for a token of the machine’s identity, or `get-authorization-context` and a `set-header`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it is a way to get tokens that API Management does not document; use authentication-managed-identity',
  effect: 'sync',
  element: {
    attributes: {
      'token-type': word(['managed-service-identity', 'token-service'])({
        fallback: 'managed-service-identity',
        expression: false,
        docs: 'Who gives the token.',
      }),
      'token-service-url': url({ expression: false, docs: 'The token service.' }),
      'resource-url': url({ expression: false, docs: 'What the token is for.' }),
      'ignore-error': bool({ expression: false, docs: 'Whether to go on without a token.' }),
      id: idAttribute,
    },
  },
  examples: [],
});
