import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ProjectDocument } from '../../compiler/compile-project.ts';
import { scopeOf } from '../../compiler/scope-of.ts';
import type { Source } from '../../diagnostics/source.ts';
import { readSource } from './read-source.ts';

/** What stands in the policies folder. */
export interface PolicyFolder {
  readonly documents: readonly ProjectDocument[];
  /** XML files in places that mean nothing. */
  readonly strays: readonly { readonly name: string; readonly source: Source }[];
}

/** Reads the policy documents of a project. A folder that is not there holds none: policies are optional. Throws {@link UsageError}. */
export function readDocuments(folder: string, workingFolder: string): PolicyFolder {
  const documents: ProjectDocument[] = [];
  const strays: { name: string; source: Source }[] = [];
  for (const file of xmlFiles(folder)) {
    const name = slashes(relative(folder, file)).replace(/\.xml$/i, '');
    const source = readSource(file, slashes(relative(workingFolder, file)));
    const scope = scopeOf(name);
    if (scope === undefined) strays.push({ name, source });
    else documents.push({ name, scope, source });
  }
  return { documents, strays };
}

/** Every `.xml` file below a folder, sorted, so that results never depend on the file system's order. */
export function xmlFiles(folder: string): readonly string[] {
  try {
    return [...filesBelow(folder, new Set())].filter((path) => path.toLowerCase().endsWith('.xml')).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Every file below a folder, not those of packages. Links are followed, each folder once: a link may lead back up. */
function* filesBelow(folder: string, linked: Set<string>): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && entry.name !== '.git') yield* filesBelow(path, linked);
    } else if (entry.isSymbolicLink()) {
      const target = statSync(path, { throwIfNoEntry: false });
      if (target?.isFile()) yield path;
      else if (target?.isDirectory() && !linked.has(realpathSync(path))) yield* filesBelow(path, linked.add(realpathSync(path)));
    }
  }
}

const slashes = (path: string): string => path.split(sep).join('/');
