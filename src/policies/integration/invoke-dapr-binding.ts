import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, int, many, one, text, variableName, word } from '../define.ts';
import { callBus, checkTemplate, daprMessages, daprTime, jsonOrText } from './bus-call.ts';
import { refuseToken } from './token-guard.ts';

const policy = definePolicy({
  name: 'invoke-dapr-binding',
  summary: 'Triggers a Dapr output binding.',
  docs: 'The binding is invoked through the sidecar that `messaging.dapr` in `fedpass.yaml` names, and its answer is waited for. No answer, or one with an error status, runs on-error, unless `ignore-error` is true. `<data>` that is JSON is passed on as JSON, any other as a text.',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      name: text({ required: true, docs: 'The binding.' }),
      operation: text({ fallback: 'create', expression: false, docs: 'What the binding shall do.' }),
      'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether a failure is traced and no error.' }),
      'response-variable-name': variableName({ expression: false, docs: 'A variable that receives the answer of Dapr.' }),
      timeout: int({ min: 0 })({ fallback: 5, docs: 'Seconds to wait.' }),
      template: word(['liquid', 'Liquid'])({ expression: false, docs: 'The language of the content.' }),
      'content-type': word(['application/json'])({ expression: false, docs: 'The type of the data.' }),
      id: idAttribute,
    },
    children: {
      metadata: one(
        {
          children: {
            item: many(
              {
                attributes: { key: text({ required: true, expression: false, docs: 'Its name.' }) },
                text: text({ fallback: '', docs: 'Its value.' }),
              },
              'An entry.',
            ),
          },
        },
        'What the binding wants to know beside the data.',
      ),
      data: one({ text: text({ docs: 'The data.' }) }, 'What is sent.'),
    },
  },
  messages: daprMessages,
  check: checkTemplate,
  examples: [
    {
      title: 'Without a sidecar, and that may be',
      xml: '<invoke-dapr-binding name="mail" operation="create" ignore-error="true"><metadata><item key="to">a@example.com</item></metadata><data>hello</data></invoke-dapr-binding>',
      expect: {
        outcome: 'completed',
        traces: [
          'the message was not delivered, and that is ignored: no message target is configured; add it under messaging in fedpass.yaml',
        ],
      },
    },
  ],
});
export default policy;

/** Reference: invoke-dapr-binding. Rejects with SendFailure or PolicyFailure. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const metadata = (args.metadata?.item ?? []).map(({ key, text: value }) => [key, value] as const);
  for (const sent of [args.data ?? '', ...metadata.map(([, value]) => value)]) refuseToken(x, sent, 'the data', 'invoke-dapr-binding');
  const data = args.data === undefined ? null : jsonOrText(args.data).value;
  const { name, operation } = args;
  await callBus(
    x,
    { kind: 'dapr-binding', name, operation, metadata, data, timeoutMs: daprTime(args.timeout) },
    {
      source: 'invoke-dapr-binding',
      what: 'the Dapr sidecar',
      responseVariableName: args.responseVariableName,
      ignoreError: args.ignoreError,
    },
  );
}
