import { definePolicy } from '../define.ts';
import llmSemanticCacheStore from './llm-semantic-cache-store.ts';

/** Reference: azure-openai-semantic-cache-store. */
export default definePolicy({
  name: 'azure-openai-semantic-cache-store',
  summary: 'Keeps a completion of Azure OpenAI for azure-openai-semantic-cache-lookup.',
  docs: 'The same as llm-semantic-cache-store.',
  sections: ['outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it needs an embeddings model and a vector index of Azure',
  effect: 'sync',
  oncePerSection: true,
  element: llmSemanticCacheStore.element,
  examples: [],
});
