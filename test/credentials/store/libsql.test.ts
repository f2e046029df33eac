import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, test } from 'vitest';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { storeContract } from './contract.ts';
import { raceProcesses } from './race.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const freshFile = (): string => join(folder, `${++count}`, 'credentials.db');

storeContract('libsql', async () => {
  const file = freshFile();
  const one = await openLibsqlStore(file);
  const two = await openLibsqlStore(file);
  return { one, two, close: async () => void (await Promise.all([one.close(), two.close()])) };
});

describe('libsql file', () => {
  test('is readable by its owner only, with its WAL and its folder', async () => {
    const file = freshFile();
    const store = await openLibsqlStore(file);
    await store.compareAndSwap('a', 'absent', 'x');
    for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test('runs in WAL mode and keeps what it has over a reopening', async () => {
    const file = freshFile();
    const before = await openLibsqlStore(file);
    await before.compareAndSwap('a', 'absent', 'kept');
    await before.close();
    expect(new Database(file).prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    const after = await openLibsqlStore(file);
    expect(await after.read('a')).toEqual({ value: 'kept', version: 1 });
    await after.close();
  });

  test('forgets changes beyond those it keeps, and says so', async () => {
    const file = freshFile();
    const store = await openLibsqlStore(file);
    const raw = new Database(file);
    raw.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11999) INSERT INTO change (key, version) SELECT 'b', i FROM n`,
    );
    raw.close();
    await store.compareAndSwap('a', 'absent', 'x');
    expect(await store.changesSince(500)).toMatchObject({ truncated: true });
    expect(await store.changesSince(11_000)).toMatchObject({ truncated: false, last: 12_000 });
    await store.close();
  });

  test('a lease ends by the clock of the store', async () => {
    let now = 1_700_000_000_000;
    const store = await openLibsqlStore(freshFile(), { now: () => now });
    expect(await store.acquireLease('l', 'one', 1_000)).toBe(1);
    now += 999;
    expect(await store.acquireLease('l', 'two', 1_000)).toBeUndefined();
    now += 1;
    expect(await store.acquireLease('l', 'two', 1_000)).toBe(2);
    await store.close();
  });

  test('three processes count together and lose nothing', async () => {
    const file = freshFile();
    const { total, epochs } = await raceProcesses(file, { processes: 3, increments: 60 });
    expect(total).toBe(180);
    expect(new Set(epochs).size).toBe(180);
  });
});

const refused = async (file: string, code: string): Promise<void> => {
  const before = readFileSync(file);
  await expect(openLibsqlStore(file)).rejects.toMatchObject({ name: 'StoreError', code, message: expect.stringContaining(file) });
  expect(readFileSync(file).equals(before)).toBe(true);
};

describe('what is not our store is refused and left as it was', () => {
  test('a text', async () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'this is a text that is no database '.repeat(100));
    await refused(file, 'store/not-a-store');
  });

  test('the database of another program', async () => {
    const file = join(folder, 'other.db');
    const other = new Database(file);
    other.exec('CREATE TABLE bills (id INTEGER)');
    other.close();
    await refused(file, 'store/not-a-store');
  });

  test('a store of a later schema', async () => {
    const file = join(folder, 'later.db');
    await (await openLibsqlStore(file)).close();
    const raw = new Database(file);
    raw.exec('PRAGMA user_version = 2');
    raw.close();
    await refused(file, 'store/newer-version');
  });

  test('a store of which a part was overwritten, as soon as that part is met', async () => {
    const file = join(folder, 'damaged.db');
    const store = await openLibsqlStore(file);
    for (let i = 0; i < 200; i++) await store.compareAndSwap(`key/${i}`, 'absent', 'x'.repeat(100));
    await store.close();
    const raw = new Database(file);
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    raw.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xde, 4_096));
    const error: unknown = await openLibsqlStore(file)
      .then((opened) => opened.list(''))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'StoreError',
      message: expect.stringMatching(/file `.*damaged\.db` is damaged; restore it from a backup$/),
    });
  });

  test('a folder, or a path through a file', async () => {
    const path = join(folder, 'a-folder');
    mkdirSync(path);
    await expect(openLibsqlStore(path)).rejects.toMatchObject({ code: 'store/cannot-open' });
    await expect(openLibsqlStore(join(folder, 'text.db', 'x.db'))).rejects.toMatchObject({ code: 'store/cannot-open' });
  });
});
