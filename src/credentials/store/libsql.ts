import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { prepare, type Statements } from './libsql-statements.ts';
import { type Change, KEPT_CHANGES, PAGE_SIZE, type Store, StoreError, type SwapOptions } from './store.ts';

/** "fedp": marks the file as ours, so that another program's database is never written to. */
const APPLICATION_ID = 0x66656470;
const SCHEMA_VERSION = 1;

const SCHEMA = `
CREATE TABLE entry (key TEXT PRIMARY KEY, value TEXT, version INTEGER NOT NULL, expires INTEGER) WITHOUT ROWID;
CREATE INDEX entry_expires ON entry (expires) WHERE expires IS NOT NULL;
CREATE TABLE lease (key TEXT PRIMARY KEY, epoch INTEGER NOT NULL, owner TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE change (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, version INTEGER NOT NULL);
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;

export interface LibsqlOptions {
  /** How long a call waits for another process's write, in milliseconds. The process stands still meanwhile; writes take well below 1 ms. */
  readonly busyMs?: number;
  /** The store's clock; the machine's by default, which all processes on the file share. */
  readonly now?: () => number;
}

/**
 * The embedded store: one SQLite file (through libsql) in WAL mode with `synchronous=FULL`, so that what was acknowledged survives a
 * killed process. Readable by its owner only. Rejects with {@link StoreError}, and changes nothing, when the file is something else.
 */
export async function openLibsqlStore(path: string, options: LibsqlOptions = {}): Promise<Store> {
  const file = resolve(path);
  const name = `file \`${path}\``;
  refuseFolder(file, name);
  createOwnerOnly(file, name);
  const database = open(file, name, options.busyMs ?? 5_000);
  try {
    migrate(database, name);
    chmodSync(file, 0o600);
    return storeOn(database, name, options.now ?? Date.now);
  } catch (error) {
    database.close();
    throw error instanceof StoreError ? error : openingError(error, name);
  }
}

function refuseFolder(file: string, name: string): void {
  if (isFolder(file, name)) throw new StoreError('store/cannot-open', `${name} is a folder; name a file for the credential store`);
}

/** `throwIfNoEntry` covers a missing file only: a path that leads through a file (ENOTDIR) still throws on some versions of Node. */
function isFolder(file: string, name: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw openingError(error, name);
  }
}

/** SQLite gives its WAL files the mode of the database, so creating that one right is enough. */
function createOwnerOnly(file: string, name: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw openingError(error, name);
  }
}

function open(file: string, name: string, busyMs: number): Database.Database {
  try {
    const database = new Database(file, { timeout: busyMs });
    database.exec(`PRAGMA busy_timeout = ${busyMs}`);
    return database;
  } catch (error) {
    throw openingError(error, name);
  }
}

/** Looks before it writes: even switching to WAL would change a stranger's file. */
function migrate(database: Database.Database, name: string): void {
  const pragma = (key: string): unknown => record(database.prepare(`PRAGMA ${key}`).get())[key];
  const empty = database.prepare('SELECT name FROM sqlite_schema LIMIT 1').get() === undefined;
  if (!empty && pragma('application_id') !== APPLICATION_ID)
    throw new StoreError('store/not-a-store', `${name} is a database of another program; name another file for the credential store`);
  const version = Number(pragma('user_version'));
  if (version > SCHEMA_VERSION)
    throw new StoreError(
      'store/newer-version',
      `${name} was made by a newer fedpass (schema ${version}, this one knows ${SCHEMA_VERSION}); use that one`,
    );
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  const create = database.transaction(() => {
    if (database.prepare('SELECT name FROM sqlite_schema LIMIT 1').get() === undefined) database.exec(SCHEMA);
  });
  create.immediate();
}

