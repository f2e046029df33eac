import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import { decodeUtf8, encodeUtf8 } from '../../runtime/utf8.ts';
import { type Args, definePolicy, idAttribute, text } from '../define.ts';
import { withoutTokens } from './token-guard.ts';

const partition = message(
  'log-to-eventhub/partition',
  'error',
  'partition-id and partition-key exclude each other',
  'keep partition-key where messages of one kind must stay in order, partition-id where the number itself matters',
);

/** Reference: log-to-eventhub. "Message truncated at 200 KB." */
const mostBytes = 200 * 1024;

const policy = definePolicy({
  name: 'log-to-eventhub',
  summary: 'Writes a message to an event hub.',
  docs: 'The logger stands under `messaging.loggers` in `fedpass.yaml`; one that does not fails the exchange. The message goes out beside the exchange, over the HTTP interface of Event Hubs: it is not waited for, and when it cannot be delivered that is traced and changes nothing. A message of more than 200 KB is cut. Access tokens of the exchange are taken out of it.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      'logger-id': text({ required: true, expression: false, names: 'logger', docs: 'A logger of the configuration.' }),
      'partition-id': text({ expression: false, docs: 'The number of the partition.' }),
      'partition-key': text({ docs: 'A key; messages with the same one go to the same partition.' }),
      id: idAttribute,
    },
    text: text({ fallback: '', docs: 'The message.' }),
  },
  messages: { partition },
  check(element, report) {
    const key = element.attributes.get('partition-key');
    if (key !== undefined && element.attributes.has('partition-id')) report(partition, key.nameSpan, {});
  },
  examples: [
    {
      title: 'A logger that is not configured',
      section: 'outbound',
      xml: '<log-to-eventhub logger-id="audit">@(context.Operation.Name)</log-to-eventhub>',
      given: { response: { status: 200 } },
      expect: { outcome: 'failed', error: 'the logger `audit` is not configured; add it under messaging.loggers in fedpass.yaml' },
    },
  ],
});
export default policy;

/** Reference: log-to-eventhub. Throws PolicyFailure when the logger is not configured. */
export function run(x: Exchange, { loggerId, partitionId, partitionKey, text: given }: Args<typeof policy>): void {
  const { bus, background, trace } = x.ports;
  if (!bus.hasLogger(loggerId))
    throw new PolicyFailure(
      'log-to-eventhub',
      null,
      500,
      `the logger \`${loggerId}\` is not configured; add it under messaging.loggers in fedpass.yaml`,
    );
  const at = x.place;
  const tell = (text: string): void => trace({ source: 'log-to-eventhub', severity: 'error', message: text, metadata: [], at });
  const body = cut(withoutTokens(x, given));
  const where = partitionId !== undefined ? { id: partitionId } : partitionKey !== undefined ? { key: partitionKey } : undefined;
  const begun = background.run(async (signal) => {
    try {
      const { status } = await bus.send({ kind: 'event-hub', logger: loggerId, body, partition: where }, signal);
      if (status >= 300) tell(`the event hub of \`${loggerId}\` answered with status ${status}`);
    } catch (error) {
      tell(`the message was not delivered: ${error instanceof SendFailure ? error.message : 'an internal error'}`);
    }
  });
  if (!begun) tell('the message was dropped: too many are under way');
}

/** The beginning of a text that fits; never half a character. */
function cut(text: string): string {
  // A character takes at most three bytes for each of its units.
  if (text.length * 3 <= mostBytes) return text;
  const bytes = encodeUtf8(text);
  if (bytes.length <= mostBytes) return text;
  let end = mostBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return decodeUtf8(bytes.subarray(0, end));
}
