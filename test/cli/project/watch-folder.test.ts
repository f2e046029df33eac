import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchFolder } from '../../../src/cli/project/watch-folder.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** A day: what is told only by looking is not told in this test. */
const never = 86_400_000;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** Watches a folder; `until` resolves when a change was told after which the condition holds. */
function watching(folder: string, look: number) {
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const check of waiting) check();
  };
  const watcher = watchFolder(folder, tell, { settle: 5, look });
  onTestFinished(() => watcher.stop());
  return {
    until: (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        waiting.add(() => {
          if (holds()) resolve();
        });
      }),
  };
}

const reads = (path: string, text: string) => (): boolean => {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
};
const gone = (path: string) => (): boolean => reads(path, 'one')() === false;

describe('a watched folder', () => {
  it('tells by events of files that are written, made and removed, in folders that are new as well', async () => {
    const policies = join(projectFolder({ 'policies/a.xml': 'one' }), 'policies');
    const watch = watching(policies, never);
    for (const [name, text] of [
      ['a.xml', 'two'],
      ['b.xml', 'one'],
      ['deep/c.xml', 'one'],
    ] as const) {
      const told = watch.until(reads(join(policies, name), text));
      write(join(policies, name), text);
      await told;
    }
    const told = watch.until(reads(join(policies, 'deep/c.xml'), 'two'));
    write(join(policies, 'deep/c.xml'), 'two');
    await told;
    const removed = watch.until(gone(join(policies, 'b.xml')));
    rmSync(join(policies, 'b.xml'));
    await removed;
  });

  it('is found again when it went away and came back, and when another was put in its place', async () => {
    const project = projectFolder({ 'policies/a.xml': 'one', 'next/a.xml': 'two' });
    const policies = join(project, 'policies');
    const watch = watching(policies, 10);

    const away = watch.until(gone(join(policies, 'a.xml')));
    renameSync(policies, join(project, 'old'));
    await away;
    const back = watch.until(reads(join(policies, 'a.xml'), 'two'));
    renameSync(join(project, 'next'), policies);
    await back;
    const written = watch.until(reads(join(policies, 'a.xml'), 'three'));
    write(join(policies, 'a.xml'), 'three');
    await written;
  });

  it('may come only later', async () => {
    const policies = join(projectFolder({}), 'policies');
    const watch = watching(policies, 10);
    const made = watch.until(reads(join(policies, 'subgraphs/a.xml'), 'one'));
    write(join(policies, 'subgraphs/a.xml'), 'one');
    await made;
  });

  it('may be no folder at all', async () => {
    const project = projectFolder({ policies: 'a file' });
    const policies = join(project, 'policies');
    const watch = watching(policies, 10);
    const made = watch.until(reads(join(policies, 'a.xml'), 'one'));
    rmSync(policies);
    write(join(policies, 'a.xml'), 'one');
    await made;
    expect(readFileSync(join(policies, 'a.xml'), 'utf8')).toBe('one');
  });
});
