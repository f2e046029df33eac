import type { GatewayPort } from '../dev/gateway-port.ts';
import { redirectUri, signInRedirectUri } from '../management/consent-routes.ts';
import { pinoLog } from '../telemetry/pino-log.ts';
import type { Io } from './io.ts';
import { connectionViews, connectUrl } from './project/connection-views.ts';
import { guards } from './project/guards.ts';
import { openProject } from './project/open-project.ts';
import { findingsText } from './reports/pretty.ts';
import { tellConfig } from './start/tell-config.ts';

/** The gateway for the demo: the same project, opened the same way as `fedpass start` does. */
export function devGateway(io: Io): GatewayPort {
  const log = pinoLog({ level: 'warn', stream: { write: io.err } });
  return {
    redirectUri,
    signInRedirectUri,
    async start({ config, env, port, publicUrl, storeFile, keyFile, onReload }) {
      const project = await openProject({
        config,
        cwd: io.cwd,
        env,
        port,
        publicUrl,
        storeFile,
        keyFile,
        introspection: 'everyone',
        log,
        onWarnings: (findings) => {
          if (findings.length > 0) io.err(`${findingsText(findings, { color: io.color.err })}\n`);
        },
        onConfig(reload) {
          tellConfig(reload, log, io);
          if (reload.kind === 'served') io.err('fedpass: the changed configuration is served\n');
        },
        onReload: ({ changed, broken, findings }) =>
          onReload({
            changed,
            broken,
            report: findings.length === 0 ? '' : `${findingsText(findings, { color: io.color.err })}\n`,
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
