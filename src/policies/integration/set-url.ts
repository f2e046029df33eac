import { definePolicy, url } from '../define.ts';

/** Reference: set-url, a helper. */
export default definePolicy({
  name: 'set-url',
  summary: 'The address of a request that a policy makes.',
  docs: 'Stands inside `send-request`, `send-one-way-request` and the requests of resolvers, never by itself. The address of the exchange’s own request is changed by `rewrite-uri` and `set-backend-service`.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'resolver', 'api'],
  form: 'part',
  effect: 'sync',
  element: { text: url({ docs: 'An absolute http or https URL.' }) },
  examples: [
    {
      title: 'Ask a service beside the backend',
      xml: '<send-one-way-request><set-url>https://hooks.example.com/calls</set-url><set-method>POST</set-method></send-one-way-request>',
      given: { answers: [{ status: 202 }] },
      expect: { outcome: 'completed', requests: [{ method: 'POST', url: 'https://hooks.example.com/calls' }] },
    },
  ],
});
