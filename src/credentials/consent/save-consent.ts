import { readConnection, swapConnection } from '../connections/connection-records.ts';
import { grantFromToken } from '../connections/grant-from-token.ts';
import { newId } from '../connections/new-id.ts';
import { provedNow } from '../connections/renewal-tools.ts';
import { type Consented, consentedRecord } from '../connections/save-consented.ts';
import { type Grant, grantOf, NEW_RECORD, readyRecord } from '../connections/state.ts';
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
  const { records, random, unsaved, store, spill } = tools.renewal;
  const { id } = target;
  const fresh = { generation: 1, lineage: newId(random), savedBy: newId(random), refreshToken: undefined };
  const grant = grantFromToken(token, target.client, { ...fresh, ...provedNow(tools.renewal) });
  const put = async (): Promise<boolean> => {
    for (;;) {
      if (stillMeant(await tools.findNow(id), subjectOf(target)) === undefined) {
        await dropToken(tools, target, token);
        return false;
      }
      const { record, version } = await readConnection(records, id);
      if (grantOf(record)?.savedBy === grant.savedBy) return true;
      const swap = await swapConnection(records, id, version, consentedRecord(record, version, grant));
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
    const consented: Consented = { ...subjectOf(target), grant };
    unsaved.keep({
      id,
      save: async () => void (await put()),
      ...(spill === undefined ? {} : { spill: () => spill.put(id, consented), unspill: () => spill.remove(consented) }),
    });
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
