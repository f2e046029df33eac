import { createHmac } from 'node:crypto';
import type { Clock } from '../../runtime/ports/clock.ts';
import { SendFailure } from '../../runtime/ports/send.ts';

/** What a connection string of Event Hubs or Service Bus says. */
export interface ConnectionString {
  /** https address without a slash at the end. */
  readonly endpoint: string;
  readonly keyName: string;
  readonly key: string;
  /** The event hub, queue or topic that it is for. */
  readonly entity: string | undefined;
}

/** Reads `Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…`. Throws SendFailure that names `what`, never the text. */
export function readConnectionString(text: string, what: string): ConnectionString {
  const parts = new Map(
    text.split(';').flatMap((part): [string, string][] => {
      const at = part.indexOf('=');
      return at < 0 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()]];
    }),
  );
  const host = /^(?:sb|https|amqps):\/\/([^/\s]+)\/?$/i.exec(parts.get('endpoint') ?? '')?.[1];
  const keyName = parts.get('sharedaccesskeyname');
  const key = parts.get('sharedaccesskey');
  if (host === undefined || keyName === undefined || key === undefined)
    throw new SendFailure(
      'refused',
      `the connection string of ${what} is none: it needs Endpoint=sb://…, SharedAccessKeyName and SharedAccessKey`,
    );
  return { endpoint: `https://${host}`, keyName, key, entity: parts.get('entitypath') };
}

/** Seconds that a signature is good for, and seconds before its end when it is replaced. */
const lifetime = 3_600;
const margin = 600;

/** Makes shared access signatures (Azure: "Generate SAS token") and keeps each until shortly before it expires. */
export class AccessSignatures {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly text: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The value of `Authorization` for a resource, such as `https://ns.servicebus.windows.net/hub`. */
  of(resource: string, keyName: string, key: string): string {
    const now = Math.floor(this.#clock.now() / 1000);
    const id = `${resource}\n${keyName}\n${key}`;
    const kept = this.#kept.get(id);
    if (kept !== undefined && kept.until > now) return kept.text;
    // Few resources are configured; a key that was replaced leaves with the first one of its like that is made anew.
    for (const [old, { until }] of this.#kept) if (until <= now) this.#kept.delete(old);
    const expires = now + lifetime;
    const encoded = encodeURIComponent(resource);
    const signature = createHmac('sha256', key).update(`${encoded}\n${expires}`).digest('base64');
    const text = `SharedAccessSignature sr=${encoded}&sig=${encodeURIComponent(signature)}&se=${expires}&skn=${encodeURIComponent(keyName)}`;
    this.#kept.set(id, { text, until: expires - margin });
    return text;
  }
}
