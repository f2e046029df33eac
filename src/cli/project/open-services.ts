import { randomUUID } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import { bareServices } from '../../gateway/services/bare-services.ts';
import { openRedisCounter } from '../../gateway/services/redis-counter.ts';
import type { PolicyServices } from '../../runtime/exchange.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';

/** What services are made of, beside the configuration. */
export interface ServiceTools {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OpenServices {
  readonly services: PolicyServices;
  /** After the gateway has closed: requests under way still use them. */
  close(): Promise<void>;
}

/** Opens what policies use of the outside, as the configuration says. Rejects with what the failing service says; nothing stays open then. */
export async function openServices({ cache }: Config, { clock }: ServiceTools): Promise<OpenServices> {
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.splice(0).reverse()) await each();
  };
  const kept = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const service = await opening;
    opened.push(() => service.close());
    return service;
  };
  try {
    // One line a service; what has none is as in a gateway where nothing is configured.
    const services: PolicyServices = {
      ...bareServices(clock),
      ...(cache.kind === 'redis'
        ? { counter: await kept(openRedisCounter(cache.url.reveal(), `cache ${cache.place}`, { unique: randomUUID })) }
        : {}),
    };
    return { services, close };
  } catch (error) {
    await close();
    throw error;
  }
}
