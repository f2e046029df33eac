import { definePolicy } from '../define.ts';
import llmEmitTokenMetric from './llm-emit-token-metric.ts';

/** Reference: azure-openai-emit-token-metric. */
export default definePolicy({
  name: 'azure-openai-emit-token-metric',
  summary: 'Sends the tokens that Azure OpenAI used to Application Insights.',
  docs: 'The same as llm-emit-token-metric.',
  sections: ['inbound', 'outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it counts as the tokenizer of a model does; emit-metric can send the usage that the answer itself reports',
  effect: 'sync',
  element: llmEmitTokenMetric.element,
  examples: [],
});
