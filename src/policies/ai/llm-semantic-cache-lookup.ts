import { bool, definePolicy, idAttribute, int, many, number, text, word } from '../define.ts';

/** Reference: llm-semantic-cache-lookup. */
export default definePolicy({
  name: 'llm-semantic-cache-lookup',
  summary: 'Looks up a completion whose prompt meant much the same.',
  docs: 'What prompts mean is told by an embeddings model behind a backend of Azure.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it needs an embeddings model and a vector index of Azure',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      'score-threshold': number({ min: 0, max: 1 })({ required: true, expression: false, docs: 'How alike two prompts must be.' }),
      'embeddings-backend-id': text({ required: true, expression: false, docs: 'The backend that makes embeddings.' }),
      'embeddings-backend-auth': word(['system-assigned', 'header'])({
        required: true,
        expression: false,
        docs: 'How that backend is called.',
      }),
      'ignore-system-messages': bool({ fallback: false, expression: false, docs: 'Whether system messages are left out of the prompt.' }),
      'max-message-count': int({ min: 1 })({ expression: false, docs: 'Only dialogues of so many messages are looked up.' }),
      'cache-id': text({ expression: false, docs: 'Only in the published schema.' }),
      id: idAttribute,
    },
    children: { 'vary-by': many({ text: text({ docs: 'A value that entries differ by.' }) }, 'Keeps the entries of callers apart.') },
    order: 'sequence',
  },
  examples: [],
});
