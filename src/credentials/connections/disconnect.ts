import type { RevocationReason } from '../revocation/queue.ts';
import { readConnection, swapConnection } from './connection-records.ts';
import { takeLateAnswer } from './late-answer.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { type ConnectionState, grantOf } from './state.ts';
import type { Target } from './target.ts';

/**
 * Takes the tokens of a connection away and queues them for revocation; what was cached under them is void. The order to revoke is
 * written first: whoever is interrupted has revoked too early rather than forgotten. False: there were none. Rejects with StoreError.
 */
export async function disconnect(tools: RenewalTools, target: Target, why: RevocationReason): Promise<boolean> {
  for (;;) {
    const { record, version } = await readConnection(tools.records, target.id);
    const grant = grantOf(record);
    if (grant !== undefined) await tools.revocations.add(target, grant, why);
    // Also where there were none: a consent from before now may still wait beside a process that could not save it.
    const state: ConnectionState = { phase: 'unauthorized', since: tools.clock.now() };
    const had = record.state.phase !== 'unauthorized';
    const empty = { ...record, consentEpoch: record.consentEpoch + (had ? 1 : 0), state };
    const swap = await swapConnection(tools.records, target.id, version, empty, { durable: true });
    if (swap.kind !== 'done') continue;
    if (!had) return false;
    const late = await takeLateAnswer(tools, target.id);
    if (late !== undefined) await tools.revocations.add(target, late, why);
    return true;
  }
}
