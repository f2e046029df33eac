import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Random } from '../../runtime/ports/random.ts';
import { type KeyRing, keyRingOf, type WrappingKey, wrappingKey } from './key-ring.ts';
import { VaultError } from './vault-error.ts';

/** `{ "version": 1, "keys": [{ "kid", "alg": "A256KW", "created": ISO time, "k": 32 bytes in base64url }] }` */
interface KeyFile {
  readonly version: 1;
  readonly keys: readonly { readonly kid: string; readonly alg: 'A256KW'; readonly created: string; readonly k: string }[];
}

export type KeyFileOptions =
  | { readonly whenAbsent: 'refuse' }
  /** Makes a file with one new key. Only for a store that is new as well: an old one cannot be read with it. */
  | { readonly whenAbsent: 'create'; readonly random: Random; readonly clock: Clock };

/** Reads the key ring from a file. Rejects with {@link VaultError}; never changes a file that exists. */
export async function openKeyFile(path: string, options: KeyFileOptions): Promise<KeyRing> {
  const name = `key file \`${path}\``;
  const text = (await read(path, name)) ?? (await make(path, name, options));
  const ring = keysOf(text);
  if (ring === undefined)
    throw new VaultError('vault/bad-key-file', `${name} is not a key file of fedpass, or is damaged; restore it from a backup`);
  const keys: WrappingKey[] = [];
  for (const { kid, created, k } of ring.keys)
    keys.push(await wrappingKey(kid, Date.parse(created), new Uint8Array(Buffer.from(k, 'base64url'))));
  return keyRingOf(name, keys);
}

/** Undefined when there is no file. A link is followed (mounted secrets are links); what counts is the file it leads to. */
async function read(path: string, name: string): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new VaultError('vault/unreadable-key-file', `${name} cannot be read (${codeOf(error)})`);
  }
  try {
    const unsafe = unsafety(await file.stat());
    if (unsafe !== undefined) throw new VaultError('vault/unsafe-key-file', `${name} ${unsafe}`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function unsafety(stats: Stats): string | undefined {
  if (!stats.isFile()) return 'is not a regular file';
  if (stats.size > 1_000_000) return 'is too large to be a key file';
  if (process.platform === 'win32') return undefined;
  // The group may read: that is how orchestrators hand secrets to a process that is not root.
  if ((stats.mode & 0o027) !== 0)
    return `can be read or written by others (mode ${(stats.mode & 0o777).toString(8)}); run \`chmod 600\` on it`;
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && stats.uid !== me && stats.uid !== 0) return 'belongs to another user';
  return undefined;
}

/** Written aside and linked into place: a reader sees a whole file or none, and of two makers one wins. */
async function make(path: string, name: string, options: KeyFileOptions): Promise<string> {
  if (options.whenAbsent === 'refuse')
    throw new VaultError('vault/no-key-file', `${name} does not exist; restore it, or create one with a new credential store`);
  const { random, clock } = options;
  const id = (bytes: number): string => Buffer.from(random.bytes(bytes)).toString('base64url');
  const content: KeyFile = {
    version: 1,
    keys: [{ kid: id(12), alg: 'A256KW', created: new Date(clock.now()).toISOString(), k: id(32) }],
  };
  const text = `${JSON.stringify(content, undefined, 2)}\n`;
  const target = resolve(path);
  const aside = `${target}.${id(6)}.new`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(aside, target);
    return text;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new VaultError('vault/unreadable-key-file', `${name} cannot be created (${codeOf(error)})`);
    const other = await read(path, name);
    if (other === undefined) throw new VaultError('vault/unreadable-key-file', `${name} leads nowhere; remove the dangling link`);
    return other;
  } finally {
    await unlink(aside).catch(() => undefined);
  }
}

/** Undefined unless every part is as it must be: a half-understood ring would make records nobody can read later. */
function keysOf(text: string): KeyFile | undefined {
  let file: Partial<KeyFile>;
  try {
    file = JSON.parse(text) as Partial<KeyFile>;
  } catch {
    return undefined;
  }
  if (typeof file !== 'object' || file === null || file.version !== 1 || !Array.isArray(file.keys) || file.keys.length === 0)
    return undefined;
  const kids = new Set<unknown>();
  for (const key of file.keys as Record<string, unknown>[]) {
    const { kid, alg, created, k } = key ?? {};
    if (typeof kid !== 'string' || kid === '' || kids.has(kid) || alg !== 'A256KW') return undefined;
    if (typeof created !== 'string' || Number.isNaN(Date.parse(created))) return undefined;
    if (typeof k !== 'string' || Buffer.from(k, 'base64url').length !== 32) return undefined;
    kids.add(kid);
  }
  return { version: 1, keys: file.keys };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason';
}
