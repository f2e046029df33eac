import { type ConnectionId, orphanRecord } from '../store/keys.ts';
import { readConnection, type SeenConnection, swapConnection } from './connection-records.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { type Grant, lineageOf, readyRecord } from './state.ts';
import type { Target } from './target.ts';

/** An answer that came after its intent had been taken over: perhaps the only good tokens of the connection (rule R2). */
interface Orphan {
  readonly grant: Grant;
  /** Of the refresh token it was given for. */
  readonly digest: string;
}

/** What a late answer must belong to: the consent, and the refresh token that was sent, by its digest. */
export interface Tried {
  readonly lineage: string;
  readonly digest: string;
}

/**
 * Keeps an answer that could not be saved, for the one who meets `invalid_grant` because of it. What belongs to an earlier consent, or
 * to a connection that is gone, is of no use to anyone and is given back to the provider.
 */
export async function keepLateAnswer(tools: RenewalTools, target: Target, grant: Grant, digest: string): Promise<void> {
  const { id } = target;
  const { record } = await readConnection(tools.records, id);
  if (!tools.rules.sameLineage(grant, lineageOf(record))) {
    tools.log.warn({ ...id }, 'a token answer came too late and belongs to an earlier consent; it is revoked');
    await tools.revocations.add(target, grant, 'late-answer');
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
export async function findLateAnswer(tools: RenewalTools, id: ConnectionId, tried: Tried): Promise<Grant | undefined> {
  const { value } = await tools.records.read(orphanRecord(id));
  if (value === undefined) return undefined;
  const { grant, digest } = JSON.parse(value) as Orphan;
  return tools.rules.sameLineage(grant, tried.lineage) && digest === tried.digest ? grant : undefined;
}

/** Takes a late answer as the tokens of the connection. `again`: it was there; `none`: there is no such answer. */
export async function adoptLateAnswer(
  tools: RenewalTools,
  target: Target,
  { record, version }: SeenConnection,
  tried: Tried,
): Promise<'again' | 'none'> {
  const late = await findLateAnswer(tools, target.id, tried);
  if (late === undefined) return 'none';
  const swap = await swapConnection(tools.records, target.id, version, readyRecord(record, { ...late, generation: record.generation + 1 }));
  if (swap.kind === 'done') {
    if (record.state.phase === 'broken') tools.turned(target.id, 'mended', 'late-answer');
    await forgetLateAnswer(tools, target.id).catch(() => false);
  }
  return 'again';
}

/** Once adopted, it lies in the connection's own record. */
export const forgetLateAnswer = (tools: RenewalTools, id: ConnectionId): Promise<boolean> => tools.store.delete(orphanRecord(id).key);

/** The late answer of a connection that is taken away. */
export async function takeLateAnswer(tools: RenewalTools, id: ConnectionId): Promise<Grant | undefined> {
  const { value } = await tools.records.take(orphanRecord(id));
  return value === undefined ? undefined : (JSON.parse(value) as Orphan).grant;
}

/** Looks after a late answer that nobody came for: when its consent is over, it is given back to the provider. */
export async function sweepLateAnswer(tools: RenewalTools, target: Target): Promise<void> {
  const { value, version } = await tools.records.read(orphanRecord(target.id));
  if (value === undefined) return;
  const { grant } = JSON.parse(value) as Orphan;
  const { record } = await readConnection(tools.records, target.id);
  // While the consent lives, revoking would end the family of the very token that is in use.
  if (tools.rules.sameLineage(grant, lineageOf(record))) return;
  await tools.revocations.add(target, grant, 'late-answer');
  await tools.store.delete(orphanRecord(target.id).key, version);
}
