import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../exit.ts';

/** What the configuration is called when no other is named. */
export const defaultConfig = 'fedpass.yaml';

/** The whole path of the configuration. Throws {@link UsageError} when it is not there: nothing in it could be pointed at. */
export function configPath(named: string | undefined, cwd: string): string {
  const path = resolve(cwd, named ?? defaultConfig);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw new UsageError(`\`${named ?? defaultConfig}\` is a folder`, 'name a file with --config');
  if (stat !== undefined) return path;
  throw named === undefined
    ? new UsageError(
        `there is no ${defaultConfig} in this folder`,
        'go to the folder of a project, or name its configuration with --config',
      )
    : new UsageError(`there is no configuration \`${named}\``, 'name a file that exists with --config');
}
