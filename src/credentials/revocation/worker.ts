import { callTools, type RenewalTools } from '../connections/renewal-tools.ts';
import { revoke } from '../grants/revoke.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import { revocationRecord } from '../store/keys.ts';
import { targetFrom } from './open-provider.ts';
import { type Revocation, readRevocation } from './queue.ts';

const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 6 * 3_600_000;
/** With the waits above, five days. */
const MOST_TRIES = 30;
const PREFIX = 'revocation/';

/** Carries out what is due of the orders to revoke tokens; each by one process at a time. Rejects with StoreError. */
export async function revokeDue(tools: RenewalTools, options: CheckOptions): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await tools.store.list(PREFIX, cursor);
    for (const key of page.keys) {
      if (tools.stopping.aborted) return;
      await carryOut(tools, options, key.slice(PREFIX.length));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function carryOut(tools: RenewalTools, options: CheckOptions, id: string): Promise<void> {
  const { store, records, log, owner, limits } = tools;
  const name = revocationRecord(id);
  const found = await readRevocation(records, name);
  if (found === undefined) return;
  const { order, version } = found;
  const now = await store.now();
  if (now < order.nextTryAt) return;
  const lease = `revoke/${id}`;
  const epoch = await store.acquireLease(lease, owner, order.tokens.length * limits.callTimeoutMs + limits.saveMs);
  if (epoch === undefined) return;
  try {
    const left = await revokeTokens(tools, options, order);
    if (left === undefined) await store.delete(name.key, version);
    else if (order.tries + 1 >= MOST_TRIES) {
      log.error({ ...ofOrder(order), reason: left.reason }, 'tokens could not be revoked, and are given up');
      await store.delete(name.key, version);
    } else {
      const waitMs = Math.max(left.retryAfterMs, Math.min(FIRST_RETRY_MS * 2 ** order.tries, LAST_RETRY_MS));
      log.warn({ ...ofOrder(order), reason: left.reason, waitMs }, 'tokens could not be revoked yet');
      const later: Revocation = { ...order, tokens: left.tokens, tries: order.tries + 1, nextTryAt: now + waitMs };
      await records.swap(name, version, JSON.stringify(later));
    }
  } finally {
    await store.releaseLease(lease, epoch).catch(() => false);
  }
}

/** Which tokens are left and why; undefined when the order is carried out. */
async function revokeTokens(
  tools: RenewalTools,
  options: CheckOptions,
  order: Revocation,
): Promise<{ readonly tokens: Revocation['tokens']; readonly reason: string; readonly retryAfterMs: number } | undefined> {
  const { client } = targetFrom(order.provider, options);
  for (const [at, { token, hint }] of order.tokens.entries()) {
    const outcome = await revoke(callTools(tools), client, token, hint);
    switch (outcome.kind) {
      case 'revoked':
        continue;
      case 'refused':
        tools.log.warn({ ...ofOrder(order), reason: outcome.reason, hint }, 'the provider does not revoke this kind of token');
        continue;
      case 'no-endpoint':
        tools.log.warn(ofOrder(order), 'the provider has no way to revoke tokens; remove the access there by hand if it must end now');
        return undefined;
      case 'failed':
        return { tokens: order.tokens.slice(at), reason: outcome.reason, retryAfterMs: outcome.retryAfterMs ?? 0 };
    }
  }
  tools.log.info(ofOrder(order), 'tokens were revoked');
  return undefined;
}

const ofOrder = ({ provider: { provider, connection }, why }: Revocation) => ({ provider, connection, why });
