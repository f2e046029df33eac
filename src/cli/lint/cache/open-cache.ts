import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Io } from '../../io.ts';
import { defaultConfig } from '../../project/config-path.ts';
import { FileCache, type LintCache, noCache } from './cache.ts';

export type CacheChoice = { readonly kind: 'off' } | { readonly kind: 'on'; readonly location: string | undefined };

/** The cache of a run. There is none for a program that does not know its own version: what it finds may change from one run to the next. */
export function openCache(choice: CacheChoice, io: Pick<Io, 'cwd' | 'env'>, version = programVersion()): LintCache {
  const path = choice.kind === 'off' ? undefined : cachePath(choice.location, io);
  return path === undefined || version === undefined ? noCache : new FileCache(path, version, io.cwd);
}

/** Beside the packages of a project, else beside its state, else where the user's caches are. */
function cachePath(location: string | undefined, { cwd, env }: Pick<Io, 'cwd' | 'env'>): string | undefined {
  if (location !== undefined) return resolve(cwd, location, 'lint.json');
  if (existsSync(join(cwd, 'node_modules'))) return join(cwd, 'node_modules', '.cache', 'fedpass', 'lint.json');
  if (existsSync(join(cwd, defaultConfig))) return join(cwd, '.fedpass', 'cache', 'lint.json');
  const caches = env['XDG_CACHE_HOME'] ?? (env['HOME'] === undefined ? undefined : join(env['HOME'], '.cache'));
  const name = createHash('sha256').update(cwd).digest('hex').slice(0, 16);
  return caches === undefined ? undefined : join(caches, 'fedpass', `lint-${name}.json`);
}

/** What the build says that it was made from, and the engine that runs it. */
function programVersion(): string | undefined {
  try {
    return `${readFileSync(new URL('../../../.built-from', import.meta.url), 'utf8').trim()} ${process.version}`;
  } catch {
    return undefined;
  }
}
