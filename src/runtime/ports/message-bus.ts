import type { HeaderList } from './send.ts';
import type { Signal } from './signal.ts';

/** Names and values, in order. */
export type Properties = readonly (readonly [name: string, value: string])[];

/** A message for something that is no HTTP backend of ours. */
export type BusMessage =
  | {
      readonly kind: 'event-hub';
      /** A logger of the configuration. */
      readonly logger: string;
      readonly body: string;
      /** Which partition, by number or by a key that is hashed; any without. */
      readonly partition: { readonly id: string } | { readonly key: string } | undefined;
    }
  | {
      readonly kind: 'service-bus';
      /** A queue or a topic. */
      readonly entity: string;
      /** A namespace of the configuration; undefined for the only one. */
      readonly namespace: string | undefined;
      /** A user-assigned identity of the machine, in place of the configured one. */
      readonly clientId: string | undefined;
      readonly body: string;
      readonly properties: Properties;
      /** Properties of the broker, such as MessageId. */
      readonly broker: Readonly<Record<string, string | number>>;
    }
  | {
      readonly kind: 'dapr-topic';
      readonly pubsub: string;
      readonly topic: string;
      readonly body: string;
      readonly contentType: string;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'dapr-binding';
      readonly name: string;
      readonly operation: string;
      readonly metadata: Properties;
      /** A JSON value. */
      readonly data: unknown;
      readonly timeoutMs: number;
    };

export interface BusReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** Where messages go, as the configuration says. */
export interface MessageBus {
  /** Rejects with SendFailure when nothing answers, and with kind `refused` when the configuration does not say where to. Any status is a reply. */
  send(message: BusMessage, signal: Signal | undefined): Promise<BusReply>;
  /** Whether a logger is configured. */
  hasLogger(id: string): boolean;
  /** Base address of the Dapr sidecar, without a slash at the end; undefined when none is configured. */
  readonly sidecar: string | undefined;
}
