import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/read.ts';
import { SecretReader } from '../../../src/config/secret-reader.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { openSender } from '../../../src/gateway/3-fetch/send.ts';
import { readConnectionString } from '../../../src/gateway/services/azure-access.ts';
import { openMessageBus } from '../../../src/gateway/services/message-bus.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import type { BusMessage, MessageBus } from '../../../src/runtime/ports/message-bus.ts';
import { SendFailure } from '../../../src/runtime/ports/send.ts';

interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const arrived: Arrived[] = [];
const sender = openSender(100_000);
let server: Server;
let bus: MessageBus;
let origin: string;
/** 2024-03-15T10:20:30Z, until a test moves it. */
let now = Date.UTC(2024, 2, 15, 10, 20, 30);
const asked: unknown[] = [];

const env = {
  HUB: 'Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=a+b/c=;EntityPath=calls',
  BUS: 'Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=key',
  BROKEN: 'not a connection string with a canary',
  DAPR: 'sidecar-token',
};

const configured = (more: string) => `
subgraphs: { crm: { url: https://crm.example.com/graphql } }
messaging:
  loggers:
    audit: { connectionString: "\${env.HUB}", endpoint: ${origin} }
    named: { eventHub: other, connectionString: "\${env.HUB}", endpoint: ${origin} }
    machine: { eventHub: calls, endpoint: ${origin} }
    yours: { eventHub: calls, endpoint: ${origin}, clientId: one }
    broken: { eventHub: calls, connectionString: "\${env.BROKEN}" }
    homeless: { connectionString: "\${env.BUS}", endpoint: ${origin} }
  serviceBus:
    contoso.servicebus.windows.net: { connectionString: "\${env.BUS}", endpoint: ${origin} }
${more}`;

function openBus(more = `  dapr: { url: ${origin}/sidecar, apiToken: "\${env.DAPR}" }`): MessageBus {
  const sources = { env, files: { stamp: () => undefined, read: () => undefined }, folder: '/' };
  const { config, findings } = readConfig(new Source('fedpass.yaml', configured(more)), sources);
  if (config === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return openMessageBus(config.messaging, {
    secrets: new SecretReader(sources),
    clock: { now: () => now, elapsed: () => 0 },
    identity: {
      token: async (resource, clientId) => {
        asked.push([resource, clientId]);
        if (clientId === 'none') throw new Error('there is no identity here');
        return { accessToken: new Secret('machine-token'), claims: {}, expiresAt: 0, generation: 1 };
      },
      drop: () => undefined,
    },
    send: sender.port(() => ({ kind: 'named' })),
  });
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      arrived.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      response.writeHead(request.url?.includes('refused') ? 401 : 201, { 'x-reply': 'yes' }).end('reply');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  bus = openBus();
});
afterAll(async () => {
  await sender.close();
  server.closeAllConnections();
  server.close();
});

async function sent(message: BusMessage): Promise<Arrived> {
  const { status, headers, body } = await bus.send(message, undefined);
  expect(status).toBe(201);
  expect(headers.find(([name]) => name === 'x-reply')?.[1]).toBe('yes');
  expect(Buffer.from(body).toString()).toBe('reply');
  const last = arrived.at(-1);
  if (last === undefined) throw new Error('nothing arrived');
  return last;
}
const failure = (message: BusMessage, from: MessageBus = bus): Promise<SendFailure> =>
  from.send(message, undefined).then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof SendFailure ? error : Promise.reject(error)),
  );

const event = (logger: string, partition?: { id: string } | { key: string }): BusMessage => ({
  kind: 'event-hub',
  logger,
  body: 'grüße',
  partition,
});
const brokered = (more: Partial<Extract<BusMessage, { kind: 'service-bus' }>> = {}): BusMessage => ({
  kind: 'service-bus',
  entity: 'orders',
  namespace: undefined,
  clientId: undefined,
  body: 'one',
  properties: [],
  broker: {},
  ...more,
});

/** What Azure would check: the signature over the resource and the time. */
function signed(authorization: string | undefined, key: string): { resource: string; expires: number; name: string } {
  const [, sr = '', sig = '', se = '', skn = ''] =
    /^SharedAccessSignature sr=(.+)&sig=(.+)&se=(\d+)&skn=(.+)$/.exec(authorization ?? '') ?? [];
  expect(decodeURIComponent(sig)).toBe(createHmac('sha256', key).update(`${sr}\n${se}`).digest('base64'));
  return { resource: decodeURIComponent(sr), expires: Number(se), name: skn };
}

describe('an event hub', () => {
  it.each<[string, BusMessage, string]>([
    ['of the connection string', event('audit'), '/calls/messages?timeout=60&api-version=2014-01'],
    ['of the configuration', event('named'), '/other/messages?timeout=60&api-version=2014-01'],
    ['and a partition of it', event('audit', { id: '3' }), '/calls/partitions/3/messages?timeout=60&api-version=2014-01'],
  ])('%s gets the message', async (_what, message, url) => {
    expect(await sent(message)).toMatchObject({ method: 'POST', url, body: 'grüße' });
  });

  it('gets a signature that holds for the hub, for an hour, and the same until it is nearly over', async () => {
    const { headers } = await sent(event('audit'));
    expect(signed(headers.authorization, 'a+b/c=')).toEqual({
      resource: `${origin}/calls`,
      expires: Math.floor(now / 1000) + 3_600,
      name: 'send',
    });
    now += 40 * 60_000;
    expect((await sent(event('audit'))).headers.authorization).toBe(headers.authorization);
    now += 11 * 60_000;
    expect((await sent(event('audit'))).headers.authorization).not.toBe(headers.authorization);
  });

  it('gets the partition key as a property of the broker', async () => {
    const { headers } = await sent(event('audit', { key: 'ü"1' }));
    expect(JSON.parse(String(headers['brokerproperties']))).toEqual({ PartitionKey: 'ü"1' });
  });

  it.each([
    ['machine', undefined],
    ['yours', 'one'],
  ])('gets a token of the machine where there is no connection string: %s', async (logger, clientId) => {
    expect((await sent(event(logger))).headers.authorization).toBe('Bearer machine-token');
    expect(asked.at(-1)).toEqual(['https://eventhubs.azure.net', clientId]);
  });
});

