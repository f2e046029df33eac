import type { RevocationReason } from '../revocation/queue.ts';
import { readConnection, swapConnection } from './connection-records.ts';
import { takeLateAnswer } from './late-answer.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { grantOf } from './state.ts';
import type { Target } from './target.ts';

/**
 * Takes the tokens of a connection away and queues them for revocation; what was cached under them is void. The order to revoke is
 * written first: whoever is interrupted has revoked too early rather than forgotten. False: there were none. Rejects with StoreError.
 */
export async function disconnect(tools: RenewalTools, target: Target, why: RevocationReason): Promise<boolean> {
  for (;;) {
    const { record, version } = await readConnection(tools.records, target.id);
    const grant = grantOf(record);
    if (record.state.phase === 'unauthorized') return false;
    if (grant !== undefined) await tools.revocations.add(target, grant, why);
    const empty = { ...record, consentEpoch: record.consentEpoch + 1, state: { phase: 'unauthorized' } } as const;
    const swap = await swapConnection(tools.records, target.id, version, empty, { durable: true });
    if (swap.kind !== 'done') continue;
    const late = await takeLateAnswer(tools, target.id);
    if (late !== undefined) await tools.revocations.add(target, late, why);
    return true;
  }
}
