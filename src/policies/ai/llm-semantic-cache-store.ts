import { bool, definePolicy, idAttribute, int } from '../define.ts';

/** Reference: llm-semantic-cache-store. */
export default definePolicy({
  name: 'llm-semantic-cache-store',
  summary: 'Keeps a completion for llm-semantic-cache-lookup.',
  docs: 'Without the lookup there is nothing to keep it for.',
  sections: ['outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it needs an embeddings model and a vector index of Azure',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      duration: int({ min: 1 })({ required: true, docs: 'Seconds that the entry is kept.' }),
      'cache-response': bool({ docs: 'Whether the answer is kept at all.' }),
      id: idAttribute,
    },
  },
  examples: [],
});
