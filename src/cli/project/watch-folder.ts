import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Calls `onChange` once things below a folder have changed and then kept still for `settleMs`. Folders are watched one by one,
 * because editors replace files instead of writing them, and a folder's own events are the same on every platform.
 */
export function watchFolder(folder: string, onChange: () => void, settleMs = 60): { stop(): void } {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const scan = (): void => {
    for (const path of folders(folder))
      if (!watchers.has(path)) {
        const watcher = watch(path, { persistent: false }, changed);
        watcher.on('error', () => {
          watcher.close();
          watchers.delete(path);
        });
        watchers.set(path, watcher);
      }
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      scan();
      onChange();
    }, settleMs);
  };
  scan();
  return {
    stop() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function folders(root: string): readonly string[] {
  if (!existsSync(root)) return [];
  const below = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return [root, ...below];
}
