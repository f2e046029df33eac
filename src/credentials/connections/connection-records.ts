import { type ConnectionId, connectionRecord } from '../store/keys.ts';
import type { Swap, SwapOptions } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import { VaultError } from '../vault/vault-error.ts';
import { type ConnectionRecord, NEW_RECORD } from './state.ts';

/** A record with the version a swap must expect. */
export interface SeenConnection {
  readonly record: ConnectionRecord;
  readonly version: number;
}

/** Reads a connection; one that never was is a new one. Rejects with StoreError or VaultError. */
export async function readConnection(records: SealedRecords, id: ConnectionId): Promise<SeenConnection> {
  const { value, version } = await records.read(connectionRecord(id));
  if (value === undefined) return { record: NEW_RECORD, version };
  const record = JSON.parse(value) as ConnectionRecord;
  if (record.format !== 1)
    throw new VaultError(
      'vault/cannot-open',
      `the record of \`${id.provider}/${id.connection}\` was made by a newer fedpass; use that one`,
    );
  return { record, version };
}

export const swapConnection = (
  records: SealedRecords,
  id: ConnectionId,
  expected: number,
  record: ConnectionRecord,
  options?: Pick<SwapOptions, 'fence' | 'durable'>,
): Promise<Swap> => records.swap(connectionRecord(id), expected, JSON.stringify(record), options);
