import type { RenewalTools } from '../connections/renewal-tools.ts';
import { retryAfter } from '../grants/retry-after.ts';
import { TransportError } from '../grants/transport.ts';
import { everyKey } from '../store/every-key.ts';
import { webhookPrefix, webhookRecord } from '../store/keys.ts';
import type { WebhookEndpoint } from './endpoint.ts';
import { webhookHeaders, webhookKey } from './sign.ts';
import type { Delivery } from './tell.ts';

/** Milliseconds to the next try, as Standard Webhooks 1.0 proposes ("Deliverability and reliability"); then it is given up. */
const WAITS_MS: readonly number[] = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000];

const CALL_MS = 15_000;

export type DeliveryTools = RenewalTools & { endpoints(): readonly WebhookEndpoint[] };

/** Sends what is due; each delivery by one process at a time. Rejects with StoreError. */
export async function deliverDue(tools: DeliveryTools): Promise<void> {
  for await (const key of everyKey(tools.store, webhookPrefix)) {
    if (tools.stopping.aborted) return;
    await deliver(tools, key.slice(webhookPrefix.length));
  }
}

type Sent = { readonly kind: 'arrived' | 'unwanted' } | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs: number };

async function deliver(tools: DeliveryTools, id: string): Promise<void> {
  const { store, records, log, owner, random } = tools;
  const name = webhookRecord(id);
  const { value, version } = await records.read(name);
  if (value === undefined) return;
  const delivery = JSON.parse(value) as Delivery;
  const now = await store.now();
  if (now < delivery.nextTryAt) return;
  const lease = `deliver/${id}`;
  const epoch = await store.acquireLease(lease, owner, CALL_MS + tools.limits.saveMs);
  if (epoch === undefined) return;
  try {
    // Somebody may have sent it between our look and the lease.
    if ((await store.read(name.key)).version !== version) return;
    const endpoint = tools.endpoints().find(({ url }) => url === delivery.url);
    const sent: Sent = endpoint === undefined ? { kind: 'unwanted' } : await send(tools, endpoint, delivery);
    const about = { webhook: originOf(delivery.url), id: delivery.id };
    if (sent.kind === 'arrived') log.info(about, 'a webhook was delivered');
    if (sent.kind === 'unwanted') log.warn(about, 'a webhook is dropped: nobody at that address wants it any more');
    const waitMs = WAITS_MS[delivery.tries];
    if (sent.kind === 'failed' && waitMs !== undefined) {
      // Spread, so that an endpoint that comes back is not met by all at once.
      const spread = Math.round(waitMs * (0.9 + 0.2 * random.next()));
      const nextTryAt = now + Math.max(spread, sent.retryAfterMs);
      log.warn({ ...about, reason: sent.reason, waitMs: nextTryAt - now }, 'a webhook could not be delivered yet');
      await records.swap(name, version, JSON.stringify({ ...delivery, tries: delivery.tries + 1, nextTryAt }));
      return;
    }
    if (sent.kind === 'failed') log.error({ ...about, reason: sent.reason }, 'a webhook could not be delivered, and is given up');
    await store.delete(name.key, version);
  } finally {
    await store.releaseLease(lease, epoch).catch(() => false);
  }
}

async function send({ transport, clock }: DeliveryTools, endpoint: WebhookEndpoint, { id, body }: Delivery): Promise<Sent> {
  const failed = (reason: string, retryAfterMs = 0): Sent => ({ kind: 'failed', reason, retryAfterMs });
  const key = webhookKey(endpoint.secret);
  if (key === undefined) return failed('its secret is none of Standard Webhooks');
  const signed = webhookHeaders(key, { id, timestamp: Math.floor(clock.now() / 1_000), body });
  try {
    const { status, headers } = await transport({
      method: 'POST',
      url: endpoint.url,
      headers: { 'content-type': 'application/json', 'user-agent': 'fedpass', ...signed },
      body,
      timeoutMs: CALL_MS,
    });
    if (status >= 200 && status < 300) return { kind: 'arrived' };
    if (status === 410) return { kind: 'unwanted' };
    return failed(`status ${status}`, retryAfter(headers['retry-after'], clock.now()));
  } catch (error) {
    if (error instanceof TransportError) return failed(error.reason);
    throw error;
  }
}

/** A path may hold a secret. */
const originOf = (url: string): string => new URL(url).origin;
