import { definePolicy } from '../define.ts';
import llmSemanticCacheLookup from './llm-semantic-cache-lookup.ts';

/** Reference: azure-openai-semantic-cache-lookup. */
export default definePolicy({
  name: 'azure-openai-semantic-cache-lookup',
  summary: 'Looks up a completion of Azure OpenAI whose prompt meant much the same.',
  docs: 'The same as llm-semantic-cache-lookup.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it needs an embeddings model and a vector index of Azure',
  effect: 'sync',
  oncePerSection: true,
  element: llmSemanticCacheLookup.element,
  examples: [],
});
