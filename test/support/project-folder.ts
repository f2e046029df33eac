import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by path; `/` between folders. */
export type Files = Readonly<Record<string, string>>;

/** A new folder with these files in it. Whoever asks for it removes it. */
export function makeFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-test-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, ...name.split('/'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** The same, removed at the end of the test. */
export function projectFolder(files: Files): string {
  const folder = makeFolder(files);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
