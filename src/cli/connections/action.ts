import type { Config } from '../../config/config.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import type { ConnectionId } from '../../credentials/store/keys.ts';
import type { Exit } from '../exit.ts';
import type { Io } from '../io.ts';

export type ActionName = 'list' | 'show' | 'login' | 'test' | 'revoke' | 'can-i';

export interface ActionOptions {
  readonly json?: boolean;
  readonly gateway?: boolean;
  readonly objectId?: string;
  readonly tenantId?: string;
  readonly issuer?: string;
  readonly appId?: string;
  readonly group?: readonly string[];
  readonly asApp?: boolean;
}

/** What an action works with. */
export interface Workbench {
  readonly config: Config;
  readonly credentials: CredentialManager;
  readonly options: ActionOptions;
  readonly io: Pick<Io, 'out' | 'err' | 'color'>;
}

/** An action on all connections. */
export type Overall = (bench: Workbench) => Promise<Exit>;

/** An action on one connection. */
export type Single = (bench: Workbench, id: ConnectionId) => Promise<Exit>;
