import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Times in milliseconds. */
export interface FileWatchTimes {
  /** How long files must keep still after an event. */
  readonly settle?: number;
  /** Between two looks. Editors and deployments replace files, which not every platform reports. */
  readonly look?: number;
}

/**
 * Calls `onChange` once files have changed and then kept still; never while it is still at work. Events of the file system wake it at once; looking
 * finds what no event tells.
 */
export function watchFiles(
  files: readonly string[],
  onChange: () => Promise<void>,
  { settle = 60, look = 1_000 }: FileWatchTimes = {},
): { stop(): Promise<void> } {
  let handled = stateOf(files);
  let seen = handled;
  let working: Promise<void> | undefined;
  let settling: NodeJS.Timeout | undefined;

  /** Two looks with the same result: it keeps still. */
  function lookAt(): void {
    const now = stateOf(files);
    const isStill = now === seen;
    seen = now;
    if (now === handled || !isStill || working !== undefined) return;
    handled = now;
    working = onChange().finally(() => {
      working = undefined;
    });
  }

  function wake(): void {
    clearTimeout(settling);
    seen = stateOf(files);
    settling = setTimeout(lookAt, settle);
  }

  const watchers = foldersOf(files).flatMap(([folder, names]) => watchFolderOf(folder, names, wake));
  const timer = setInterval(lookAt, look);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      clearTimeout(settling);
      for (const watcher of watchers) watcher.close();
      await working;
    },
  };
}

/** Files are watched by their folders, because one that is replaced is another file. */
function foldersOf(files: readonly string[]): readonly (readonly [folder: string, names: ReadonlySet<string>])[] {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  return folders.map((folder) => [folder, new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)))]);
}

function watchFolderOf(folder: string, names: ReadonlySet<string>, wake: () => void): readonly FSWatcher[] {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === null || names.has(name)) wake();
    });
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    // Not there, or the system has no watches left: looking finds what changes.
    return [];
  }
}

/** A text that differs when a file came, went or was written. */
const stateOf = (files: readonly string[]): string =>
  files
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return `${file} ${stat?.ino} ${stat?.size} ${stat?.mtimeMs}`;
    })
    .join('\n');
