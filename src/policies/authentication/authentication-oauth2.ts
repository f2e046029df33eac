import { definePolicy, idAttribute, text, url } from '../define.ts';

/** Reference: authentication-oauth2. No page of API Management describes it; the attributes are as others list them. */
export default definePolicy({
  name: 'authentication-oauth2',
  summary: 'Client credentials in the document itself; no page describes it.',
  docs: 'It is listed by others, and no page of API Management describes it. A provider in `fedpass.yaml` with the grant of client credentials, and `get-authorization-context`, do the same and keep the secret out of the document.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'API Management does not describe it; a provider with client credentials and get-authorization-context do the same',
  effect: 'sync',
  element: {
    attributes: {
      'client-id': text({ docs: 'The client.' }),
      'client-secret': text({ docs: 'Its secret.' }),
      'token-endpoint': url({ docs: 'Where tokens are asked for.' }),
      resource: text({ docs: 'What the token is for.' }),
      id: idAttribute,
    },
  },
  examples: [],
});