describe('Service Bus', () => {
  it('gets the message with its properties', async () => {
    const { headers, url, body } = await sent(
      brokered({
        properties: [
          ['priority', 'high'],
          ['Name', 'Ö "x"'],
        ],
        broker: { MessageId: '1', TimeToLive: 60 },
      }),
    );
    expect([url, body]).toEqual(['/orders/messages?timeout=60&api-version=2015-01', 'one']);
    expect(signed(headers.authorization, 'key').resource).toBe(`${origin}/orders`);
    expect(headers['priority']).toBe('"high"');
    expect(JSON.parse(String(headers['name']))).toBe('Ö "x"');
    expect(JSON.parse(String(headers['brokerproperties']))).toEqual({ MessageId: '1', TimeToLive: 60 });
  });

  it.each([
    ['CONTOSO.servicebus.windows.net', 'orders/sub', '/orders/sub/messages?'],
    [undefined, 'a b', '/a%20b/messages?'],
  ])('is found by its name, and its entity by its path: %s %s', async (namespace, entity, url) => {
    expect((await sent(brokered({ namespace, entity }))).url).toContain(url);
  });
});

describe('a Dapr sidecar', () => {
  it('publishes', async () => {
    const message: BusMessage = {
      kind: 'dapr-topic',
      pubsub: 'my pubsub',
      topic: 'a/b',
      body: '{"id":1}',
      contentType: 'application/json',
      timeoutMs: 5_000,
    };
    const { url, headers, body, method } = await sent(message);
    expect([method, url, body]).toEqual(['POST', '/sidecar/v1.0/publish/my%20pubsub/a%2Fb', '{"id":1}']);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'dapr-api-token': 'sidecar-token' });
  });

  it('invokes a binding', async () => {
    const message: BusMessage = {
      kind: 'dapr-binding',
      name: 'mail',
      operation: 'create',
      metadata: [
        ['to', 'a'],
        ['__proto__', 'b'],
      ],
      data: { x: 1 },
      timeoutMs: 5_000,
    };
    const { url, body } = await sent(message);
    expect(url).toBe('/sidecar/v1.0/bindings/mail');
    expect(body).toBe('{"data":{"x":1},"operation":"create","metadata":{"to":"a","__proto__":"b"}}');
  });

  it('tells where it is', () => {
    expect(bus.sidecar).toBe(`${origin}/sidecar`);
    expect(openBus('').sidecar).toBeUndefined();
  });
});

describe('what cannot be sent', () => {
  const topic = (pubsub: string, name: string): BusMessage => ({
    kind: 'dapr-topic',
    pubsub,
    topic: name,
    body: '',
    contentType: 'text/plain',
    timeoutMs: 5_000,
  });

  it.each<[string, BusMessage, string]>([
    ['an unknown logger', event('gone'), 'the logger `gone` is not configured; add it under messaging.loggers in fedpass.yaml'],
    ['a name of JavaScript', event('constructor'), 'the logger `constructor` is not configured'],
    ['a broken connection string', event('broken'), 'the connection string of the logger `broken` is none'],
    ['a hub without a name', event('homeless'), 'names no event hub'],
    ['an unknown namespace', brokered({ namespace: 'other' }), 'the Service Bus namespace `other` is not configured'],
    ['an entity outside', brokered({ entity: '../$management' }), 'has no entity of this name'],
    ['a topic outside', topic('..', 'x'), 'the Dapr component or topic has no such name'],
  ])('%s is refused in words', async (_what, message, text) => {
    const before = arrived.length;
    const error = await failure(message);
    expect(error.kind).toBe('refused');
    expect(error.message).toContain(text);
    expect(error.message).not.toContain('canary');
    expect(arrived).toHaveLength(before);
  });

  it('without a sidecar says what to configure', async () => {
    expect((await failure(topic('a', 'b'), openBus(''))).message).toBe('no Dapr sidecar is configured; add messaging.dapr in fedpass.yaml');
  });

  it('without an identity says what is missing', async () => {
    const none = openBus('    other: { clientId: none }');
    expect((await failure(brokered({ namespace: 'other' }), none)).message).toContain(
      'the identity of the machine cannot be used: there is no identity here',
    );
    expect((await failure(brokered(), none)).message).toContain('several are configured');
  });

  it('is a reply when somebody answered', async () => {
    expect((await bus.send(brokered({ entity: 'refused' }), undefined)).status).toBe(401);
  });
});

it.each([
  [
    'endpoint=SB://Ns.example/ ; sharedaccesskeyname = a;SharedAccessKey=x==',
    { endpoint: 'https://Ns.example', keyName: 'a', key: 'x==', entity: undefined },
  ],
])('a connection string is read as Azure reads it: %s', (text, wanted) => {
  expect(readConnectionString(text, 'it')).toEqual(wanted);
});
