import { describe, expect, it } from 'vitest';
import { openBackground } from '../../../src/gateway/services/background.ts';
import { Response } from '../../../src/runtime/context/message.ts';
import type { SectionName } from '../../../src/runtime/handler.ts';
import type { BusMessage, MessageBus } from '../../../src/runtime/ports/message-bus.ts';
import { SendFailure } from '../../../src/runtime/ports/send.ts';
import { encodeUtf8 } from '../../../src/runtime/utf8.ts';
import { found, type Ran, ran } from '../support/run.ts';

type Answer = number | 'nobody';

/** Runs policies over a bus that keeps what is sent, and waits for what goes out beside the exchange. */
async function over(
  answer: Answer,
  xml: string,
  section: SectionName = 'inbound',
): Promise<Ran & { readonly sent: readonly BusMessage[] }> {
  const sent: BusMessage[] = [];
  const bus: MessageBus = {
    hasLogger: (id) => id === 'audit',
    sidecar: 'http://127.0.0.1:3500/base',
    send: async (message) => {
      sent.push(message);
      if (answer === 'nobody') throw new SendFailure('unreachable', 'the connection was refused');
      return { status: answer, reason: '', headers: [['X', 'y']], body: encodeUtf8('reply') };
    },
  };
  const background = openBackground();
  const recorded = await ran(xml, {
    section,
    services: { bus, background },
    tokens: { 'crm/default': 'token-of-crm' },
    response: { status: 200 },
  });
  await background.drain(5_000);
  return { ...recorded, sent };
}

const auth = '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />';
const token = '@("t=" + ((Authorization)context.Variables["auth"]).AccessToken)';

describe('log-to-eventhub', () => {
  it.each<[attributes: string, message: object]>([
    ['', { kind: 'event-hub', logger: 'audit', body: 'call 1', partition: undefined }],
    ['partition-id="2"', { partition: { id: '2' } }],
    ['partition-key="@(&quot;k&quot; + 1)"', { partition: { key: 'k1' } }],
  ])('sends a message beside the exchange: %s', async (attributes, message) => {
    const { sent, outcome } = await over(201, `<log-to-eventhub logger-id="audit" ${attributes}>@("call " + 1)</log-to-eventhub>`);
    expect(outcome.kind).toBe('completed');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject(message);
  });

  it('cuts what is longer than 200 KB, between characters', async () => {
    const { sent } = await over(201, '<log-to-eventhub logger-id="audit">@("x" + new string(\'ä\', 150000))</log-to-eventhub>');
    const body = sent[0]?.kind === 'event-hub' ? sent[0].body : '';
    expect(encodeUtf8(body).length).toBe(200 * 1024 - 1);
    expect(body.endsWith('ä')).toBe(true);
  });

  it('takes tokens out', async () => {
    const { sent } = await over(201, `${auth}<log-to-eventhub logger-id="audit">${token}</log-to-eventhub>`);
    expect(sent[0]).toMatchObject({ body: 't=[secret]' });
  });

  it.each<[Answer, string]>([
    [401, 'the event hub of `audit` answered with status 401'],
    ['nobody', 'the message was not delivered: the connection was refused'],
  ])('traces what goes wrong, and goes on: %s', async (answer, text) => {
    const { outcome, traces } = await over(answer, '<log-to-eventhub logger-id="audit">x</log-to-eventhub>');
    expect(outcome.kind).toBe('completed');
    expect(traces.map(({ source, severity, message }) => [source, severity, message])).toEqual([['log-to-eventhub', 'error', text]]);
  });

  it('traces what is one too many', async () => {
    const bus: MessageBus = {
      hasLogger: () => true,
      sidecar: undefined,
      send: async () => ({ status: 201, reason: '', headers: [], body: encodeUtf8('') }),
    };
    const { traces } = await ran('<log-to-eventhub logger-id="audit">x</log-to-eventhub>', {
      services: { bus, background: { run: () => false, drain: async () => undefined } },
    });
    expect(traces.map(({ message }) => message)).toEqual(['the message was dropped: too many are under way']);
  });

  it('fails when the logger is not configured', async () => {
    const { error, x, sent } = await over(201, '<log-to-eventhub logger-id="other">x</log-to-eventhub>');
    expect(error).toBe('the logger `other` is not configured; add it under messaging.loggers in fedpass.yaml');
    expect(x.context.lastError?.source).toBe('log-to-eventhub');
    expect(sent).toEqual([]);
  });

  it.each([
    ['<log-to-eventhub>x</log-to-eventhub>', ['attribute/missing log-to-eventhub']],
    ['<log-to-eventhub logger-id="a" partition-id="0" partition-key="k">x</log-to-eventhub>', ['log-to-eventhub/partition partition-key']],
    ['<log-to-eventhub logger-id="@(&quot;a&quot;)">x</log-to-eventhub>', ['attribute/expression @(&quot;a&quot;)']],
  ])('is checked: %s', async (xml, wanted) => {
    expect(await found(xml)).toEqual(wanted);
  });
});

