import { readConnection, type SeenConnection, swapConnection } from './connection-records.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { type ConnectionRecord, type Grant, grantOf, lineageOf, readyRecord } from './state.ts';
import type { Target } from './target.ts';

/** The newest tokens of a connection that this process knows to have been in the store. */
export interface Newest {
  readonly grant: Grant;
  readonly version: number;
  readonly consentEpoch: number;
}

/** What a process remembers of a connection beside its access token. */
export interface Memory {
  newest: Newest | undefined;
  /** An intent of this process that may still stand in the store, though its refresh token was not sent, or not taken. */
  harmless: string | undefined;
}

/** The record as this process knows it to be: without an intent of its own that came to nothing. */
export function withoutHarmless(record: ConnectionRecord, { harmless }: Memory): ConnectionRecord {
  const { state } = record;
  if (state.phase !== 'refreshing' || state.intent.id !== harmless) return record;
  const { attempt, firstSentAt } = state.intent;
  const unanswered = attempt === 1 ? {} : { unanswered: { sends: attempt - 1, notBefore: 0, firstSentAt } };
  return { ...record, state: { phase: 'ready', grant: state.grant, ...unanswered } };
}

/** What was just read or written takes the place of what was known, unless it is older and of the same consent. */
export function newestOf(known: Newest | undefined, { record, version }: SeenConnection): Newest | undefined {
  const grant = grantOf(record);
  if (grant === undefined) return version < (known?.version ?? 0) || record.state.phase === 'broken' ? known : undefined;
  if (known !== undefined && grant.lineage === known.grant.lineage && grant.generation < known.grant.generation) return known;
  return { grant, version, consentEpoch: record.consentEpoch };
}

/**
 * Rule R6: a store that lost its last writes has an older generation than was seen in it. Its refresh token is used up, and sending it
 * would end the family; so whoever knows the newer tokens of the same consent writes them back first. `again`: something was written.
 */
export async function writeBack(
  tools: RenewalTools,
  target: Target,
  seen: SeenConnection,
  known: Newest | undefined,
): Promise<'in-order' | 'again'> {
  if (known === undefined || !hasGoneBack(tools, seen, known)) return 'in-order';
  const { record, version } = seen;
  const restored: ConnectionRecord = {
    ...readyRecord(record, known.grant),
    consentEpoch: Math.max(record.consentEpoch, known.consentEpoch),
  };
  const swap = await swapConnection(tools.records, target.id, version, restored);
  if (swap.kind === 'done')
    tools.log.error(
      { ...target.id, generation: known.grant.generation },
      'the credential store had lost newer tokens; they are written back',
    );
  return 'again';
}

/** The same without being asked for a token: when the store may have lost something. Rejects with StoreError. */
export async function restoreNewest(tools: RenewalTools, target: Target, memory: Memory): Promise<void> {
  for (;;) {
    const seen = await readConnection(tools.records, target.id);
    if ((await writeBack(tools, target, seen, memory.newest)) === 'again') continue;
    memory.newest = newestOf(memory.newest, seen);
    return;
  }
}

function hasGoneBack({ rules }: RenewalTools, { record, version }: SeenConnection, { grant, version: before }: Newest): boolean {
  // A removed connection leaves a later version behind: an earlier one means that the store forgot it.
  if (record.state.phase === 'unauthorized') return version < before;
  return record.generation < grant.generation && rules.sameLineage(grant, lineageOf(record));
}
