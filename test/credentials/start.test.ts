import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { originRecord } from '../../src/credentials/store/keys.ts';
import { openLibsqlStore } from '../../src/credentials/store/libsql.ts';
import { openStore } from '../../src/credentials/store/open-store.ts';
import { createVault } from '../../src/credentials/vault/vault.ts';
import { bench } from './support/manager.ts';
import { clientCredentialsProvider } from './support/settings.ts';
import { testRing } from './support/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['another key', 'k2', 'vault/unknown-key', /key `k1`, which is not in the test ring; put the key file/],
  ['another key of the same id', 'k1', 'vault/cannot-open', /cannot be opened.*restore/],
])('%s: one sentence, and the store stays as it was', async (name, kid, code, text) => {
  const file = join(folder, `${name}.db`);
  const desk = await bench(() => openLibsqlStore(file));
  await desk.manager([]);
  const before = await desk.store.read(originRecord.key);
  const { last } = await desk.store.changesSince('latest');
  const other = createVault(await testRing(kid));
  await expect(desk.manager([], { vault: other })).rejects.toMatchObject({
    name: 'VaultError',
    code,
    message: expect.stringMatching(text),
  });
  expect(await desk.store.read(originRecord.key)).toEqual(before);
  expect(await desk.store.changesSince('latest')).toMatchObject({ last });
});

test('bad settings: all problems in one error, before the store is touched', async () => {
  const desk = await bench();
  const bad = { ...clientCredentialsProvider('http://as.example'), id: 'a/b' };
  await expect(desk.manager([bad], { issuers: [{ kind: 'entra', tenantIds: ['common'], audience: '' }] })).rejects.toMatchObject({
    name: 'SettingsError',
    problems: [
      { code: 'credential-provider/bad-id' },
      { code: 'credential-provider/bad-url' },
      { code: 'issuer/no-audience' },
      { code: 'issuer/bad-tenant' },
    ],
  });
  expect((await desk.store.read(originRecord.key)).version).toBe(0);
});

test('the location of a store', async () => {
  const store = await openStore(`file:${join(folder, 'by-url.db')}`);
  await store.compareAndSwap('a', 'absent', 'x');
  await store.close();
  expect(readFileSync(join(folder, 'by-url.db')).subarray(0, 15).toString()).toBe('SQLite format 3');
  await expect(openStore('postgres://x')).rejects.toMatchObject({ code: 'store/cannot-open' });
});
