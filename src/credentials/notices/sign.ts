import { createHmac } from 'node:crypto';
import type { Secret } from '../../runtime/ports/credential-source.ts';

const FORM = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** The bytes of a Standard Webhooks secret; undefined unless it is `whsec_` and 24 to 64 bytes in base64. */
export function webhookKey(secret: Secret): Buffer | undefined {
  const [, text] = FORM.exec(secret.reveal()) ?? [];
  const key = text === undefined ? undefined : Buffer.from(text, 'base64');
  return key !== undefined && key.length >= 24 && key.length <= 64 ? key : undefined;
}

/** What is signed, in the order it is signed in. `timestamp`: whole seconds since 1970. */
export interface SignedParts {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** The three headers of Standard Webhooks 1.0 ("Webhook Headers"), by HMAC-SHA256 over id, timestamp and body. */
export function webhookHeaders(key: Buffer, { id, timestamp, body }: SignedParts): Readonly<Record<string, string>> {
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}
