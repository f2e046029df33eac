import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../../runtime/ports/log.ts';

/** How far a store was seen to be. Numbers of changes of one store only go up, unless it was put back. */
export interface Seen {
  readonly storeId: string;
  /** The number of its last change. */
  readonly seq: number;
  /** {@link Restoration.at} of the last restoration that was known then; absent: none was. Numbers of before and after it do not compare. */
  readonly restoredAt?: number;
}

/** Keeps what was seen of the store outside of it. Neither function rejects: what cannot be kept is only not known later. */
export interface Anchor {
  read(): Promise<Seen | undefined>;
  write(seen: Seen): Promise<void>;
}

/** In a file beside the process, which several processes may share. It holds nothing secret. */
export function anchorFile(path: string, log: Log): Anchor {
  let written = '';
  let told = false;
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(() => '');
      return seenIn(text);
    },
    async write(seen) {
      const text = `${JSON.stringify(seen)}\n`;
      if (text === written) return;
      // Of its own name: in containers, processes that share a folder have the same id.
      const aside = `${path}.${randomUUID()}.new`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(aside, text, { mode: 0o600, flag: 'wx' });
        await rename(aside, path);
        written = text;
      } catch (error) {
        await rm(aside, { force: true }).catch(() => undefined);
        if (told) return;
        told = true;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
        log.warn(
          { file: path, reason: code },
          'how far the credential store is cannot be noted beside it: a restored backup is not noticed by the next start',
        );
      }
    },
  };
}

/** A file that is none of ours, or damaged, tells nothing. */
function seenIn(text: string): Seen | undefined {
  try {
    const { storeId, seq, restoredAt } = JSON.parse(text) as Record<keyof Seen, unknown>;
    if (typeof storeId !== 'string' || !isCount(seq)) return undefined;
    return { storeId, seq, ...(isCount(restoredAt) ? { restoredAt } : {}) };
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);
