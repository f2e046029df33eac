import type { GatewayPort } from '../dev/gateway-port.ts';
import { redirectUri } from '../management/consent-routes.ts';
import { pinoLog } from '../telemetry/pino-log.ts';
import type { Io } from './io.ts';
import { connectionViews, connectUrl } from './project/connection-views.ts';
import { guards } from './project/guards.ts';
import { openProject } from './project/open-project.ts';
import { pretty } from './reports/pretty.ts';

/** The gateway for the demo: the same project, opened the same way as `fedpass start` does. */
export function devGateway(io: Io): GatewayPort {
  return {
    redirectUri,
    async start({ config, env, port, publicUrl, storeFile, keyFile, onReload }) {
      const project = await openProject({
        config,
        cwd: io.cwd,
        env,
        port,
        publicUrl,
        storeFile,
        keyFile,
        log: pinoLog({ level: 'warn', stream: { write: io.err } }),
        onReload: ({ changed, broken, findings }) =>
          onReload({
            changed,
            broken,
            report: findings.length === 0 ? '' : pretty({ files: broken.length, findings }, { color: io.color }),
          }),
      });
      return {
        guards: guards(project),
        connections: async () => (project.credentials === undefined ? [] : connectionViews(project.credentials.manager)),
        connectUrl: async (provider, connection) =>
          project.credentials === undefined ? undefined : connectUrl(project.credentials.manager, provider, connection),
        close: () => project.close(),
      };
    },
  };
}
