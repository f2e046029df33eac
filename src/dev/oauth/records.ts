import { createHash } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** What outlives a restart: without these two a saved refresh token would be worth nothing. */
const durable = new Set(['RefreshToken', 'Grant']);

/** The name under which a durable record is kept. Its id is the token itself, which is not written down. */
const digest = (id: string): string => createHash('sha256').update(id).digest('base64url');

export interface StoredRecord {
  readonly model: string;
  /** The id; of a durable record, its SHA-256. */
  readonly id: string;
  /** Of a durable record without `jti`, which is the id again. */
  readonly payload: AdapterPayload;
  /** Wall time in milliseconds. */
  readonly expiresAt: number;
}

/** Where the durable records are kept. `save` returns when they are on disk. */
export interface RecordFile {
  load(): readonly StoredRecord[];
  save(records: readonly StoredRecord[]): void;
}

/**
 * The OAuth server's storage: everything in memory, refresh tokens and grants also in a file. What is durable is written before the
 * call returns, so that no client holds a token that a restart would forget.
 */
export function recordStore(file: RecordFile, now: () => number = Date.now): AdapterFactory {
  const records = new Map<string, StoredRecord>();
  const live = (record: StoredRecord): boolean => record.expiresAt > now();
  // Copies both ways: the server changes the objects it is given.
  const copy = (record: StoredRecord | undefined): AdapterPayload | undefined =>
    record !== undefined && live(record) ? structuredClone(record.payload) : undefined;
  for (const record of file.load()) if (live(record)) records.set(`${record.model}:${record.id}`, record);

  const write = (model: string): void => {
    if (durable.has(model)) file.save([...records.values()].filter((record) => durable.has(record.model) && live(record)));
  };
  const sweep = (): void => {
    for (const [key, record] of records) if (!live(record)) records.delete(key);
  };

  return (model: string): Adapter => {
    const kept = durable.has(model);
    const idOf = kept ? digest : (id: string): string => id;
    const key = (id: string): string => `${model}:${idOf(id)}`;
    const first = (test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      copy([...records.values()].find((record) => record.model === model && test(record.payload)));
    return {
      async upsert(id, payload, expiresIn) {
        sweep();
        const expiresAt = expiresIn === undefined ? Number.MAX_SAFE_INTEGER : now() + expiresIn * 1000;
        const { jti, ...rest } = structuredClone(payload);
        records.set(key(id), { model, id: idOf(id), payload: kept || jti === undefined ? rest : { ...rest, jti }, expiresAt });
        write(model);
      },
      async find(id) {
        const payload = copy(records.get(key(id)));
        return payload !== undefined && kept ? { ...payload, jti: id } : payload;
      },
      async findByUid(uid) {
        return first((payload) => payload.uid === uid);
      },
      async findByUserCode(userCode) {
        return first((payload) => payload.userCode === userCode);
      },
      async consume(id) {
        const record = records.get(key(id));
        if (record === undefined) return;
        records.set(key(id), { ...record, payload: { ...record.payload, consumed: Math.floor(now() / 1000) } });
        write(model);
      },
      async destroy(id) {
        records.delete(key(id));
        write(model);
      },
      async revokeByGrantId(grantId) {
        for (const [place, record] of records) if (record.model === model && record.payload.grantId === grantId) records.delete(place);
        write(model);
      },
    };
  };
}
