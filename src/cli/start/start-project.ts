import { resolve } from 'node:path';
import { pinoLog } from '../../telemetry/pino-log.ts';
import { type Exit, exit } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { configPath } from '../project/config-path.ts';
import { openProject } from '../project/open-project.ts';
import { findingsText } from '../reports/pretty.ts';
import { startReport } from './start-report.ts';
import type { StartRequest } from './start-request.ts';
import { tellConfig } from './tell-config.ts';
import { tellSafelist } from './tell-safelist.ts';

/** Serves a configured project until the process is asked to stop. */
export const startProject = (request: StartRequest & { readonly config: string | undefined }, io: Io): Promise<Exit> =>
  withPlainWords(io, async () => {
    const log = pinoLog({ level: request.level, stream: { write: io.err } });
    const project = await openProject({
      config: configPath(request.config, io.cwd),
      cwd: io.cwd,
      env: io.env,
      ...(request.port === undefined ? {} : { port: request.port }),
      ...(request.safelist === undefined ? {} : { safelist: resolve(io.cwd, request.safelist) }),
      introspection: 'nobody',
      log,
      onWarnings: (findings) => {
        if (findings.length > 0) io.err(`${findingsText(findings, { color: io.color.err })}\n`);
      },
      onReload: ({ changed, broken, findings }) => {
        if (findings.length > 0) io.err(`${findingsText(findings, { color: io.color.err })}\n`);
        log.info(
          { changed, broken },
          broken.length > 0 ? 'documents are broken; their last good versions go on serving' : 'documents were compiled again',
        );
      },
      onSchemas: (reload) => {
        if (reload.kind === 'served') return log.info({}, 'changed schemas are served');
        io.err(`${findingsText(reload.findings, { color: io.color.err })}\n`);
        log.error({ findings: reload.findings.length }, 'changed schemas do not compose; the old ones stay');
      },
      onConfig: (reload) => tellConfig(reload, log, io),
      onSafelist: (reload) => tellSafelist(reload, log, io),
    });
    io.out(await startReport(project, io));
    await io.stopped;
    await project.close();
    return exit.clean;
  });
