import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultLimits } from '../../config/default-limits.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemCrypto } from '../../gateway/platform/crypto.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { serve } from '../../gateway/serve.ts';
import { type LogLevel, pinoLog } from '../../telemetry/pino-log.ts';
import { traceToLog } from '../../telemetry/trace-to-log.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { freePort } from '../project/free-port.ts';
import { openProject } from '../project/open-project.ts';
import { pretty } from '../reports/pretty.ts';
import { startReport } from './start-report.ts';

/** Serves a configured project until the process is asked to stop. */
export const startProject = (
  request: { readonly config: string; readonly port: number | undefined; readonly level: LogLevel },
  io: Io,
): Promise<Exit> =>
  withPlainWords(io, async () => {
    const log = pinoLog({ level: request.level, stream: { write: io.err } });
    const project = await openProject({
      config: resolve(io.cwd, request.config),
      cwd: io.cwd,
      env: io.env,
      ...(request.port === undefined ? {} : { port: request.port === 0 ? await freePort() : request.port }),
      log,
      onWarnings: (findings) => {
        if (findings.length > 0) io.err(pretty({ files: findings.length, findings }, { color: io.color }));
      },
      onReload: ({ changed, broken, findings }) => {
        if (broken.length > 0) io.err(pretty({ files: broken.length, findings }, { color: io.color }));
        log.info(
          { changed, broken },
          broken.length > 0 ? 'documents are broken; their last good versions go on serving' : 'documents were compiled again',
        );
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
    const gateway = await serve({
      listen: { host: '127.0.0.1', port: request.port ?? 4000 },
      schema: { kind: 'supergraph', sdl: readSupergraph(resolve(io.cwd, request.file), request.file), file: request.file },
      egress: [],
      limits: defaultLimits(),
      introspection: io.env['NODE_ENV'] !== 'production',
      clock: systemClock,
      random: systemRandom,
      crypto: systemCrypto,
      log,
      trace: traceToLog(log),
    });
    io.out(`fedpass serves ${request.file} at ${gateway.url}/graphql\n`);
    await io.stopped;
    await gateway.close();
    return exit.clean;
  });

function readSupergraph(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`there is no supergraph \`${shown}\``, 'write one with rover or with Apollo’s composition, and name its file');
  }
}
