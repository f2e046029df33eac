import type { ConnectionRecord } from '../connections/state.ts';
import type { Target } from '../connections/target.ts';
import { type ConnectionId, connectionRecord, orphanRecord } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import { VaultError } from '../vault/vault-error.ts';

/** A connection that is gone. Its tokens are nobody's any more, and should be given back to the provider. */
export interface RemovedConnection {
  readonly id: ConnectionId;
  /** How to reach its provider; undefined when its settings are not known any more. */
  readonly target: Target | undefined;
  readonly record: ConnectionRecord;
}

/** Takes over what is left of removed connections. Must not reject for what the outside does. */
export type GiveBack = (removed: RemovedConnection) => Promise<void>;

/** Removes the tokens of a connection, and hands them on. The version stays, so that a renewal under way cannot write them back. */
export async function removeTokens(
  tools: { readonly store: Store; readonly records: SealedRecords; readonly giveBack: GiveBack },
  id: ConnectionId,
  target: Target | undefined,
): Promise<boolean> {
  const { store, records, giveBack } = tools;
  await store.delete(orphanRecord(id).key);
  const value = await takeOpen(records, store, id);
  if (value === undefined) return false;
  await giveBack({ id, target, record: JSON.parse(value) as ConnectionRecord });
  return true;
}

/** What cannot be opened is removed all the same. */
async function takeOpen(records: SealedRecords, store: Store, id: ConnectionId): Promise<string | undefined> {
  try {
    return (await records.take(connectionRecord(id))).value;
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    await store.delete(connectionRecord(id).key);
    return undefined;
  }
}
