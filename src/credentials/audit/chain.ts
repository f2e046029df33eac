import { auditHead, auditSlot, connectionRecord } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import { type AuditEntry, type AuditEvent, BEGINNING, entryDigest } from './entry.ts';

export interface ChainTools {
  readonly store: Store;
  readonly records: SealedRecords;
  /** How many entries are kept: entry n lies where n - `capacity` lay. The same for all processes on a store, for ever. */
  readonly capacity: number;
}

/** Entries that are kept. */
export const KEPT_ENTRIES = 10_000;

/** The last entry, and its digest. */
export interface ChainEnd {
  readonly last: number;
  readonly digest: string;
}

/** What lies in a slot, opened. */
export interface Lying {
  readonly entry: AuditEntry;
  readonly digest: string;
}

/** Undefined when there is no audit log yet. Rejects with StoreError or VaultError. */
export async function readEnd(records: SealedRecords): Promise<ChainEnd | undefined> {
  const { value } = await records.read(auditHead);
  return value === undefined ? undefined : (JSON.parse(value) as ChainEnd);
}

/** Rejects with StoreError, or with VaultError when it was changed or comes from another slot. */
export async function readSlot(
  { records, capacity }: ChainTools,
  n: number,
): Promise<{ readonly lying?: Lying; readonly version: number }> {
  const { value, version } = await records.read(auditSlot(n % capacity));
  if (value === undefined) return { version };
  return { lying: { entry: JSON.parse(value) as AuditEntry, digest: entryDigest(value) }, version };
}

/**
 * Appends an entry. The entry itself decides who was first: several processes want the same slot, and one gets it. The head follows; whoever
 * finds it behind moves it on, so a process that died in between leaves nothing undone. Rejects with StoreError or VaultError.
 */
export async function append(tools: ChainTools, event: AuditEvent, at: number): Promise<Lying> {
  const { store, records, capacity } = tools;
  const { connection, ...told } = event;
  for (;;) {
    const head = await records.read(auditHead);
    const end: ChainEnd = head.value === undefined ? { last: 0, digest: BEGINNING } : (JSON.parse(head.value) as ChainEnd);
    const n = end.last + 1;
    const { lying, version } = await readSlot(tools, n);
    if (lying?.entry.n === n) {
      await moveHead(records, head.version, { last: n, digest: lying.digest });
      continue;
    }
    // Somebody is a whole round ahead: the head that was read is old.
    if ((lying?.entry.n ?? 0) > n) continue;
    const key = connection && connectionRecord(connection).key;
    const anchor = key === undefined ? {} : { anchor: { key, version: (await store.read(key)).version } };
    const entry: AuditEntry = { n, at, ...told, ...anchor, before: end.digest };
    const text = JSON.stringify(entry);
    const swap = await records.swap(auditSlot(n % capacity), version, text, { durable: true });
    if (swap.kind !== 'done') continue;
    const digest = entryDigest(text);
    await moveHead(records, head.version, { last: n, digest });
    return { entry, digest };
  }
}

/** A conflict means that somebody else has moved it. */
async function moveHead(records: SealedRecords, expected: number, end: ChainEnd): Promise<void> {
  await records.swap(auditHead, expected, JSON.stringify(end));
}
