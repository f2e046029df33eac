import { definePolicy, idAttribute, text } from '../define.ts';

/** Reference: set-request-metric-dimension-value. */
export default definePolicy({
  name: 'set-request-metric-dimension-value',
  summary: 'Names a dimension of the service’s own request metric.',
  docs: 'Only in the published schema; the metric is one of Azure’s own.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'the metric that it describes belongs to Azure; emit-metric writes one of your own',
  effect: 'sync',
  element: {
    attributes: {
      name: text({ required: true, expression: false, docs: 'Name of the dimension.' }),
      value: text({ required: true, docs: 'Its value.' }),
      id: idAttribute,
    },
  },
  examples: [],
});
