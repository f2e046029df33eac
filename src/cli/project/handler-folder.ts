import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../exit.ts';

/** Where the running process keeps the handlers that it imports. */
export interface HandlerFolder {
  readonly path: string;
  /** To be called when nothing will be imported from it any more. */
  remove(): void;
}

/**
 * Makes a folder of this process alone, readable by its owner only. Not in the project: that may be read-only where it is deployed, and
 * two processes on one project would write over each other. Throws {@link UsageError}.
 */
export function makeHandlerFolder(): HandlerFolder {
  const path = make();
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function make(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'fedpass-handlers-'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`no handlers can be written to \`${tmpdir()}\` (${code})`, 'name a folder for temporary files in TMPDIR');
  }
}
