import { message } from '../../diagnostics/message.ts';
import { bool, type CheckedElement, definePolicy, idAttribute, int, type ReportOn, text, variableName, word } from '../define.ts';

const noLimit = message(
  'llm-token-limit/no-limit',
  'error',
  '<{name}> limits nothing',
  'write tokens-per-minute, or token-quota with token-quota-period, or both',
);
const halfQuota = message(
  'llm-token-limit/half-quota',
  'error',
  '<{name}> has `{present}` without `{absent}`',
  'a quota is token-quota together with token-quota-period',
);

/** What a token limit must say, whatever the name of its element. */
export const limitMessages = { noLimit, halfQuota };

/** Reference: llm-token-limit, constraints. */
export function checkLimit({ name, nameSpan, attributes }: CheckedElement, report: ReportOn): void {
  const [quota, period] = ['token-quota', 'token-quota-period'] as const;
  if (attributes.has(quota) !== attributes.has(period)) {
    const [present, absent] = attributes.has(quota) ? [quota, period] : [period, quota];
    report(halfQuota, attributes.get(present)?.nameSpan ?? nameSpan, { name, present, absent });
  } else if (!attributes.has('tokens-per-minute') && !attributes.has(quota)) report(noLimit, nameSpan, { name });
}

/** Reference: llm-token-limit. */
export default definePolicy({
  name: 'llm-token-limit',
  summary: 'Limits the tokens of a language model by rate, by quota, or by both.',
  docs: 'How many tokens a text has is the model’s own affair: a count made here would be a guess, and a limit on it no limit.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it counts as the tokenizer of a model does, and there is none here',
  effect: 'sync',
  element: {
    attributes: {
      'counter-key': text({ required: true, docs: 'What is counted together.' }),
      'tokens-per-minute': int({ min: 1 })({ required: 'conditional', docs: 'The most tokens in a minute.' }),
      'token-quota': int({ min: 1 })({ required: 'conditional', docs: 'The most tokens in a period.' }),
      'token-quota-period': word(['Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly', 'Indefinite'])({
        required: 'conditional',
        docs: 'The period of the quota.',
      }),
      'estimate-prompt-tokens': bool({ required: true, expression: false, docs: 'Whether the prompt is counted before it is sent.' }),
      'retry-after-header-name': text({ fallback: 'Retry-After', expression: false, docs: 'The header that says when to try again.' }),
      'retry-after-variable-name': variableName({ expression: false, docs: 'The variable that says when to try again.' }),
      'remaining-quota-tokens-header-name': text({ expression: false, docs: 'The header with what is left of the quota.' }),
      'remaining-quota-tokens-variable-name': variableName({ expression: false, docs: 'The variable with what is left of the quota.' }),
      'remaining-tokens-header-name': text({ expression: false, docs: 'The header with what is left of the minute.' }),
      'remaining-tokens-variable-name': variableName({ expression: false, docs: 'The variable with what is left of the minute.' }),
      'tokens-consumed-header-name': text({ expression: false, docs: 'The header with what was used.' }),
      'tokens-consumed-variable-name': variableName({ expression: false, docs: 'The variable with what was used.' }),
      'prompt-type': word(['auto', 'chat-completion', 'completion', 'embeddings'])({
        fallback: 'auto',
        expression: false,
        docs: 'Only in the published schema.',
      }),
      'ignore-prompt': bool({ fallback: false, expression: false, docs: 'Only in the published schema.' }),
      id: idAttribute,
    },
  },
  messages: limitMessages,
  check: checkLimit,
  examples: [],
});
