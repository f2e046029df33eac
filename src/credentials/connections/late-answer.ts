import { type ConnectionId, orphanRecord } from '../store/keys.ts';
import { readConnection } from './connection-records.ts';
import type { RenewalTools } from './renewal-tools.ts';
import type { ConnectionRecord, Grant } from './state.ts';

/** An answer that came after its intent had been taken over: perhaps the only good tokens of the connection (rule R2). */
interface Orphan {
  readonly grant: Grant;
  /** Of the refresh token it was given for. */
  readonly digest: string;
}

/**
 * Keeps an answer that could not be saved, for the one who meets `invalid_grant` because of it. What belongs to an earlier consent, or
 * to a connection that is gone, is not kept.
 */
export async function keepLateAnswer(tools: RenewalTools, id: ConnectionId, grant: Grant, digest: string): Promise<void> {
  const { record } = await readConnection(tools.records, id);
  if (lineageOf(record) !== grant.lineage) {
    tools.log.warn({ ...id }, 'a token answer came too late and belongs to an earlier consent; it is dropped');
    return;
  }
  const orphan: Orphan = { grant, digest };
  const name = orphanRecord(id);
  for (;;) {
    const { version } = await tools.records.read(name);
    const swap = await tools.records.swap(name, version, JSON.stringify(orphan));
    if (swap.kind === 'done') return;
  }
}

/** The late answer to exactly this refresh token, if there is one. */
export async function findLateAnswer(
  tools: RenewalTools,
  id: ConnectionId,
  tried: { readonly lineage: string; readonly digest: string },
): Promise<Grant | undefined> {
  const { value } = await tools.records.read(orphanRecord(id));
  if (value === undefined) return undefined;
  const { grant, digest } = JSON.parse(value) as Orphan;
  return grant.lineage === tried.lineage && digest === tried.digest ? grant : undefined;
}

/** Once adopted, it lies in the connection's own record. */
export const forgetLateAnswer = (tools: RenewalTools, id: ConnectionId): Promise<boolean> => tools.store.delete(orphanRecord(id).key);

function lineageOf({ state }: ConnectionRecord): string | undefined {
  switch (state.phase) {
    case 'unauthorized':
      return undefined;
    case 'ready':
    case 'refreshing':
      return state.grant.lineage;
    case 'broken':
      return state.tried.lineage;
  }
}
