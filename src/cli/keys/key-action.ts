import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { Exit } from '../exit.ts';
import type { Io } from '../io.ts';

export type KeyActionName = 'generate' | 'rotate' | 'status';

export interface KeyOptions {
  readonly json?: boolean;
}

/** What an action works with. */
export interface KeyBench {
  readonly config: Config;
  readonly secrets: SecretReader;
  readonly options: KeyOptions;
  readonly io: Pick<Io, 'out' | 'err' | 'color'>;
}

export type KeyAction = (bench: KeyBench) => Promise<Exit>;
