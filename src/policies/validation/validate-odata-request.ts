import { definePolicy, idAttribute, int, text, variableName } from '../define.ts';

/** Reference: validate-odata-request. */
export default definePolicy({
  name: 'validate-odata-request',
  summary: 'Holds a request against the model of an OData API.',
  docs: 'What reaches a subgraph is GraphQL, and there is no OData model to hold it against.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it holds requests against the model of an OData API, and there is none here',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      'error-variable-name': variableName({ docs: 'Where errors are noted.' }),
      'default-odata-version': text({ fallback: '4.0', docs: 'The version of requests that name none.' }),
      'min-odata-version': text({ docs: 'The lowest version that is accepted.' }),
      'max-odata-version': text({ docs: 'The highest version that is accepted.' }),
      'max-size': int({ min: 0 })({ docs: 'The largest body, in bytes.' }),
      id: idAttribute,
    },
  },
  examples: [],
});
