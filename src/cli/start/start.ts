import { resolve } from 'node:path';
import { defaultLimits } from '../../config/default-limits.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemCrypto } from '../../gateway/platform/crypto.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { type LogLevel, pinoLog } from '../../telemetry/pino-log.ts';
import { traceToLog } from '../../telemetry/trace-to-log.ts';
import { type Exit, exit } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { compositionFindings } from '../project/composition-findings.ts';
import { configPath } from '../project/config-path.ts';
import { openProject } from '../project/open-project.ts';
import { readText } from '../project/read-source.ts';
import { ProjectRefused } from '../project/refused.ts';
import { findingsText } from '../reports/pretty.ts';
import { startReport } from './start-report.ts';

/** Serves a configured project until the process is asked to stop. */
export const startProject = (
  request: { readonly config: string | undefined; readonly port: number | undefined; readonly level: LogLevel },
  io: Io,
): Promise<Exit> =>
  withPlainWords(io, async () => {
    const log = pinoLog({ level: request.level, stream: { write: io.err } });
    const project = await openProject({
      config: configPath(request.config, io.cwd),
      cwd: io.cwd,
      env: io.env,
      ...(request.port === undefined ? {} : { port: request.port }),
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
    });
    io.out(await startReport(project, io));
    await io.stopped;
    await project.close();
    return exit.clean;
  });

/** Serves a composed supergraph of plain federation subgraphs: no configuration, no documents, no credentials. */
export const startSupergraph = (
  request: { readonly file: string; readonly port: number | undefined; readonly level: LogLevel },
  io: Io,
): Promise<Exit> =>
  withPlainWords(io, async () => {
    const log = pinoLog({ level: request.level, stream: { write: io.err } });
    const sdl = readText(resolve(io.cwd, request.file), request.file);
    const { serve } = await import('../../gateway/serve.ts');
    const gateway = await serve({
      listen: { host: '127.0.0.1', port: request.port ?? 4000 },
      names: { more: [] },
      schema: { kind: 'supergraph', sdl, file: request.file },
      egress: [],
      limits: defaultLimits(),
      introspection: { kind: 'nobody' },
      clock: systemClock,
      random: systemRandom,
      crypto: systemCrypto,
      log,
      trace: traceToLog(log),
    }).catch((error: unknown) => {
      if (!(error instanceof CompositionFailure)) throw error;
      throw new ProjectRefused(compositionFindings(error, [{ file: request.file, sdl }]), 1, exit.usage);
    });
    io.out(`fedpass serves ${request.file} at ${gateway.url}/graphql\n`);
    await io.stopped;
    await gateway.close();
    return exit.clean;
  });
