import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, mkdir, open, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { KeyRing } from './key-ring.ts';
import type { KeyService } from './key-service.ts';
import { type KeyMaker, readKeys, ringOf, withNewKey, writeKeys } from './key-text.ts';
import { VaultError } from './vault-error.ts';

export type KeyFileOptions =
  | { readonly whenAbsent: 'refuse' }
  /** Makes a file with one new key. Only for a store that is new as well: an old one cannot be read with it. */
  | ({ readonly whenAbsent: 'create' } & KeyMaker);

/** Reads the key ring from a file. Rejects with {@link VaultError}; never changes a file that exists. */
export const openKeyFile = async (path: string, options: KeyFileOptions, service?: KeyService): Promise<KeyRing> =>
  ringOf(nameOf(path), await keyFileText(path, options), service);

/** The text of a key file, which `ringOf` reads. Rejects with {@link VaultError}. */
export const keyFileText = async (path: string, options: KeyFileOptions): Promise<string> =>
  (await read(path)) ?? (await make(path, options));

/** Makes a key file where there is none. False: there is one, and it was left as it is. Rejects with {@link VaultError}. */
export async function createKeyFile(path: string, maker: KeyMaker): Promise<boolean> {
  if ((await read(path)) !== undefined) return false;
  const text = writeKeys(await withNewKey(undefined, maker));
  return place(path, text, 'new', maker);
}

/**
 * Adds a key to a file that exists; resolves with its id. The file is replaced in one step, so that a crash leaves the old or the new one.
 * Whoever adds keys holds a lease: of two at the same time one would lose its key, and with it what was sealed meanwhile.
 */
export async function addKeyToFile(path: string, maker: KeyMaker): Promise<string> {
  const name = nameOf(path);
  const text = await read(path);
  if (text === undefined) throw noKeyFile(name);
  const before = readKeys(text);
  if (before === undefined) throw new VaultError('vault/bad-key-file', `${name} is not a key file of fedpass, or is damaged`);
  const after = await withNewKey(before, maker);
  // A link stays one: what it leads to is replaced.
  await place(await realpath(path), writeKeys(after), 'replace', maker);
  return after.keys.at(-1)?.kid ?? '';
}

const nameOf = (path: string): string => `key file \`${path}\``;

/** Undefined when there is no file. A link is followed (mounted secrets are links); what counts is the file it leads to. */
async function read(path: string): Promise<string | undefined> {
  const name = nameOf(path);
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

async function make(path: string, options: KeyFileOptions): Promise<string> {
  const name = nameOf(path);
  if (options.whenAbsent === 'refuse') throw noKeyFile(name);
  const text = writeKeys(await withNewKey(undefined, options));
  if (await place(path, text, 'new', options)) return text;
  const other = await read(path);
  if (other === undefined) throw new VaultError('vault/unreadable-key-file', `${name} leads nowhere; remove the dangling link`);
  return other;
}

/** Written aside and put into place: a reader sees a whole file or none, and of two makers of a new one one wins. False: it was there. */
async function place(path: string, text: string, how: 'new' | 'replace', { random }: KeyMaker): Promise<boolean> {
  const target = resolve(path);
  const aside = `${target}.${Buffer.from(random.bytes(6)).toString('base64url')}.new`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await (how === 'new' ? link(aside, target) : rename(aside, target));
    return true;
  } catch (error) {
    if (how === 'new' && codeOf(error) === 'EEXIST') return false;
    const verb = how === 'new' ? 'created' : 'written';
    throw new VaultError('vault/unreadable-key-file', `${nameOf(path)} cannot be ${verb} (${codeOf(error)})`);
  } finally {
    await unlink(aside).catch(() => undefined);
  }
}

const noKeyFile = (name: string): VaultError =>
  new VaultError('vault/no-key-file', `${name} does not exist; restore it, or create one with a new credential store`);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason';
}
