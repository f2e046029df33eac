import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute, literal, many, text, word } from '../define.ts';

const valueMissing = message(
  'set-query-parameter/value-missing',
  'error',
  '`{name}` is given no value',
  'add a <value>, or use exists-action="delete"',
);

const policy = definePolicy({
  name: 'set-query-parameter',
  summary: 'Sets, adds, keeps or removes a query parameter of the request.',
  docs: 'Several values repeat the parameter. Never put a token into a URL: URLs are logged.',
  sections: ['inbound', 'backend'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      name: text({ required: true, docs: 'Parameter name.' }),
      'exists-action': word(['override', 'skip', 'append', 'delete'])({
        fallback: 'override',
        docs: 'What to do when the parameter is there already.',
      }),
      id: idAttribute,
    },
    children: { value: many({ text: text({ docs: 'A value.' }) }, 'One value of the parameter.') },
  },
  messages: { valueMissing },
  check(element, report) {
    const action = element.attributes.get('exists-action')?.value;
    if (action?.kind === 'expression' || (action?.kind === 'literal' && action.text === 'delete') || element.children.length > 0) return;
    report(valueMissing, element.span, { name: literal(element, 'name') ?? '?' });
  },
  examples: [
    {
      title: 'Ask the backend for one API version',
      xml: '<set-query-parameter name="api-version"><value>2024-05-01</value></set-query-parameter>',
      given: { url: 'https://crm.example/graphql?api-version=1' },
      expect: { url: 'https://crm.example/graphql?api-version=2024-05-01' },
    },
    {
      title: 'Remove a parameter',
      xml: '<set-query-parameter name="debug" exists-action="delete" />',
      given: { url: 'https://crm.example/graphql?debug=1&x=2' },
      expect: { url: 'https://crm.example/graphql?x=2' },
    },
  ],
});
export default policy;

/** Reference: set-query-parameter. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const { query } = x.context.request.url;
  switch (args.existsAction) {
    case 'delete':
      query.delete(args.name);
      return;
    case 'append':
      query.append(args.name, args.value);
      return;
    case 'skip':
      if (!query.has(args.name)) query.set(args.name, args.value);
      return;
    case 'override':
      query.set(args.name, args.value);
  }
}