describe('publish-to-dapr', () => {
  const publish = (attributes: string, text = '{"id":1}'): string => `<publish-to-dapr ${attributes}>${text}</publish-to-dapr>`;

  it.each<[string, string, object]>([
    [
      'pubsub-name="p" topic="t"',
      '{"id":1}',
      { kind: 'dapr-topic', pubsub: 'p', topic: 't', body: '{"id":1}', contentType: 'application/json', timeoutMs: 5_000 },
    ],
    ['topic="p/t/u"', 'plain', { pubsub: 'p', topic: 't/u', contentType: 'text/plain' }],
    ['topic="p/t" timeout="9"', '@("x" + 1)', { body: 'x1', timeoutMs: 9_000 }],
    ['pubsub-name="p" topic="t" content-type="application/json"', 'plain', { contentType: 'application/json' }],
  ])('sends: %s %s', async (attributes, text, message) => {
    const { sent, outcome } = await over(204, publish(attributes, text));
    expect(outcome.kind).toBe('completed');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject(message);
  });

  it('keeps the reply', async () => {
    const { x } = await over(204, publish('topic="p/t" response-variable-name="r"'));
    const reply = x.context.variables.get('r');
    expect(reply instanceof Response ? [reply.statusCode, reply.headers.get('x')] : reply).toEqual([204, ['y']]);
  });

  it.each<[Answer, string]>([
    [500, 'the Dapr sidecar answered with status 500'],
    ['nobody', 'the connection was refused'],
  ])('fails with the sidecar, or goes on when that is asked for: %s', async (answer, text) => {
    const failed = await over(answer, publish('topic="p/t"'));
    expect(failed.error).toBe(text);
    expect(failed.x.context.lastError?.source).toBe('publish-to-dapr');
    expect(failed.x.context.response?.statusCode).toBe(500);
    const { outcome, x, traces } = await over(answer, publish('topic="p/t" ignore-error="true" response-variable-name="r"'));
    expect(outcome.kind).toBe('completed');
    expect(x.context.variables.has('r')).toBe(true);
    expect(x.context.variables.get('r') === null).toBe(answer === 'nobody');
    expect(traces).toHaveLength(1);
  });

  it.each([
    ['a topic that belongs nowhere', publish('topic="@(&quot;t&quot;)"'), 'nothing says which pub/sub component'],
    ['a token', `${auth}${publish('topic="p/t"', token)}`, 'the message holds an access token'],
  ])('refuses %s', async (_what, xml, text) => {
    const { error, sent } = await over(204, xml);
    expect(error).toContain(text);
    expect(sent).toEqual([]);
  });

  it.each([
    [publish('topic="t"'), ['publish-to-dapr/pubsub t']],
    [publish('pubsub-name="p"'), ['attribute/missing publish-to-dapr']],
    [publish('topic="p/t" template="liquid"', '{{ body.a }}'), ['unsupported/dapr-template liquid']],
    [publish('topic="p/t" content-type="text/plain"'), ['value/type text/plain']],
  ])('is checked: %s', async (xml, wanted) => {
    expect(await found(xml)).toEqual(wanted);
  });
});

