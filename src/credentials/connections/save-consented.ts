import { readConnection, swapConnection } from './connection-records.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { type ConnectionRecord, type Grant, grantOf, readyRecord } from './state.ts';
import type { Target } from './target.ts';

/** Tokens of a consent that the store did not take, and which connection they were meant for. */
export interface Consented {
  readonly grant: Grant;
  readonly incarnation?: string;
}

/**
 * A record with the tokens of a consent: a new lineage takes the place of whatever was there. After a removal the counts go on from where the
 * record was, so that what was cached under an earlier consent stays void.
 */
export function consentedRecord(record: ConnectionRecord, version: number, grant: Grant): ConnectionRecord {
  const past = record.generation === 0 ? version : 0;
  return {
    ...readyRecord(record, { ...grant, generation: record.generation + past + 1 }),
    consentEpoch: record.consentEpoch + past + 1,
  };
}

/**
 * Saves what an earlier process could not, unless somebody has consented anew or disconnected since, or the connection is another one
 * now: then the tokens are revoked. Rejects with StoreError.
 */
export async function saveConsented(tools: RenewalTools, target: Target, { grant, incarnation }: Consented): Promise<'saved' | 'late'> {
  for (;;) {
    const { record, version } = await readConnection(tools.records, target.id);
    const there = grantOf(record);
    if (there?.savedBy === grant.savedBy) return 'saved';
    if (settledAt(record) > (grant.consentedAt ?? 0) || target.settings.incarnation !== incarnation) {
      await tools.revocations.add(target, grant, 'late-answer');
      return 'late';
    }
    const swap = await swapConnection(tools.records, target.id, version, consentedRecord(record, version, grant), { durable: true });
    if (swap.kind === 'done') return 'saved';
  }
}

/** When the last word on the connection was spoken, consent or disconnection, wall milliseconds; 0: not known. */
const settledAt = (record: ConnectionRecord): number =>
  (record.state.phase === 'unauthorized' ? record.state.since : grantOf(record)?.consentedAt) ?? 0;
