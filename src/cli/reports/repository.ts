import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What tells the folder of the repository in GitHub Actions, GitLab CI and Azure Pipelines. */
const variables = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'BUILD_SOURCESDIRECTORY'];

/** The folder of the repository that a working folder is in; that folder itself when it is in none. */
export function repositoryRoot(cwd: string, env: Readonly<Record<string, string | undefined>>): string {
  for (const variable of variables) {
    const folder = env[variable];
    if (folder !== undefined && isAbsolute(folder) && isInside(cwd, folder)) return resolve(folder);
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** A file as the repository names it, with `/`; undefined for one outside. `file` is named from the working folder. */
export function inRepository(file: string, { cwd, root }: { readonly cwd: string; readonly root: string }): string | undefined {
  const path = resolve(cwd, file);
  return isInside(path, root) ? relative(root, path).split(sep).join('/') : undefined;
}

/** The `file:` URL of a file that is named from the working folder. */
export const fileUrl = (file: string, cwd: string): string => pathToFileURL(resolve(cwd, file)).href;

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
