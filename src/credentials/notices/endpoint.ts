import { createHash } from 'node:crypto';
import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { Notice, NoticeKind } from './notice.ts';

/** Who is told of turnings of connections. */
export interface WebhookEndpoint {
  /** https, or on this machine. */
  readonly url: string;
  /** `whsec_` and 24 to 64 bytes in base64. */
  readonly secret: Secret;
  readonly events: readonly NoticeKind[];
  /** Ids of providers; absent: all. */
  readonly providers?: readonly string[];
}

/** Tells endpoints apart in names of records; a URL may hold a secret of its own. */
export const endpointId = ({ url }: Pick<WebhookEndpoint, 'url'>): string =>
  createHash('sha256').update(url).digest('base64url').slice(0, 16);

export function wants({ events, providers }: WebhookEndpoint, { kind, connection }: Notice): boolean {
  if (!events.includes(kind)) return false;
  return providers === undefined || providers.some((id) => id.toLowerCase() === connection.provider.toLowerCase());
}
