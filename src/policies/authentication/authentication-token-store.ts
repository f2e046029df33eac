import { bool, definePolicy, idAttribute, text, variableName } from '../define.ts';

/** Reference: authentication-token-store. Undocumented; only in the published schema, as a child of send-request. */
export default definePolicy({
  name: 'authentication-token-store',
  summary: 'A token of a store that came before the credential manager.',
  docs: 'Only the published schema knows it, inside `send-request`. Its place has been taken by the credential manager: `get-authorization-context` and a `set-header`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'the token store that it asks came before the credential manager; use get-authorization-context',
  effect: 'sync',
  element: {
    attributes: {
      'token-id': text({ expression: false, docs: 'The token in the store.' }),
      'client-id': text({ expression: false, docs: 'The client that asks.' }),
      'output-token-variable-name': variableName({ expression: false, docs: 'Where the token is put.' }),
      'ignore-error': bool({ expression: false, docs: 'Whether to go on without a token.' }),
      id: idAttribute,
    },
  },
  examples: [],
});
