import { statSync } from 'node:fs';

/** Milliseconds between two looks. Editors and deployments replace files, which not every platform reports. */
const lookEvery = 1_000;

/**
 * Calls `onChange` once files have changed and then kept still for one look; never while it is still at work.
 */
export function watchFiles(files: readonly string[], onChange: () => Promise<void>, every = lookEvery): { stop(): Promise<void> } {
  let handled = stateOf(files);
  let seen = handled;
  let working: Promise<void> | undefined;
  const look = (): void => {
    const now = stateOf(files);
    const isStill = now === seen;
    seen = now;
    if (now === handled || !isStill || working !== undefined) return;
    handled = now;
    working = onChange().finally(() => {
      working = undefined;
    });
  };
  const timer = setInterval(look, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

/** A text that differs when a file came, went or was written. */
const stateOf = (files: readonly string[]): string =>
  files
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return `${file} ${stat?.ino} ${stat?.size} ${stat?.mtimeMs}`;
    })
    .join('\n');
