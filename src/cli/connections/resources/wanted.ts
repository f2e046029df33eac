import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { providerSettings } from '../../../config/credential-settings.ts';
import { diskFiles, loadConfig } from '../../../config/load.ts';
import { SecretReader } from '../../../config/secret-reader.ts';
import type { ProviderSettings } from '../../../credentials/settings.ts';
import { exit, UsageError } from '../../exit.ts';
import type { Io } from '../../io.ts';
import { defaultConfig } from '../../project/config-path.ts';
import { ProjectRefused } from '../../project/refused.ts';
import { settingsFindings } from '../../project/settings-findings.ts';

/** What is to be there, as files say it. */
export interface Wanted {
  readonly providers: readonly ProviderSettings[];
  /** The files, as the user would name them. */
  readonly files: readonly string[];
}

/** What is looked for when no file is named. */
export const usualFile = 'connections.yaml';

/**
 * Reads declared resources: the `providers` of a file in the form of `fedpass.yaml`, or of all such files in a folder. Secrets are resolved. Throws
 * UsageError or {@link ProjectRefused}.
 */
export function readWanted(named: string | undefined, io: Pick<Io, 'cwd' | 'env'>): Wanted {
  const files = filesOf(named, io.cwd);
  const found = new Map<string, { provider: ProviderSettings; file: string }>();
  for (const file of files)
    for (const provider of readFile(file, io)) {
      const other = found.get(provider.id.toLowerCase());
      if (other !== undefined)
        throw new UsageError(`the provider \`${provider.id}\` stands in \`${other.file}\` and in \`${file}\``, 'keep one of them');
      found.set(provider.id.toLowerCase(), { provider, file });
    }
  return { providers: [...found.values()].map(({ provider }) => provider), files };
}

function filesOf(named: string | undefined, cwd: string): readonly string[] {
  if (named === undefined) {
    const usual = [usualFile, defaultConfig].find((name) => statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile() === true);
    if (usual !== undefined) return [usual];
    throw new UsageError(
      `there is neither ${usualFile} nor ${defaultConfig} in this folder`,
      'name a file or a folder of declared resources',
    );
  }
  const stat = statSync(resolve(cwd, named), { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`there is no \`${named}\``, 'name a file or a folder of declared resources');
  if (!stat.isDirectory()) return [named];
  const files = readdirSync(resolve(cwd, named), { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(named, entry.name))
    .sort();
  if (files.length === 0) throw new UsageError(`there is no .yaml file in \`${named}\``, 'name a file or a folder of declared resources');
  return files;
}

function readFile(file: string, { cwd, env }: Pick<Io, 'cwd' | 'env'>): readonly ProviderSettings[] {
  const { config, findings } = loadConfig(file, env, 'check', cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const reader = new SecretReader({ env, files: diskFiles, folder: dirname(resolve(cwd, file)) });
  const { providers, missing } = providerSettings(config, reader);
  const [first] = missing;
  if (first !== undefined)
    throw new UsageError(`${file}: ${first.path.join('.')}: \`${first.name}\` ${first.problem}`, 'set it, and plan again');
  const refused = settingsFindings(config, { providers, issuers: [] });
  if (refused.some(({ severity }) => severity === 'error')) throw new ProjectRefused(refused, 1, exit.usage);
  return providers;
}
