import { createHash } from 'node:crypto';
import { readConnection } from '../connections/connection-records.ts';
import type { RenewalTools } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import { connectionRecord, toldRecord, webhookRecord } from '../store/keys.ts';
import { endpointId, type WebhookEndpoint, wants } from './endpoint.ts';
import { type Notice, noticeBody } from './notice.ts';
import { type Told, turningOf } from './told.ts';

/** A notice on its way to one endpoint. Lies in the store until it has arrived, or is given up. */
export interface Delivery {
  readonly format: 1;
  readonly url: string;
  /** The same for all tries and all endpoints: receivers know by it what they have had. */
  readonly id: string;
  readonly body: string;
  readonly tries: number;
  /** By the store's clock. */
  readonly nextTryAt: number;
}

export type TellingTools = Pick<RenewalTools, 'records' | 'clock'> & { endpoints(): readonly WebhookEndpoint[] };

/**
 * Queues what is to be told of a connection. The deliveries are written first, under names that follow from what they tell, and only where
 * no such ever was; then what was told is swapped. So several processes that see the same turning queue it once, and one that dies in between
 * leaves it to the next who looks. Rejects with StoreError or VaultError.
 */
export async function tellOf(tools: TellingTools, target: Target): Promise<void> {
  const { records, clock } = tools;
  for (;;) {
    const { record } = await readConnection(records, target.id);
    const { value, version } = await records.read(toldRecord(target.id));
    const before = value === undefined ? undefined : (JSON.parse(value) as Told);
    const turning = turningOf(target, record, before, clock.now());
    if (turning === undefined) return;
    if (before === undefined && turning.told.is === 'well') return;
    // The version tells one turning from the next like it.
    for (const notice of turning.notices) await queue(tools, notice, `${version} ${turning.told.of}`);
    const swap = await records.swap(toldRecord(target.id), version, JSON.stringify(turning.told));
    if (swap.kind === 'done') return;
  }
}

async function queue({ records, clock, endpoints }: TellingTools, notice: Notice, turning: string): Promise<void> {
  const { key } = connectionRecord(notice.connection);
  const id = `msg_${createHash('sha256').update(`${key} ${notice.kind} ${turning}`).digest('base64url')}`;
  const body = noticeBody(notice, clock.now());
  for (const endpoint of endpoints().filter((one) => wants(one, notice))) {
    const delivery: Delivery = { format: 1, url: endpoint.url, id, body, tries: 0, nextTryAt: 0 };
    // A conflict: it is queued, or was delivered already.
    await records.swap(webhookRecord(`${id}.${endpointId(endpoint)}`), 0, JSON.stringify(delivery));
  }
}
