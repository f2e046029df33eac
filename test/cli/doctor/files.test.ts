import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFile, keyFile, storeFile } from '../../../src/cli/doctor/settings/files.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { lookAt } from './support/look-at.ts';

/** A file with these permissions, in a folder with those. */
function file(name: string, mode: number, folderMode = 0o700): string {
  const folder = join(projectFolder({}), 'kept');
  mkdirSync(folder);
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, mode);
  chmodSync(folder, folderMode);
  return path;
}

describe('the key file', () => {
  it.each([
    ['its owner’s alone', 0o600, 0o700, 'ok'],
    ['its owner’s alone, in a folder that all may look into', 0o600, 0o755, 'ok'],
    ['its owner’s alone, in a folder like /tmp', 0o600, 0o1777, 'ok'],
    ['for all to read', 0o644, 0o700, 'failed'],
    ['for its group to read', 0o640, 0o700, 'failed'],
    ['to be replaced by all', 0o600, 0o777, 'failed'],
    ['to be replaced by its group', 0o600, 0o770, 'failed'],
  ])('%s', async (_what, mode, folder, kind) => {
    expect(await lookAt(keyFile, `keys: { file: "${file('keys.json', mode, folder)}" }`)).toMatchObject({ kind });
  });
});

describe('the store', () => {
  it('is looked at with what SQLite keeps beside it', async () => {
    const path = file('credentials.db', 0o600);
    const look = () => lookAt(storeFile, `store: "file:${path}"`);
    expect(await look()).toMatchObject({ kind: 'ok' });
    writeFileSync(`${path}-wal`, '');
    chmodSync(`${path}-wal`, 0o644);
    expect(await look()).toEqual({ kind: 'failed', found: 'others may read it (644)' });
    chmodSync(`${path}-wal`, 0o600);
    expect(await look()).toMatchObject({ kind: 'ok' });
    chmodSync(path, 0o660);
    expect(await look()).toEqual({ kind: 'failed', found: 'others may read it (660)' });
  });
});

describe('the configuration', () => {
  it('is no one else’s to write, nor are the documents', async () => {
    expect(await lookAt(configFile, '', { 'policies/global.xml': '<policies />' })).toMatchObject({ kind: 'ok' });
    const policies = join(projectFolder({}), 'policies');
    mkdirSync(policies);
    chmodSync(policies, 0o777);
    expect(await lookAt(configFile, `policies: "${policies}"`)).toMatchObject({
      kind: 'failed',
      found: expect.stringContaining('policies'),
    });
  });
});
