import { SettingsError } from '../credentials/providers/check-settings.ts';
import { StoreError } from '../credentials/store/store.ts';
import { VaultError } from '../credentials/vault/vault-error.ts';
import { CompositionFailure } from '../gateway/2-plan/composition-failure.ts';
import { GatewayStartError } from '../gateway/start-error.ts';
import { type Exit, exit, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { ProjectRefused } from './project/refused.ts';
import { pretty } from './reports/pretty.ts';

/**
 * Runs what serves, and says in plain words why it could not: findings with their places, or one sentence. What nobody foresaw goes on
 * as it is and is reported as an internal error.
 */
export async function withPlainWords(io: Io, work: () => Promise<Exit>): Promise<Exit> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProjectRefused) {
      io.err(pretty({ files: error.files, findings: error.findings }, { color: io.color }));
      return error.exit;
    }
    if (error instanceof CompositionFailure) {
      io.err('fedpass: the schemas do not compose\n');
      for (const { code, message, places } of error.findings) {
        const [first] = places;
        io.err(`${first === undefined ? '' : `${first.file}:${first.line}:${first.column}: `}error: ${message} [composition/${code}]\n`);
      }
      return exit.usage;
    }
    if (error instanceof SettingsError) {
      for (const { path, text, code, help } of error.problems)
        io.err(`fedpass.yaml: providers.${path.join('.')}: ${text} [${code}]\n${help === undefined ? '' : `  help: ${help}\n`}`);
      return exit.usage;
    }
    if (error instanceof GatewayStartError || error instanceof StoreError || error instanceof VaultError)
      throw new UsageError(error.message);
    throw error;
  }
}