describe('invoke-dapr-binding', () => {
  const invoke = (attributes: string, children = '<data>{"a":[1]}</data>'): string =>
    `<invoke-dapr-binding ${attributes}>${children}</invoke-dapr-binding>`;

  it.each<[string, string, object]>([
    [
      'name="b"',
      '<data>{"a":[1]}</data>',
      { kind: 'dapr-binding', name: 'b', operation: 'create', data: { a: [1] }, metadata: [], timeoutMs: 5_000 },
    ],
    ['name="b" operation="get" timeout="1"', '<data>text</data>', { operation: 'get', data: 'text', timeoutMs: 1_000 }],
    [
      'name="@(&quot;b&quot; + 1)"',
      '<metadata><item key="k">@("v" + 1)</item><item key="l">w</item></metadata>',
      {
        name: 'b1',
        data: null,
        metadata: [
          ['k', 'v1'],
          ['l', 'w'],
        ],
      },
    ],
  ])('sends: %s %s', async (attributes, children, message) => {
    const { sent, outcome } = await over(200, invoke(attributes, children), 'outbound');
    expect(outcome.kind).toBe('completed');
    expect(sent[0]).toMatchObject(message);
  });

  it('fails with the sidecar', async () => {
    expect((await over(500, invoke('name="b"'))).error).toBe('the Dapr sidecar answered with status 500');
    expect((await over('nobody', invoke('name="b" ignore-error="true"'))).outcome.kind).toBe('completed');
  });

  it.each([
    ['data', `<data>${token}</data>`],
    ['metadata', `<metadata><item key="k">${token}</item></metadata>`],
  ])('refuses a token in %s', async (_where, children) => {
    expect((await over(200, `${auth}${invoke('name="b"', children)}`)).error).toContain('the data holds an access token');
  });

  it.each([
    [invoke(''), 'inbound', ['attribute/missing invoke-dapr-binding']],
    [invoke('name="b"'), 'backend', ['policy/section invoke-dapr-binding']],
    [invoke('name="b"', '<metadata><item>v</item></metadata>'), 'inbound', ['attribute/missing item']],
  ] as const)('is checked: %s in %s', async (xml, section, wanted) => {
    expect(await found(xml, section)).toEqual(wanted);
  });
});

