import { randomBytes } from 'node:crypto';
import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file as a whole: it is written aside and moved into place, so nobody ever reads half of it, and a failure leaves the old one. Who
 * may read the file stays as it was. Throws what the file system says.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(aside, content);
    const old = statSync(path, { throwIfNoEntry: false });
    if (old !== undefined) chmodSync(aside, old.mode);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
