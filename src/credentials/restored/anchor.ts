import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../../runtime/ports/log.ts';

/** How far a store was seen to be: the number of its last change. Numbers of one store only go up, unless it was put back. */
export interface Seen {
  readonly storeId: string;
  readonly seq: number;
}

/** Keeps what was seen of the store outside of it. Neither function rejects: what cannot be kept is only not known later. */
export interface Anchor {
  read(): Promise<Seen | undefined>;
  write(seen: Seen): Promise<void>;
}

/** In a file beside the process. It holds nothing secret. */
export function anchorFile(path: string, log: Log): Anchor {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(() => '');
      return seenIn(text);
    },
    async write(seen) {
      const aside = `${path}.${process.pid}.new`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const file = await open(aside, 'w', 0o600);
        try {
          await file.writeFile(`${JSON.stringify(seen)}\n`);
        } finally {
          await file.close();
        }
        await rename(aside, path);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
        log.warn({ file: path, reason: code }, 'how far the credential store is cannot be noted beside it');
      }
    },
  };
}

/** A file that is none of ours, or damaged, tells nothing. */
function seenIn(text: string): Seen | undefined {
  try {
    const { storeId, seq } = JSON.parse(text) as Partial<Seen>;
    return typeof storeId === 'string' && Number.isSafeInteger(seq) && seq !== undefined ? { storeId, seq } : undefined;
  } catch {
    return undefined;
  }
}
