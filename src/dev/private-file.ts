import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { DevRefusal } from './refusal.ts';

/** Makes a folder that only its owner can enter. An existing one is closed to others too. Throws {@link DevRefusal}. */
export function privateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new DevRefusal(`the folder \`${path}\` cannot be made (${code})`, 'the demo keeps its state there; start it where you may write');
  }
}

/**
 * The JSON in a file; undefined when there is no such file. What cannot be read is a {@link DevRefusal} that names the file and not
 * its content: it is never overwritten.
 */
export function readPrivateJson<Shape>(path: string, schema: z.ZodType<Shape>): Shape | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const read = schema.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new DevRefusal(`\`${path}\` is damaged`, `remove the folder \`${dirname(path)}\` to start the demo afresh`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes JSON that only its owner can read. The file is replaced in one step, so that a crash leaves the old or the new one. */
export function writePrivateJson(path: string, value: unknown): void {
  const temporary = `${path}.${randomUUID()}`;
  try {
    writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
