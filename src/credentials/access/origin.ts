import type { Random } from '../../runtime/ports/random.ts';
import type { GatewayIdentity } from '../settings.ts';
import { originRecord } from '../store/keys.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';

/** What a store knows of itself. Made once, with the store; read at every start, which also proves that the keys fit. */
export interface Origin {
  readonly storeId: string;
  /** The gateway's identity, unless the settings give one. */
  readonly identity: GatewayIdentity;
}

/** Rejects with VaultError when the store was sealed with other keys, and with StoreError when it cannot be used; overwrites nothing. */
export async function readOrigin(records: SealedRecords, random: Random): Promise<Origin> {
  for (;;) {
    const { value, version } = await records.read(originRecord);
    if (value !== undefined) return JSON.parse(value) as Origin;
    const origin: Origin = { storeId: uuid(random), identity: { objectId: uuid(random), tenantId: uuid(random) } };
    // Of two processes on a new store one wins; the other reads what the first wrote.
    await records.swap(originRecord, version, JSON.stringify(origin));
  }
}

/** RFC 9562 §5.4. */
function uuid(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
