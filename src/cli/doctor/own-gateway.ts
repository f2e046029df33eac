import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Io } from '../io.ts';
import { openProject } from '../project/open-project.ts';

/** A gateway of the doctor's own, to be probed. */
export interface OwnGateway {
  readonly url: string;
  readonly management: string | undefined;
  close(): Promise<void>;
}

/**
 * Starts the project as `start` would, on this machine alone and on free ports, with a store and keys of its own that are thrown away: a look must
 * not make keys, write to a store that is in use, or be reached by others. Rejects as opening a project does.
 */
export async function openOwnGateway(config: string, io: Io): Promise<OwnGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-doctor-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const project = await openProject({
      config,
      cwd: io.cwd,
      env: io.env,
      port: 0,
      storeFile: join(folder, 'credentials.db'),
      keyFile: join(folder, 'keys.json'),
      introspection: 'nobody',
      adjust: nearby,
      log: silent,
    });
    return {
      url: project.gateway.url,
      management: project.management?.url,
      async close() {
        await project.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The same configuration for this machine alone. What the network would see of it, such as an address on all interfaces, is a matter of the settings. */
const nearby = (config: Config): Config => ({
  ...config,
  cache: { kind: 'memory' },
  listen: { ...config.listen, host: '127.0.0.1' },
  management:
    config.management.kind === 'off'
      ? config.management
      : { ...config.management, listen: { ...config.management.listen, host: '127.0.0.1', port: 0 } },
  telemetry: { ...config.telemetry, otlp: undefined },
});

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
