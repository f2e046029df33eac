import type { Config, IntrospectionRule } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Refresh } from './handler-store.ts';
import type { ConfigReload } from './reload-config.ts';
import type { SchemaReload } from './reload-project.ts';
import type { SafelistReload } from './watch-safelist.ts';

/** What is to be served, and who is told what becomes of it. */
export interface ProjectRequest {
  /** The configuration, absolute. */
  readonly config: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each in place of what the configuration says. A port of 0 takes any free one. */
  readonly port?: number;
  /** Finds a free port in another way, for tests. */
  readonly freePort?: () => Promise<number>;
  readonly publicUrl?: string;
  readonly storeFile?: string;
  readonly keyFile?: string;
  /** Changes the configuration before anything is opened, for who only looks. */
  readonly adjust?: (config: Config) => Config;
  /** A list of the operations that run, absolute, in place of the configuration's. */
  readonly safelist?: string;
  /** Who may ask for the schema where the configuration does not say. */
  readonly introspection: IntrospectionRule['kind'] & ('everyone' | 'nobody');
  readonly log: Log;
  /** Policy documents changed on disk and were compiled again. */
  readonly onReload?: (refresh: Refresh) => void;
  /** Schemas changed on disk. */
  readonly onSchemas?: (reload: SchemaReload) => void;
  /** The configuration changed on disk. */
  readonly onConfig?: (reload: ConfigReload) => void;
  /** The list of operations changed on disk. */
  readonly onSafelist?: (reload: SafelistReload) => void;
  /** Findings that stop nothing. */
  readonly onWarnings?: (findings: readonly Diagnostic[]) => void;
}
