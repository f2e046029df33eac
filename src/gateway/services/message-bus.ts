import type { AzureNamespace, MessagingConfig } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { SecretText } from '../../config/secret-text.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { ManagedIdentity } from '../../runtime/ports/managed-identity.ts';
import type { BusMessage, BusReply, MessageBus } from '../../runtime/ports/message-bus.ts';
import { type HeaderList, type Send, SendFailure } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import { AccessSignatures, readConnectionString } from './azure-access.ts';

export interface BusTools {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly identity: ManagedIdentity;
  /** Sends to any host: only addresses of the configuration are asked for. */
  readonly send: Send;
}

/** A request that carries a message. */
interface Carrier {
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string;
  readonly timeoutMs: number;
}

type Of<Kind extends BusMessage['kind']> = Extract<BusMessage, { kind: Kind }>;

/** Milliseconds to wait for Azure, as its own examples do. */
const azureTimeout = 60_000;

/** Sends messages by the HTTP interfaces of Event Hubs, Service Bus and a Dapr sidecar. */
export function openMessageBus(config: MessagingConfig, tools: BusTools): MessageBus {
  const azure = new AzureSender(config, tools);
  const carrier = (message: BusMessage, signal: Signal | undefined): Promise<Carrier> | Carrier => {
    switch (message.kind) {
      case 'event-hub':
        return azure.event(message, signal);
      case 'service-bus':
        return azure.brokered(message, signal);
      case 'dapr-topic':
      case 'dapr-binding':
        return daprCarrier(message, config, tools);
    }
  };
  return {
    hasLogger: (id) => Object.hasOwn(config.loggers, id),
    sidecar: config.dapr?.url,
    async send(message, signal): Promise<BusReply> {
      const { url, headers, body, timeoutMs } = await carrier(message, signal);
      return tools.send({ method: 'POST', url, headers, body, timeoutMs, followRedirects: false, signal });
    },
  };
}

class AzureSender {
  readonly #config: MessagingConfig;
  readonly #tools: BusTools;
  readonly #signatures: AccessSignatures;

  constructor(config: MessagingConfig, tools: BusTools) {
    this.#config = config;
    this.#tools = tools;
    this.#signatures = new AccessSignatures(tools.clock);
  }

