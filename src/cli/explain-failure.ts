import { StoreError } from '../credentials/store/store.ts';
import { VaultError } from '../credentials/vault/vault-error.ts';
import { GatewayStartError } from '../gateway/start-error.ts';
import { type Exit, UsageError } from './exit.ts';
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
      io.err(pretty({ files: error.files, findings: error.findings }, { color: io.color.err }));
      return error.exit;
    }
    if (error instanceof GatewayStartError || error instanceof StoreError || error instanceof VaultError)
      throw new UsageError(error.message);
    throw error;
  }
}
