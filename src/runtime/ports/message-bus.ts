import type { Signal } from './signal.ts';

/** A message for something that is no HTTP backend of ours. */
export interface BusMessage {
  /** What it is sent to: a logger, a queue or topic, a Dapr binding or topic. */
  readonly target:
    | { readonly kind: 'event-hub'; readonly logger: string }
    | {
        readonly kind: 'service-bus';
        readonly entity: string;
        readonly entityKind: 'queue' | 'topic';
        readonly namespace: string | undefined;
      }
    | { readonly kind: 'dapr-topic'; readonly pubsub: string; readonly topic: string }
    | { readonly kind: 'dapr-binding'; readonly name: string; readonly operation: string | undefined };
  readonly body: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  /** Event hubs: which partition, by key or by number. */
  readonly partition: { readonly key?: string; readonly id?: string };
  readonly timeoutMs: number | undefined;
}

export interface BusReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Sends messages. Rejects with SendFailure, also when the configuration does not say where the target is. */
export type MessageBus = (message: BusMessage, signal: Signal | undefined) => Promise<BusReply>;
