import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** How many lines are kept. */
const most = 1_000;

/** Where the lines of earlier sessions are: in the folder for state of the XDG base directory specification. */
export function historyFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { XDG_STATE_HOME: state, HOME: home } = env;
  // The specification: a path that is not absolute is to be ignored.
  const folder = state !== undefined && isAbsolute(state) ? state : home === undefined ? undefined : join(home, '.local', 'state');
  return folder === undefined ? undefined : join(folder, 'fedpass', 'eval-history');
}

/** The lines of earlier sessions, newest first, as readline wants them. */
export function readHistory(file: string | undefined): string[] {
  if (file === undefined) return [];
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .reverse();
  } catch {
    return [];
  }
}

/** Keeps lines for the next session, for their owner's eyes only. A line that holds one of the secrets is left out. */
export function writeHistory(file: string | undefined, newestFirst: readonly string[], secrets: readonly string[]): void {
  if (file === undefined) return;
  const kept = newestFirst.filter((line) => !secrets.some((secret) => line.includes(secret))).slice(0, most);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(
      file,
      kept
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
      { mode: 0o600 },
    );
    // A file that was there before keeps its mode.
    chmodSync(file, 0o600);
  } catch {
    // A history that cannot be kept is no reason to fail.
  }
}
