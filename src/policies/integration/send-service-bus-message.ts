import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, many, one, text, variableName } from '../define.ts';
import { isHeaderName } from '../transformation/set-header.ts';
import { callBus } from './bus-call.ts';
import { refuseToken } from './token-guard.ts';

const target = message(
  'send-service-bus-message/target',
  'error',
  '<send-service-bus-message> needs exactly one of queue-name and topic-name, and has {count}',
  'keep the one that the message is for',
);

/** Headers of the request itself, which no property may take the place of. */
const reserved: ReadonlySet<string> = new Set(['authorization', 'brokerproperties', 'content-type', 'host']);

const policy = definePolicy({
  name: 'send-service-bus-message',
  summary: 'Sends a message to a Service Bus queue or topic.',
  docs: 'The namespace stands under `messaging.serviceBus` in `fedpass.yaml`, with a connection string or with the identity of the machine; a policy that names none uses the only one there. The message goes over the HTTP interface of Service Bus, and that it was taken is waited for. A failure runs on-error, unless `ignore-error` is true.',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      'queue-name': text({ required: 'conditional', docs: 'The queue.' }),
      'topic-name': text({ required: 'conditional', docs: 'The topic.' }),
      namespace: text({ docs: 'The host of the namespace.' }),
      'client-id': text({ docs: 'Client id of a user-assigned identity of the machine.' }),
      'message-id': text({ docs: 'The id of the message.' }),
      'session-id': text({ docs: 'The session that it belongs to.' }),
      'time-to-live': text({ expression: false, docs: 'How long it may wait, such as `00:10:00`.' }),
      'response-variable-name': variableName({ expression: false, docs: 'A variable that receives the answer of Service Bus.' }),
      'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether a failure is traced and no error.' }),
      id: idAttribute,
    },
    children: {
      'message-properties': one(
        {
          children: {
            'message-property': many(
              {
                attributes: { name: text({ required: true, docs: 'Its name.' }) },
                text: text({ fallback: '', docs: 'Its value.' }),
              },
              'A property.',
              { min: 1 },
            ),
          },
        },
        'Properties that go along with the message.',
      ),
      payload: one({ text: text({ docs: 'The message.' }) }, 'The message.', { min: 1 }),
    },
  },
  messages: { target },
  check(element, report) {
    const named = ['queue-name', 'topic-name'].filter((name) => element.attributes.has(name));
    if (named.length !== 1) report(target, element.nameSpan, { count: named.length === 0 ? 'none' : 'both' });
  },
  examples: [
    {
      title: 'Without a namespace',
      xml: '<send-service-bus-message queue-name="orders"><payload>@(context.RequestId.ToString())</payload></send-service-bus-message>',
      expect: { outcome: 'failed', forwarded: false, error: 'no message target is configured' },
    },
  ],
});
export default policy;

/** Reference: send-service-bus-message. Rejects with SendFailure or PolicyFailure. */
export async function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const properties = (args.messageProperties?.messageProperty ?? []).map(({ name, text: value }) => [name, value] as const);
  const body = args.payload ?? '';
  for (const sent of [body, ...properties.map(([, value]) => value)]) refuseToken(x, sent, 'the message', 'send-service-bus-message');
  for (const [name] of properties)
    if (!isHeaderName(name) || reserved.has(name.toLowerCase()))
      throw failed(`\`${name.slice(0, 64)}\` cannot be the name of a property: it travels as a header`);
  await callBus(
    x,
    {
      kind: 'service-bus',
      entity: args.queueName ?? args.topicName ?? '',
      namespace: args.namespace,
      clientId: args.clientId,
      body,
      properties,
      broker: brokerProperties(args),
    },
    {
      source: 'send-service-bus-message',
      what: 'Service Bus',
      responseVariableName: args.responseVariableName,
      ignoreError: args.ignoreError,
    },
  );
}

function brokerProperties({ messageId, sessionId, timeToLive }: Args<typeof policy>): Readonly<Record<string, string | number>> {
  return {
    ...(messageId === undefined ? {} : { MessageId: messageId }),
    ...(sessionId === undefined ? {} : { SessionId: sessionId }),
    ...(timeToLive === undefined ? {} : { TimeToLive: secondsOf(timeToLive) }),
  };
}

/** Seconds of `[d.]hh:mm:ss`. */
function secondsOf(text: string): number {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d{1,6})\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})$/.exec(text.trim()) ?? [];
  if (hours === undefined) throw failed('time-to-live is no time such as 00:10:00');
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

const failed = (text: string): PolicyFailure => new PolicyFailure('send-service-bus-message', null, 500, text);
