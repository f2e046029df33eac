import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openKeyFile } from '../../../src/credentials/vault/key-file.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { testClock } from '../support/clock.ts';
import { random } from '../support/random.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const create = { whenAbsent: 'create', random, clock: testClock() } as const;
const as = { kind: 'connection', provider: 'a', connection: 'b', version: 1 };
let count = 0;
const path = (): string => join(folder, `${++count}`, 'keys.json');

const key = (kid: string, created: string) => ({ kid, alg: 'A256KW', created, k: Buffer.alloc(32, kid).toString('base64url') });

test('a missing file is made only when told so', async () => {
  const file = path();
  await expect(openKeyFile(file, { whenAbsent: 'refuse' })).rejects.toMatchObject({ name: 'VaultError', code: 'vault/no-key-file' });
  expect(existsSync(file)).toBe(false);
});

test('a made file is readable by its owner only, and opens again with the same key', async () => {
  const file = path();
  const sealed = await createVault(await openKeyFile(file, create)).seal(as, 'x');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(file, '..'))).toEqual(['keys.json']);
  expect(await createVault(await openKeyFile(file, { whenAbsent: 'refuse' })).open(as, sealed)).toBe('x');
});

test('an existing file is never made anew', async () => {
  const file = path();
  await openKeyFile(file, create);
  const before = readFileSync(file, 'utf8');
  await openKeyFile(file, create);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('of several makers at once all end with the same key', async () => {
  const file = path();
  const rings = await Promise.all(Array.from({ length: 8 }, () => openKeyFile(file, create)));
  const kids = await Promise.all(rings.map(async (ring) => (await ring.current()).kid));
  expect(new Set(kids).size).toBe(1);
});

test('a file of several keys: the youngest is current', async () => {
  const file = path();
  mkdirSync(join(file, '..'));
  const keys = [key('b', '2030-03-01T00:00:00Z'), key('c', '2030-05-01T00:00:00Z'), key('a', '2030-01-01T00:00:00Z')];
  writeFileSync(file, JSON.stringify({ version: 1, keys }), { mode: 0o600 });
  const ring = await openKeyFile(file, { whenAbsent: 'refuse' });
  expect((await ring.current()).kid).toBe('c');
  expect((await ring.find('a'))?.created).toBe(Date.UTC(2030, 0, 1));
  expect(await ring.find('d')).toBeUndefined();
});

describe('a file that is not right is refused and left as it was', () => {
  const good = { kid: 'a', alg: 'A256KW', created: '2030-01-01T00:00:00Z', k: Buffer.alloc(32, 'canary').toString('base64url') };
  test.each<[string, string]>([
    ['empty', ''],
    ['not JSON', 'canary'],
    ['no keys', '{"version":1,"keys":[]}'],
    ['another version', JSON.stringify({ version: 2, keys: [good] })],
    ['a short key', JSON.stringify({ version: 1, keys: [{ ...good, k: 'AAAA' }] })],
    ['another algorithm', JSON.stringify({ version: 1, keys: [{ ...good, alg: 'dir' }] })],
    ['two keys of one id', JSON.stringify({ version: 1, keys: [good, good] })],
    ['no date', JSON.stringify({ version: 1, keys: [{ ...good, created: 'soon' }] })],
    ['null as a key', '{"version":1,"keys":[null]}'],
  ])('%s', async (_, text) => {
    const file = path();
    mkdirSync(join(file, '..'));
    writeFileSync(file, text, { mode: 0o600 });
    const error = await openKeyFile(file, create).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ name: 'VaultError', code: 'vault/bad-key-file', message: expect.stringContaining(file) });
    expect(String(error)).not.toContain(good.k);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test.each([0o644, 0o666, 0o620, 0o602])('mode %o', async (mode) => {
    const file = path();
    await openKeyFile(file, create);
    chmodSync(file, mode);
    await expect(openKeyFile(file, create)).rejects.toMatchObject({
      code: 'vault/unsafe-key-file',
      message: expect.stringContaining('chmod 600'),
    });
  });

  test('the group may read', async () => {
    const file = path();
    await openKeyFile(file, create);
    chmodSync(file, 0o440);
    await expect(openKeyFile(file, create)).resolves.toBeDefined();
  });

  test('a folder', async () => {
    const file = path();
    mkdirSync(file, { recursive: true });
    await expect(openKeyFile(file, create)).rejects.toMatchObject({ code: 'vault/unsafe-key-file' });
  });
});

describe('links', () => {
  test('a link to a good file is followed, as mounted secrets need', async () => {
    const file = path();
    await openKeyFile(file, create);
    const link = path();
    mkdirSync(join(link, '..'));
    symlinkSync(file, link);
    await expect(openKeyFile(link, { whenAbsent: 'refuse' })).resolves.toBeDefined();
  });

  test('a dangling link is not written through', async () => {
    const target = path();
    const link = path();
    mkdirSync(join(link, '..'));
    symlinkSync(target, link);
    await expect(openKeyFile(link, create)).rejects.toMatchObject({ name: 'VaultError' });
    expect(existsSync(target)).toBe(false);
  });
});
