import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { describe, expect, inject, test } from 'vitest';
import { startTransit } from '../credentials/support/transit-server.ts';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const config = (more = '') => `
subgraphs: { crm: { url: "https://crm.example" } }
providers:
  crm:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "https://l.example/t" }
    connections: { default: { parameters: { clientId: c, clientSecret: "\${env.CRM_SECRET}" } } }
${more}`;

/** A project whose store is in Redis, in a database that no other test uses, or in a file. */
function project(more = '', environment: Readonly<Record<string, string>> = {}) {
  const cwd = projectFolder({ 'fedpass.yaml': config(more) });
  const env: Record<string, string> = { CRM_SECRET: 'canary-client-secret', ...environment };
  return { cwd, env, file: join(cwd, '.fedpass', 'keys.json'), run: (...words: string[]) => recordedRun(words, { cwd, env }) };
}

const keysIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { keys: { kid: string; k: string; created: string }[] }).keys;

describe('fedpass keys', () => {
  test('generate: makes a file for its owner, and never another over it', async () => {
    const { run, file } = project();
    expect(await run('keys', 'generate')).toMatchObject({ status: 0, out: expect.stringContaining(file) });
    const before = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await run('keys', 'generate')).toMatchObject({ status: 2, err: expect.stringContaining('there is a key file already') });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('rotate: a key more, every record sealed with it, and the store is read as before', async () => {
    const { run, file } = project();
    await run('connections', 'list');
    const rotated = await run('keys', 'rotate', '--json');
    expect(rotated.status).toBe(0);
    const keys = keysIn(file);
    expect(keys).toHaveLength(2);
    expect(JSON.parse(rotated.out)).toMatchObject({ kid: keys[1]?.kid, added: true, resealed: 1, busy: 0, unreadable: [] });
    const { out, status } = await run('keys', 'status', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      keys: [
        { kid: keys[1]?.kid, current: true, records: 3 },
        { kid: keys[0]?.kid, current: false, records: 0 },
      ],
      strangers: 0,
      tooOld: false,
    });
    for (const { k } of keys) expect(out + rotated.out).not.toContain(k);
    expect((await run('connections', 'list')).status).toBe(0);
  });

  test('an old key is warned of, until it is rotated', async () => {
    const { run, file } = project('keys: { rotateEvery: 10d }');
    await run('connections', 'list');
    const text = JSON.parse(readFileSync(file, 'utf8'));
    text.keys[0].created = new Date(Date.now() - 11 * 86_400_000).toISOString();
    writeFileSync(file, JSON.stringify(text), { mode: 0o600 });
    const { status, out, err } = await run('keys', 'status');
    expect(status).toBe(1);
    expect(out).toMatch(/11 days +1 +seals what is new/);
    expect(err).toContain('is 11 days old, and is to be rotated every 10 days: `fedpass keys rotate`');
    await run('keys', 'rotate');
    expect((await run('keys', 'status')).status).toBe(0);
  });

  test('a ring in the environment is printed, used, and rotated by whoever sets it', async () => {
    const { run, env, file } = project(`keys: { ring: "\${env.RING}" }`);
    expect((await run('keys', 'status')).status).toBe(2);
    const first = await run('keys', 'generate');
    env['RING'] = first.out;
    expect((await run('connections', 'list')).status).toBe(0);
    expect(existsSync(file)).toBe(false);
    const second = await run('keys', 'generate');
    env['RING'] = second.out;
    const rotated = await run('keys', 'rotate');
    expect(rotated).toMatchObject({
      status: 0,
      out: expect.stringContaining('1 record sealed anew'),
      err: expect.stringContaining('No key'),
    });
    const keys = (JSON.parse(second.out) as { keys: { kid: string }[] }).keys;
    expect(keys[0]?.kid).toBe((JSON.parse(first.out) as { keys: { kid: string }[] }).keys[0]?.kid);
    expect(rotated.out).toContain(keys[1]?.kid ?? '-');
  });

  test('a ring that is none is refused, and not shown', async () => {
    const { run } = project(`keys: { ring: "\${env.RING}" }`, { RING: 'canary-no-ring' });
    for (const words of [
      ['keys', 'status'],
      ['keys', 'rotate'],
      ['keys', 'generate'],
      ['connections', 'list'],
    ]) {
      const { status, out, err } = await run(...words);
      expect(status).toBe(2);
      expect(out + err).not.toContain('canary');
    }
  });

  test('a store without its key file is not given a new one', async () => {
    const { run } = project();
    expect(await run('keys', 'rotate')).toMatchObject({ status: 2, err: expect.stringContaining('does not exist') });
    expect(await run('keys', 'turn')).toMatchObject({ status: 2, err: expect.stringContaining('there is no action') });
  });

  test.skipIf(inject('redisUrl') === null)('a store in Redis', async () => {
    const client = createClient({ url: `${inject('redisUrl')}/11` });
    await client.connect();
    await client.flushDb();
    client.destroy();
    const { run } = project(`store: "\${env.REDIS}"`, { REDIS: `${inject('redisUrl')}/11` });
    const listed = await run('connections', 'list', '--json');
    expect(listed.status).toBe(0);
    expect(JSON.parse((await run('keys', 'rotate', '--json')).out)).toMatchObject({ resealed: 1, unreadable: [] });
    expect((await run('connections', 'list', '--json')).out).toBe(listed.out);
  });
});

describe('keys wrapped by a key service', () => {
  test('are made, used and rotated, and never lie in the open', async () => {
    const transit = await startTransit('canary-vault-token');
    const kms = `{ kind: vaultTransit, address: "${transit.address}", key: fedpass, token: "\${env.VAULT_TOKEN}" }`;
    const { run, file, env } = project(`keys: { kms: ${kms} }`, { VAULT_TOKEN: 'canary-vault-token' });
    expect((await run('keys', 'generate')).status).toBe(0);
    expect((await run('connections', 'list')).status).toBe(0);
    expect((await run('keys', 'rotate')).status).toBe(0);
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { wrapped: string; k?: string }[] };
    expect(keys.map(({ wrapped, k }) => [wrapped.startsWith('vault:v1:'), k])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
    env['VAULT_TOKEN'] = 'another';
    expect(await run('connections', 'list')).toMatchObject({ status: 2, err: expect.stringContaining('look after its token and policy') });
    await transit.close();
  });
});