describe('send-service-bus-message', () => {
  const payload = '<payload>@("p" + 1)</payload>';
  const send = (attributes: string, children = payload): string =>
    `<send-service-bus-message ${attributes}>${children}</send-service-bus-message>`;

  it.each<[string, string, object]>([
    [
      'queue-name="q"',
      payload,
      { kind: 'service-bus', entity: 'q', namespace: undefined, clientId: undefined, body: 'p1', properties: [], broker: {} },
    ],
    [
      'topic-name="@(&quot;t&quot; + 1)" namespace="n.example" client-id="c"',
      payload,
      { entity: 't1', namespace: 'n.example', clientId: 'c' },
    ],
    [
      'queue-name="q" message-id="m" session-id="s" time-to-live="1.00:10:00"',
      payload,
      { broker: { MessageId: 'm', SessionId: 's', TimeToLive: 87_000 } },
    ],
    [
      'queue-name="q"',
      `<message-properties><message-property name="a">@(1 + 1)</message-property><message-property name="b">c</message-property></message-properties>${payload}`,
      {
        properties: [
          ['a', '2'],
          ['b', 'c'],
        ],
      },
    ],
  ])('sends: %s', async (attributes, children, message) => {
    const { sent, outcome } = await over(201, send(attributes, children));
    expect(outcome.kind).toBe('completed');
    expect(sent[0]).toMatchObject(message);
  });

  it.each([
    ['an answer that is none', 401, send('queue-name="q"'), 'Service Bus answered with status 401'],
    [
      'a property that would be a header of ours',
      201,
      send(
        'queue-name="q"',
        `<message-properties><message-property name="Authorization">x</message-property></message-properties>${payload}`,
      ),
      '`Authorization` cannot be the name of a property',
    ],
    ['a time that is none', 201, send('queue-name="q" time-to-live="soon"'), 'time-to-live is no time'],
    ['a token', 201, `${auth}${send('queue-name="q"', `<payload>${token}</payload>`)}`, 'the message holds an access token'],
  ] as const)('fails for %s', async (_what, answer, xml, text) => {
    const { error } = await over(answer, xml);
    expect(error).toContain(text);
    expect(error).not.toContain('token-of-crm');
  });

  it('goes on when that is asked for', async () => {
    const { outcome, traces } = await over('nobody', send('queue-name="q" ignore-error="true"'));
    expect(outcome.kind).toBe('completed');
    expect(traces).toHaveLength(1);
  });

  it.each([
    [send(''), ['send-service-bus-message/target send-service-bus-message']],
    [send('queue-name="q" topic-name="t"'), ['send-service-bus-message/target send-service-bus-message']],
    [send('queue-name="q"', ''), ['element/missing send-service-bus-message']],
    [send('queue-name="q"', `<message-properties />${payload}`), ['element/missing message-properties']],
  ])('is checked: %s', async (xml, wanted) => {
    expect(await found(xml)).toEqual(wanted);
  });
});

describe('set-backend-service-dapr', () => {
  const dapr = (attributes: string, name = 'set-backend-service-dapr'): string => `<${name} backend-id="dapr" ${attributes} />`;

  it.each([
    ['dapr-app-id="echo" dapr-method="say"', 'http://127.0.0.1:3500/base/v1.0/invoke/echo/method/say?x=1', 'set-backend-service'],
    ['dapr-app-id="echo" dapr-method="say"', 'http://127.0.0.1:3500/base/v1.0/invoke/echo/method/say?x=1'],
    [
      'dapr-app-id="echo" dapr-method="/api/v1/a b" dapr-namespace="prod"',
      'http://127.0.0.1:3500/base/v1.0/invoke/echo.prod/method/api/v1/a%20b?x=1',
    ],
  ])('turns the request: %s', async (attributes, url, name = 'set-backend-service-dapr') => {
    const bus: MessageBus = { hasLogger: () => false, sidecar: 'http://127.0.0.1:3500/base', send: () => Promise.reject(new Error()) };
    const { x } = await ran(dapr(attributes, name), { services: { bus }, url: 'https://crm.example/graphql?x=1' });
    expect(x.context.request.url.toString()).toBe(url);
  });

  it.each([
    ['dapr-app-id="echo" dapr-method="@(&quot;../secrets&quot;)"', 'the computed dapr-method is none'],
    ['dapr-app-id="@(&quot;..&quot;)" dapr-method="m"', 'the computed dapr-app-id is none'],
  ])('leads nowhere else: %s', async (attributes, text) => {
    expect((await over(200, dapr(attributes))).error).toBe(text);
  });

  it('is checked', async () => {
    expect(await found('<set-backend-service-dapr backend-id="other" dapr-app-id="a" />')).toEqual([
      'attribute/missing set-backend-service-dapr',
      'value/type other',
    ]);
    expect(await found('<set-backend-service backend-id="dapr" dapr-app-id="a" />')).toEqual([
      'set-backend-service/dapr-part set-backend-service',
    ]);
    expect(await found('<set-backend-service backend-id="other" />')).toEqual([]);
  });
});

it('invoke-request is known, checked and cannot run', async () => {
  expect(await found('<invoke-request url="https://a.example" />')).toEqual(['unsupported/policy invoke-request']);
  expect(await found('<invoke-request link="https://a.example" />')).toEqual([
    'unsupported/policy invoke-request',
    'attribute/unknown link',
  ]);
});