  /** Event Hubs REST: "Send event", "Send partition event". */
  async event({ logger: id, partition, body }: Of<'event-hub'>, signal: Signal | undefined): Promise<Carrier> {
    const logger = Object.hasOwn(this.#config.loggers, id) ? this.#config.loggers[id] : undefined;
    if (logger === undefined) throw missing(`the logger \`${id}\` is not configured; add it under messaging.loggers in fedpass.yaml`);
    const what = `the logger \`${id}\``;
    const at = await this.#access(logger, logger.eventHub, what, { resource: 'https://eventhubs.azure.net', clientId: undefined, signal });
    const part = partition !== undefined && 'id' in partition ? `/partitions/${encodeURIComponent(partition.id)}` : '';
    const broker: HeaderList =
      partition !== undefined && 'key' in partition ? [['BrokerProperties', headerJson({ PartitionKey: partition.key })]] : [];
    return {
      url: `${at.url}${part}/messages?timeout=60&api-version=2014-01`,
      headers: [['Content-Type', 'application/atom+xml;type=entry;charset=utf-8'], ['Authorization', at.authorization], ...broker],
      body,
      timeoutMs: azureTimeout,
    };
  }

  /** Service Bus REST: "Send message". Properties of the message are headers whose values are JSON. */
  async brokered(message: Of<'service-bus'>, signal: Signal | undefined): Promise<Carrier> {
    const { name, namespace } = this.#namespace(message.namespace);
    const identity = { resource: 'https://servicebus.azure.net', clientId: message.clientId, signal };
    const at = await this.#access(namespace, message.entity, `the namespace \`${name}\``, identity, `https://${name}`);
    return {
      url: `${at.url}/messages?timeout=60&api-version=2015-01`,
      headers: [
        ['Content-Type', 'text/plain; charset=utf-8'],
        ['Authorization', at.authorization],
        ...(Object.keys(message.broker).length === 0 ? [] : ([['BrokerProperties', headerJson(message.broker)]] as const)),
        ...message.properties.map(([property, value]) => [property, headerJson(value)] as const),
      ],
      body: message.body,
      timeoutMs: azureTimeout,
    };
  }

  #namespace(wanted: string | undefined): { readonly name: string; readonly namespace: AzureNamespace } {
    const all = Object.entries(this.#config.serviceBus);
    const found =
      wanted === undefined ? (all.length === 1 ? all[0] : undefined) : all.find(([name]) => name.toLowerCase() === wanted.toLowerCase());
    if (found !== undefined) return { name: found[0], namespace: found[1] };
    throw missing(
      wanted === undefined
        ? `the message names no Service Bus namespace, and ${all.length === 0 ? 'none is' : 'several are'} configured under messaging.serviceBus in fedpass.yaml`
        : `the Service Bus namespace \`${wanted}\` is not configured; add it under messaging.serviceBus in fedpass.yaml`,
    );
  }

  async #access(
    { endpoint, connectionString, clientId }: AzureNamespace,
    entity: string | undefined,
    what: string,
    identity: { readonly resource: string; readonly clientId: string | undefined; readonly signal: Signal | undefined },
    usual = '',
  ): Promise<{ readonly url: string; readonly authorization: string }> {
    if (connectionString === undefined) {
      const token = await this.#token(identity.resource, identity.clientId ?? clientId, what, identity.signal);
      return { url: `${endpoint ?? usual}/${path(entity ?? '', what)}`, authorization: `Bearer ${token}` };
    }
    const given = readConnectionString(secretOf(this.#tools.secrets, connectionString, what), what);
    const name = entity ?? given.entity;
    if (name === undefined) throw missing(`${what} names no event hub; write eventHub, or EntityPath in the connection string`);
    const url = `${endpoint ?? given.endpoint}/${path(name, what)}`;
    return { url, authorization: this.#signatures.of(url, given.keyName, given.key) };
  }

  async #token(resource: string, clientId: string | undefined, what: string, signal: Signal | undefined): Promise<string> {
    try {
      return (await this.#tools.identity.token(resource, clientId, signal)).accessToken.reveal();
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it gave no token';
      throw new SendFailure('refused', `${what} has no connection string, and the identity of the machine cannot be used: ${why}`, {
        cause: error,
      });
    }
  }
}

/** Dapr: "Publish a message to a given topic", "Invoking Output Bindings". */
function daprCarrier(message: Of<'dapr-topic'> | Of<'dapr-binding'>, { dapr }: MessagingConfig, { secrets }: BusTools): Carrier {
  if (dapr === undefined) throw missing('no Dapr sidecar is configured; add messaging.dapr in fedpass.yaml');
  const token: HeaderList =
    dapr.apiToken === undefined ? [] : [['dapr-api-token', secretOf(secrets, dapr.apiToken, 'the token of the Dapr sidecar')]];
  if (message.kind === 'dapr-topic')
    return {
      url: `${dapr.url}/v1.0/publish/${segment(message.pubsub)}/${segment(message.topic)}`,
      headers: [['Content-Type', message.contentType], ...token],
      body: message.body,
      timeoutMs: message.timeoutMs,
    };
  const { data, operation, metadata } = message;
  return {
    url: `${dapr.url}/v1.0/bindings/${segment(message.name)}`,
    headers: [['Content-Type', 'application/json'], ...token],
    body: JSON.stringify({ data, operation, ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }) }),
    timeoutMs: message.timeoutMs,
  };
}

const missing = (text: string): SendFailure => new SendFailure('refused', text);

function secretOf(secrets: SecretReader, text: SecretText, what: string): string {
  const answer = secrets.read(text);
  if (answer.kind === 'found') return answer.secret.reveal();
  throw missing(`${what}: ${answer.name} ${answer.problem}`);
}

/** The path of an entity, which may have parts: an expression must not lead out of the namespace. */
function path(entity: string, what: string): string {
  const parts = entity.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw missing(`${what} has no entity of this name`);
  return parts.map(encodeURIComponent).join('/');
}

/** One part of a path. `.` and `..` would lead elsewhere, and encoding does not change them. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..') throw missing('the Dapr component or topic has no such name');
  return encodeURIComponent(text);
}

/** JSON that can stand in a header: what is beyond ASCII is escaped. */
const headerJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
