import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { xmlFiles } from './read-documents.ts';

/** Times in milliseconds. */
export interface WatchTimes {
  /** How long things must keep still before `onChange` is called. */
  readonly settle?: number;
  /** Between two looks at the folder itself. */
  readonly look?: number;
}

/**
 * Calls `onChange` once documents below a folder have changed and then kept still. Events of the file system wake it at once; looking at
 * the folder finds what no event tells: a folder that comes, goes or is put in another's place, and changes on file systems without
 * events. Never throws for what happens to the folder.
 */
export function watchFolder(folder: string, onChange: () => void, { settle = 60, look = 2_000 }: WatchTimes = {}): { stop(): void } {
  const watched = new Map<string, { readonly inode: string; readonly watcher: FSWatcher }>();
  let timer: NodeJS.Timeout | undefined;
  let seen = stateOf(folder);

  /** Folders are watched one by one, because a folder's own events are the same on every platform; each is watched as long as it is itself. */
  function attend(): void {
    const present = foldersBelow(folder);
    for (const [path, { inode, watcher }] of watched)
      if (present.get(path) !== inode) {
        watcher.close();
        watched.delete(path);
      }
    for (const [path, inode] of present) if (!watched.has(path)) wakeBy(path, inode);
  }

  function wakeBy(path: string, inode: string): void {
    try {
      const watcher = watch(path, { persistent: false }, changed);
      watcher.on('error', () => {
        watcher.close();
        if (watched.get(path)?.watcher === watcher) watched.delete(path);
      });
      watched.set(path, { inode, watcher });
    } catch {
      // Gone again, or the system has no watches left: looking finds what changes there.
    }
  }

  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      attend();
      // Before the documents are read: what changes in between is found at the next look.
      seen = stateOf(folder);
      onChange();
    }, settle);
  }

  const looking = setInterval(() => {
    if (stateOf(folder) !== seen) changed();
  }, look);
  looking.unref();
  attend();
  return {
    stop() {
      clearInterval(looking);
      clearTimeout(timer);
      for (const { watcher } of watched.values()) watcher.close();
      watched.clear();
    },
  };
}

/** A text that differs when a document came, went or was written. */
function stateOf(folder: string): string {
  try {
    return xmlFiles(folder)
      .map((file) => `${file}\n${inodeOf(file)} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs}`)
      .join('\n');
  } catch {
    return 'unreadable';
  }
}

/** The folder and those below it, each with what tells it from another in the same place. Without what cannot be read at this moment. */
function foldersBelow(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open = [root];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    try {
      const entries = readdirSync(path, { withFileTypes: true });
      found.set(path, inodeOf(path));
      for (const entry of entries) if (entry.isDirectory()) open.push(join(path, entry.name));
    } catch {
      // Not there, or not any more.
    }
  }
  return found;
}

function inodeOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return `${stats?.dev}:${stats?.ino}`;
}
