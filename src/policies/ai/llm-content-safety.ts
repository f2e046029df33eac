import { bool, definePolicy, idAttribute, int, many, one, text, word } from '../define.ts';

/** Reference: llm-content-safety. */
export default definePolicy({
  name: 'llm-content-safety',
  summary: 'Screens prompts and completions through Azure AI Content Safety.',
  docs: 'The service decides what is harmful; nothing here could decide in its place.',
  sections: ['inbound', 'outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'unsupported',
  because: 'it asks Azure AI Content Safety, and nothing here could decide in its place',
  effect: 'sync',
  element: {
    attributes: {
      'backend-id': text({ required: true, docs: 'The backend of the content safety service.' }),
      'shield-prompt': bool({ fallback: false, docs: 'Whether prompts are checked for attacks.' }),
      'enforce-on-completions': bool({ fallback: false, docs: 'Whether answers are checked as well.' }),
      'window-size': int({ min: 1 })({ fallback: 1000, docs: 'Characters that are screened at a time.' }),
      'window-overlap-size': int({ min: 0 })({ docs: 'Characters that two windows share.' }),
      id: idAttribute,
    },
    children: {
      categories: one(
        {
          attributes: {
            'output-type': word(['FourSeverityLevels', 'EightSeverityLevels'])({
              fallback: 'FourSeverityLevels',
              docs: 'How finely severity is graded.',
            }),
          },
          children: {
            category: many(
              {
                attributes: {
                  name: word(['Hate', 'SelfHarm', 'Sexual', 'Violence'])({ required: true, docs: 'What is looked for.' }),
                  threshold: int({ min: 0, max: 7 })({ required: true, docs: 'The severity from which on it is refused.' }),
                },
              },
              'One category.',
              { min: 1 },
            ),
          },
        },
        'What is looked for.',
      ),
      blocklists: one(
        { children: { id: many({ text: text({ docs: 'The name of a list.' }) }, 'A list.', { min: 1 }) } },
        'Lists of refused words.',
      ),
    },
  },
  examples: [],
});
