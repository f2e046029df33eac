import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Check, SettingsBench, Verdict } from '../../../../src/cli/doctor/check.ts';
import { diskFiles, loadConfig } from '../../../../src/config/load.ts';
import { SecretReader } from '../../../../src/config/secret-reader.ts';
import { systemClock } from '../../../../src/gateway/platform/clock.ts';
import { type Files, makeFolder } from '../../../support/project-folder.ts';

const folders: string[] = [];

/** Removes the folders of all configurations that were looked at. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** What a check of the settings finds in a configuration with these lines. Nothing is made up: the configuration is read from a file. */
export async function lookAt(check: Check<SettingsBench>, lines: string, files: Files = {}): Promise<Verdict> {
  const folder = makeFolder({ 'fedpass.yaml': `subgraphs: { books: { url: "https://books.example.com" } }\n${lines}\n`, ...files });
  folders.push(folder);
  const file = join(folder, 'fedpass.yaml');
  const { config, findings } = loadConfig(file, {}, 'check', folder);
  if (config === undefined) throw new Error(JSON.stringify(findings));
  const secrets = new SecretReader({ env: {}, files: diskFiles, folder, clock: systemClock });
  return check.run({ config, secrets, env: {}, file });
}
