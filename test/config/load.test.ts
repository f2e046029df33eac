import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { diskFiles, loadConfig } from '../../src/config/load.ts';
import { smallestConfig } from '../../src/config/smallest.ts';
import { brief, read } from './reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a configuration file', () => {
  it('is read from disk, with paths from its own folder', () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'fedpass.yaml'), `${smallestConfig}\nnamedValues: { a: { secret: "\${file:key}" } }\n`);
    writeFileSync(join(folder, 'sub', 'key'), 'k');
    const { config, findings } = loadConfig('sub/fedpass.yaml', {}, 'check', folder);
    expect(findings).toEqual([]);
    expect([config?.folder, config?.policies, config?.source.file]).toEqual([
      join(folder, 'sub'),
      join(folder, 'sub', 'policies'),
      'sub/fedpass.yaml',
    ]);
  });

  it('that is not there is a finding with a way out', () => {
    const { config, findings } = loadConfig('nope.yaml', {}, 'check', folder);
    expect(config).toBeUndefined();
    expect(findings.map(brief)).toEqual(['config/missing 1:1-1:1']);
    expect(findings[0]?.message).toBe('there is no configuration `nope.yaml`');
    expect(findings[0]?.help).toContain(smallestConfig);
  });

  it('that is a folder is a finding', () => {
    expect(loadConfig(folder, {}, 'check', folder).findings.map(brief)).toEqual(['config/unreadable 1:1-1:1']);
  });

  it('the smallest one that is recommended is clean', () => {
    expect(read(smallestConfig).findings).toEqual([]);
  });
});

describe('secret files', () => {
  it('have a new stamp when they change', () => {
    const path = join(folder, 'secret');
    writeFileSync(path, 'one');
    const before = diskFiles.stamp(path);
    writeFileSync(path, 'other');
    expect(diskFiles.stamp(path)).not.toBe(before);
    expect(diskFiles.read(path)?.toString()).toBe('other');
  });

  it.each(['nope', '.', 'fedpass\0.yaml', 'secret/below'])('%j cannot be read, and nothing is thrown', (name) => {
    expect([diskFiles.stamp(join(folder, name)), diskFiles.read(join(folder, name))]).toEqual([undefined, undefined]);
  });

  it('of more than a mebibyte are not read', () => {
    const path = join(folder, 'large');
    writeFileSync(path, 'x'.repeat(1024 * 1024 + 1));
    expect(diskFiles.read(path)).toBeUndefined();
  });
});