function storeOn(database: Database.Database, name: string, now: () => number): Store {
  const run: Statements = prepare(database);
  const wakes = new Set<() => void>();
  let closed = false;

  /** One write transaction; BEGIN IMMEDIATE takes the write lock first, so what is read inside cannot change before the write. */
  const write = async <T>(step: (time: number) => T): Promise<T> => attempt(() => database.transaction(() => step(now())).immediate());
  const readOnly = async <T>(step: (time: number) => T): Promise<T> => attempt(() => step(now()));

  function attempt<T>(step: () => T): T {
    if (closed) throw new StoreError('store/closed', `the credential store ${name} is closed`);
    try {
      return step();
    } catch (error) {
      if (codeOf(error) === 'SQLITE_BUSY') throw new StoreError('store/timeout', `the credential store ${name} was locked for too long`);
      if (codeOf(error) === 'SQLITE_CORRUPT')
        throw new StoreError('store/failed', `the credential store ${name} is damaged; restore it from a backup`);
      throw new StoreError('store/failed', `the credential store ${name} failed (${codeOf(error)})`);
    }
  }

  function note(key: string, version: number): void {
    const seq = run.addChange(key, version);
    if (seq % PAGE_SIZE === 0) run.trimChanges(seq - KEPT_CHANGES);
  }

  function woken<T>(result: T): T {
    for (const wake of wakes) queueMicrotask(wake);
    return result;
  }

  function remove(key: string, time: number, expected?: number): { value: string; version: number } | undefined {
    const entry = run.read(key, time);
    if (entry?.value === undefined || (expected !== undefined && entry.version !== expected)) return undefined;
    if (entry.lasting) {
      run.bury(key, entry.version + 1);
      note(key, entry.version + 1);
    } else {
      run.forget(key);
    }
    return { value: entry.value, version: entry.version };
  }

  return {
    name,
    read: (key) =>
      readOnly((time) => {
        const entry = run.read(key, time);
        return { value: entry?.value, version: entry?.version ?? 0 };
      }),
    compareAndSwap: async (key, expected, value, options: SwapOptions = {}) =>
      woken(
        await write((time) => {
          const entry = run.read(key, time);
          const version = entry?.version ?? 0;
          const matches = expected === 'absent' ? entry?.value === undefined : version === expected;
          if (!matches) return { kind: 'conflict', version } as const;
          const fence = options.fence;
          if (fence !== undefined && run.lease(fence.lease)?.epoch !== fence.epoch) return { kind: 'fenced' } as const;
          const expires = options.ttlMs === undefined ? null : time + options.ttlMs;
          run.write(key, value, version + 1, expires);
          if (expires === null) note(key, version + 1);
          else run.purge(time);
          return { kind: 'done', version: version + 1 } as const;
        }),
      ),
    delete: async (key, expected) => woken(await write((time) => remove(key, time, expected) !== undefined)),
    take: async (key) =>
      woken(await write((time) => remove(key, time) ?? { value: undefined, version: run.read(key, time)?.version ?? 0 })),
    list: (prefix, cursor) =>
      readOnly(() => {
        const keys = run.list(prefix, cursor ?? '', PAGE_SIZE);
        return { keys, cursor: keys.length === PAGE_SIZE ? keys.at(-1) : undefined };
      }),
    acquireLease: (key, owner, ms) =>
      write((time) => {
        const lease = run.lease(key);
        if (lease !== undefined && lease.until > time) return undefined;
        const epoch = (lease?.epoch ?? 0) + 1;
        run.grant(key, epoch, owner, time + ms);
        return epoch;
      }),
    renewLease: (key, epoch, ms) => write((time) => run.extend(key, epoch, time, time + ms)),
    releaseLease: (key, epoch) => write((time) => run.extend(key, epoch, time, 0)),
    count: (key, most, windowMs) =>
      write((time) => {
        const tally = run.tally(key, time) ?? { count: 0, until: time + windowMs };
        if (tally.count >= most) return { granted: false, leftMs: tally.until - time };
        run.purge(time);
        run.write(key, String(tally.count + 1), 1, tally.until);
        return { granted: true, leftMs: tally.until - time };
      }),
    now: () => readOnly((time) => time),
    changesSince: (seq) =>
      readOnly(() => {
        const last = run.lastChange();
        if (seq === 'latest' || seq === last) return { changes: [], last, truncated: false };
        const changes: readonly Change[] = seq > last ? [] : run.changes(seq, PAGE_SIZE);
        const first = changes[0];
        return { changes, last: changes.at(-1)?.seq ?? last, truncated: first === undefined || first.seq !== seq + 1 };
      }),
    subscribe: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      wakes.clear();
      database.close();
    },
  };
}

function openingError(error: unknown, name: string): StoreError {
  const code = codeOf(error);
  if (code === 'SQLITE_NOTADB')
    return new StoreError('store/not-a-store', `${name} is not a database; name another file for the credential store`);
  if (code === 'SQLITE_BUSY') return new StoreError('store/cannot-open', `${name} is locked by another process`);
  if (code === 'SQLITE_CORRUPT') return new StoreError('store/cannot-open', `${name} is damaged; restore it from a backup`);
  return new StoreError('store/cannot-open', `${name} cannot be opened as the credential store (${code})`);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== '' ? code : 'unknown reason';
}

const record = (row: unknown): Record<string, unknown> => (typeof row === 'object' && row !== null ? { ...row } : {});
