import { diskFiles, loadConfig } from '../../config/load.ts';
import { SecretReader } from '../../config/secret-reader.ts';
import type { ConnectionId } from '../../credentials/store/keys.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { pinoLog } from '../../telemetry/pino-log.ts';
import { commandLineUser } from '../command-line-user.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { configPath } from '../project/config-path.ts';
import { openCredentials } from '../project/open-credentials.ts';
import { ProjectRefused } from '../project/refused.ts';
import type { ActionName, ActionOptions, Single } from './action.ts';
import { canI } from './can-i.ts';
import { list } from './list.ts';
import { login } from './login.ts';
import { revoke } from './revoke.ts';
import { show } from './show.ts';
import { tryToken } from './try-token.ts';

const singles: Readonly<Record<Exclude<ActionName, 'list'>, Single>> = { show, login, test: tryToken, revoke, 'can-i': canI };

export interface ActionRequest {
  readonly name: ActionName;
  /** As written. */
  readonly connection: string | undefined;
  readonly options: ActionOptions;
  readonly config: string | undefined;
}

/** Opens the credential store, does one thing, and closes it. Rejects with UsageError, ProjectRefused, StoreError or VaultError. */
export async function runAction({ name, connection, options, config: file }: ActionRequest, io: Io): Promise<Exit> {
  const id = name === 'list' ? undefined : idOf(connection);
  const { config, findings } = loadConfig(configPath(file, io.cwd), io.env, 'check', io.cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const secrets = new SecretReader({ env: io.env, files: diskFiles, folder: config.folder, clock: systemClock });
  const open = await openCredentials(config, secrets, {
    publicUrl: config.listen.publicUrl ?? `http://localhost:${config.listen.port}`,
    storeFile: undefined,
    keyFile: undefined,
    actor: commandLineUser(),
    log: pinoLog({ level: 'error', stream: { write: io.err } }),
  });
  try {
    const bench = { config, credentials: open.manager, options, io };
    if (name === 'list' || id === undefined) return await list(bench);
    const there = await open.manager.show(id.provider, id.connection);
    if (there === undefined)
      throw new UsageError(`there is no connection \`${id.provider}/${id.connection}\``, '`fedpass connections list` shows all of them');
    return await singles[name](bench, { provider: there.provider, connection: there.connection });
  } finally {
    await open.close();
  }
}

function idOf(text: string | undefined): ConnectionId {
  const [provider = '', connection = '', ...more] = (text ?? '').split('/');
  if (provider === '' || connection === '' || more.length > 0)
    throw new UsageError(
      'name a connection as <provider>/<connection>',
      'for example `github/org`; `fedpass connections list` shows all of them',
    );
  return { provider, connection };
}
