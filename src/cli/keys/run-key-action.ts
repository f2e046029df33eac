import { diskFiles, loadConfig } from '../../config/load.ts';
import { SecretReader } from '../../config/secret-reader.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { type Exit, exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { configPath } from '../project/config-path.ts';
import { ProjectRefused } from '../project/refused.ts';
import { generate } from './generate.ts';
import type { KeyAction, KeyActionName, KeyOptions } from './key-action.ts';
import { rotate } from './rotate.ts';
import { status } from './status.ts';

const actions: Readonly<Record<KeyActionName, KeyAction>> = { generate, rotate, status };

export interface KeyRequest {
  readonly config: string | undefined;
  readonly options: KeyOptions;
}

/** Rejects with UsageError, ProjectRefused, StoreError or VaultError. */
export async function runKeyAction(name: KeyActionName, { config: file, options }: KeyRequest, io: Io): Promise<Exit> {
  // The ring that `generate` is to make need not be there yet.
  const { config, findings } = loadConfig(configPath(file, io.cwd), io.env, name === 'generate' ? 'skip' : 'check', io.cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const secrets = new SecretReader({ env: io.env, files: diskFiles, folder: config.folder, clock: systemClock });
  return actions[name]({ config, secrets, options, io });
}
