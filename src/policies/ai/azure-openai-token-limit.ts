import { definePolicy } from '../define.ts';
import llmTokenLimit, { checkLimit } from './llm-token-limit.ts';

/** Reference: azure-openai-token-limit. */
export default definePolicy({
  name: 'azure-openai-token-limit',
  summary: 'Limits the tokens of Azure OpenAI by rate, by quota, or by both.',
  docs: 'The same as llm-token-limit.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it counts as the tokenizer of a model does, and there is none here',
  effect: 'sync',
  element: llmTokenLimit.element,
  check: checkLimit,
  examples: [],
});
