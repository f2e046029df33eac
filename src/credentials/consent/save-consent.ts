import { readConnection, swapConnection } from '../connections/connection-records.ts';
import { grantFromToken } from '../connections/grant-from-token.ts';
import { newId } from '../connections/new-id.ts';
import { provedNow } from '../connections/renewal-tools.ts';
import { type Grant, NEW_RECORD, readyRecord } from '../connections/state.ts';
import type { Target } from '../connections/target.ts';
import type { GrantedToken } from '../grants/outcome.ts';
import { removeTokens } from '../resources/remove-tokens.ts';
import type { ConnectionId } from '../store/keys.ts';
import { StoreError } from '../store/store.ts';
import { type ConsentTools, stillMeant, subjectOf } from './consent-tools.ts';

export type Saved =
  | { readonly kind: 'connected'; readonly id: ConnectionId }
  /** It was removed meanwhile. */
  | { readonly kind: 'unknown-connection' }
  /** The tokens are in memory, and saved as soon as the store is back. */
  | { readonly kind: 'not-saved-yet'; readonly id: ConnectionId };

/** Replaces whatever state the connection was in: a new consent begins a new lineage. Rejects with VaultError. */
export async function saveConsent(tools: ConsentTools, target: Target, token: GrantedToken): Promise<Saved> {
  const { records, random, unsaved, store } = tools.renewal;
  const { id } = target;
  const savedBy = newId(random);
  const lineage = newId(random);
  const put = async (): Promise<boolean> => {
    for (;;) {
      if (stillMeant(await tools.findNow(id), subjectOf(target)) === undefined) {
        await dropToken(tools, target, token);
        return false;
      }
      const { record, version } = await readConnection(records, id);
      const { state } = record;
      if (state.phase === 'ready' && state.grant.savedBy === savedBy) return true;
      // After a removal the counts go on from where the record was: what was cached under an earlier consent stays void.
      const past = record.generation === 0 ? version : 0;
      const generation = record.generation + past + 1;
      const grant = grantFromToken(token, target.client, {
        generation,
        lineage,
        savedBy,
        refreshToken: undefined,
        ...provedNow(tools.renewal),
      });
      const swap = await swapConnection(records, id, version, {
        ...readyRecord(record, grant),
        consentEpoch: record.consentEpoch + past + 1,
      });
      if (swap.kind !== 'done') continue;
      // Removed between the look and the write: whoever removed it saw no tokens to remove.
      if (stillMeant(await tools.findNow(id), subjectOf(target)) !== undefined) return true;
      await removeTokens({ store, records, giveBack: tools.giveBack }, id, target);
      return false;
    }
  };
  try {
    if (!(await put())) return { kind: 'unknown-connection' };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    unsaved.keep({ id, save: async () => void (await put()) });
    return { kind: 'not-saved-yet', id };
  }
  tools.connected(id);
  return { kind: 'connected', id };
}

/** Gives back tokens that belong to no connection. */
export async function dropToken(tools: ConsentTools, target: Target, token: GrantedToken): Promise<void> {
  await tools.giveBack({ id: target.id, target, record: readyRecord(NEW_RECORD, grantOfNobody(target, token)) });
}

/** Tokens as a grant that belongs to no connection yet. */
export const grantOfNobody = (target: Target, token: GrantedToken): Grant =>
  grantFromToken(token, target.client, { generation: 1, lineage: '', savedBy: '', refreshToken: undefined });
