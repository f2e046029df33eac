import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, int, literal, text, variableName, word } from '../define.ts';
import { callBus, checkTemplate, daprMessages, daprTime, jsonOrText } from './bus-call.ts';
import { refuseToken } from './token-guard.ts';

const noPubsub = message(
  'publish-to-dapr/pubsub',
  'error',
  'nothing says which pub/sub component the topic belongs to',
  'write pubsub-name, or the topic as `component/topic`',
);

const policy = definePolicy({
  name: 'publish-to-dapr',
  summary: 'Publishes a message to a Dapr topic.',
  docs: 'The message goes to the sidecar that `messaging.dapr` in `fedpass.yaml` names, and its answer is waited for. No answer, or one with an error status, runs on-error, unless `ignore-error` is true. Text that is JSON is published as `application/json`, any other as `text/plain`.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      'pubsub-name': text({ docs: 'The pub/sub component. Without it, `topic` is `component/topic`.' }),
      topic: text({ required: true, docs: 'The topic.' }),
      'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether a failure is traced and no error.' }),
      'response-variable-name': variableName({ expression: false, docs: 'A variable that receives the answer of Dapr.' }),
      timeout: int({ min: 0 })({ fallback: 5, docs: 'Seconds to wait.' }),
      template: word(['liquid', 'Liquid'])({ expression: false, docs: 'The language of the content.' }),
      'content-type': word(['application/json'])({ expression: false, docs: 'The type of the message.' }),
      id: idAttribute,
    },
    text: text({ fallback: '', docs: 'The message.' }),
  },
  messages: { noPubsub, ...daprMessages },
  check(element, report) {
    checkTemplate(element, report);
    const topic = literal(element, 'topic');
    if (topic !== undefined && !topic.includes('/') && !element.attributes.has('pubsub-name'))
      report(noPubsub, element.attributes.get('topic')?.value.span ?? element.nameSpan, {});
  },
  examples: [
    {
      title: 'Without a sidecar',
      xml: '<publish-to-dapr pubsub-name="orders" topic="created">{"id":1}</publish-to-dapr>',
      expect: { outcome: 'failed', forwarded: false, error: 'no message target is configured' },
    },
  ],
});
export default policy;

/** Reference: publish-to-dapr. Rejects with SendFailure or PolicyFailure. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const { pubsub, topic } = target(args);
  refuseToken(x, args.text, 'the message', 'publish-to-dapr');
  const contentType = args.contentType ?? (jsonOrText(args.text).isJson ? 'application/json' : 'text/plain');
  const timeoutMs = daprTime(args.timeout);
  await callBus(
    x,
    { kind: 'dapr-topic', pubsub, topic, body: args.text, contentType, timeoutMs },
    {
      source: 'publish-to-dapr',
      what: 'the Dapr sidecar',
      responseVariableName: args.responseVariableName,
      ignoreError: args.ignoreError,
    },
  );
}

function target({ pubsubName, topic }: Args<typeof policy>): { readonly pubsub: string; readonly topic: string } {
  if (pubsubName !== undefined && pubsubName !== '') return { pubsub: pubsubName, topic };
  const slash = topic.indexOf('/');
  if (slash <= 0 || slash === topic.length - 1)
    throw new PolicyFailure('publish-to-dapr', null, 500, 'nothing says which pub/sub component the topic belongs to');
  return { pubsub: topic.slice(0, slash), topic: topic.slice(slash + 1) };
}
