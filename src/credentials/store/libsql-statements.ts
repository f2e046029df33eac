import type Database from 'libsql';
import type { Change } from './store.ts';

/** The SQL of the embedded store, prepared once. Rows are picked apart column by column: libsql adds a field of its own to each. */
export interface Statements {
  read(key: string, now: number): { value: string | undefined; version: number; lasting: boolean } | undefined;
  write(key: string, value: string, version: number, expires: number | null): void;
  /** Leaves the version and nothing else. */
  bury(key: string, version: number): void;
  forget(key: string): void;
  /** Forgets what has outlived its time. */
  purge(now: number): void;
  list(prefix: string, after: string, limit: number): string[];
  /** What was counted under a key, and until when it counts. */
  tally(key: string, now: number): { count: number; until: number } | undefined;
  lease(key: string): { epoch: number; until: number } | undefined;
  grant(key: string, epoch: number, owner: string, until: number): void;
  extend(key: string, epoch: number, now: number, until: number): boolean;
  /** Returns the number of the change. */
  addChange(key: string, version: number): number;
  trimChanges(upTo: number): void;
  changes(after: number, limit: number): Change[];
  lastChange(): number;
}

type Row = Record<string, unknown>;

/** Sorts behind every other character: a prefix followed by it is the end of the prefix's range. */
const LAST_CHARACTER = '\u{10FFFF}';

export function prepare(database: Database.Database): Statements {
  const read = database.prepare('SELECT value, version, expires FROM entry WHERE key = ? AND (expires IS NULL OR expires > ?)');
  const write = database.prepare(
    'INSERT INTO entry (key, value, version, expires) VALUES (?, ?, ?, ?) ' +
      'ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, expires = excluded.expires',
  );
  const bury = database.prepare('UPDATE entry SET value = NULL, version = ? WHERE key = ?');
  const forget = database.prepare('DELETE FROM entry WHERE key = ?');
  const purge = database.prepare('DELETE FROM entry WHERE expires <= ?');
  const list = database.prepare(
    'SELECT key FROM entry WHERE key > ? AND key >= ? AND key < ? AND value IS NOT NULL AND expires IS NULL ORDER BY key LIMIT ?',
  );
  const tally = database.prepare('SELECT value, expires FROM entry WHERE key = ? AND expires > ?');
  const lease = database.prepare('SELECT epoch, until FROM lease WHERE key = ?');
  const grant = database.prepare(
    'INSERT INTO lease (key, epoch, owner, until) VALUES (?, ?, ?, ?) ' +
      'ON CONFLICT (key) DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, until = excluded.until',
  );
  const extend = database.prepare('UPDATE lease SET until = ? WHERE key = ? AND epoch = ? AND until > ?');
  const addChange = database.prepare('INSERT INTO change (key, version) VALUES (?, ?)');
  const trimChanges = database.prepare('DELETE FROM change WHERE seq <= ?');
  const changes = database.prepare('SELECT seq, key, version FROM change WHERE seq > ? ORDER BY seq LIMIT ?');
  const lastChange = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'change'");

  return {
    read(key, now) {
      const row = read.get(key, now) as Row | undefined;
      if (row === undefined) return undefined;
      const value = row['value'];
      return { value: typeof value === 'string' ? value : undefined, version: Number(row['version']), lasting: row['expires'] === null };
    },
    write: (key, value, version, expires) => void write.run(key, value, version, expires),
    bury: (key, version) => void bury.run(version, key),
    forget: (key) => void forget.run(key),
    purge: (now) => void purge.run(now),
    list: (prefix, after, limit) =>
      (list.all(after, prefix, `${prefix}${LAST_CHARACTER}`, limit) as Row[]).map((row) => String(row['key'])),
    tally(key, now) {
      const row = tally.get(key, now) as Row | undefined;
      return row === undefined ? undefined : { count: Number(row['value']), until: Number(row['expires']) };
    },
    lease(key) {
      const row = lease.get(key) as Row | undefined;
      return row === undefined ? undefined : { epoch: Number(row['epoch']), until: Number(row['until']) };
    },
    grant: (key, epoch, owner, until) => void grant.run(key, epoch, owner, until),
    extend: (key, epoch, now, until) => extend.run(until, key, epoch, now).changes === 1,
    addChange: (key, version) => Number(addChange.run(key, version).lastInsertRowid),
    trimChanges: (upTo) => void trimChanges.run(upTo),
    changes: (after, limit) =>
      (changes.all(after, limit) as Row[]).map((row) => ({
        seq: Number(row['seq']),
        key: String(row['key']),
        version: Number(row['version']),
      })),
    lastChange: () => Number((lastChange.get() as Row | undefined)?.['seq'] ?? 0),
  };
}
