import { readConnection, type SeenConnection, swapConnection } from './connection-records.ts';
import { keepLateAnswer } from './late-answer.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { type Grant, grantOf, readyRecord } from './state.ts';
import type { Target } from './target.ts';

/** Tokens that came of a refresh, and the digest of the refresh token they came for. */
export interface Answer {
  readonly grant: Grant;
  readonly digest: string;
}

/**
 * Saves an answer wherever its connection stands now: in the record while its intent is there, else as a late answer. May be done again
 * and again, by several processes: a write whose acknowledgement was lost is recognised. Rejects with StoreError.
 */
export async function saveAnswer(tools: RenewalTools, target: Target, { grant, digest }: Answer): Promise<'saved' | 'late'> {
  for (;;) {
    const seen = await readConnection(tools.records, target.id);
    if (grantOf(seen.record)?.savedBy === grant.savedBy) return 'saved';
    const { state } = seen.record;
    if (state.phase !== 'refreshing' || state.intent.id !== grant.savedBy) {
      await keepLateAnswer(tools, target, grant, digest);
      return 'late';
    }
    if (await saveOver(tools, target, seen, grant)) return 'saved';
  }
}

/** Whether the record was still as it was seen. */
export async function saveOver(tools: RenewalTools, target: Target, { record, version }: SeenConnection, grant: Grant): Promise<boolean> {
  const swap = await swapConnection(tools.records, target.id, version, readyRecord(record, grant), { durable: true });
  return swap.kind === 'done';
}
