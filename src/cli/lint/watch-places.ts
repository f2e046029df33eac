import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { watchFolder } from '../project/watch-folder.ts';

/**
 * Calls `onChange` once something in these files and folders has changed and then kept still for a moment. A file is watched through its
 * folder: editors put a new file in its place, and a watch on the old one would see nothing more.
 */
export function watchPlaces(places: readonly string[], onChange: () => void, settleMs = 30): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMs);
  };
  const stops = [...new Set(places)].map((place) =>
    isFolder(place) ? watchFolder(place, onChange, { settle: settleMs }) : watchFile(place, later),
  );
  return {
    stop() {
      clearTimeout(timer);
      for (const { stop } of stops) stop();
    },
  };
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function watchFile(path: string, onChange: () => void): { stop(): void } {
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) onChange();
    });
    watcher.on('error', () => watcher?.close());
  } catch {
    // Its folder is not there: whoever looks next says so.
  }
  return { stop: () => watcher?.close() };
}
