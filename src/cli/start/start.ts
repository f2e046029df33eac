import { resolve } from 'node:path';
import { defaultGraph, defaultLimits } from '../../config/defaults.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemCrypto } from '../../gateway/platform/crypto.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { type LogLevel, pinoLog } from '../../telemetry/pino-log.ts';
import { traceToLog } from '../../telemetry/trace-to-log.ts';
import { type Exit, exit } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { compositionFindings } from '../project/composition-findings.ts';
import { configPath } from '../project/config-path.ts';
import { openProject } from '../project/open-project.ts';
import { readSafelist } from '../project/read-safelist.ts';
import { readText } from '../project/read-source.ts';
import { ProjectRefused } from '../project/refused.ts';
import { type SafelistReload, watchSafelist } from '../project/watch-safelist.ts';
import { findingsText } from '../reports/pretty.ts';
import { startReport } from './start-report.ts';

export interface StartRequest {
  readonly port: number | undefined;
  /** A list of the operations that run. */
  readonly safelist: string | undefined;
  readonly level: LogLevel;
}

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
      onSafelist: (reload) => tellSafelist(reload, log, io),
    });
    io.out(await startReport(project, io));
    await io.stopped;
    await project.close();
    return exit.clean;
  });

/** Serves a composed supergraph of plain federation subgraphs: no configuration, no documents, no credentials. */
export const startSupergraph = (request: StartRequest & { readonly file: string }, io: Io): Promise<Exit> =>
  withPlainWords(io, async () => {
    const log = pinoLog({ level: request.level, stream: { write: io.err } });
    const sdl = readText(resolve(io.cwd, request.file), request.file);
    const listed = request.safelist === undefined ? undefined : { file: resolve(io.cwd, request.safelist), requireId: false };
    const list = listed && readSafelist(listed, io.cwd);
    if (list?.kind === 'refused') throw new ProjectRefused(list.findings, 1, exit.usage);
    const { serve } = await import('../../gateway/serve.ts');
    const gateway = await serve({
      listen: { host: '127.0.0.1', port: request.port ?? 4000 },
      names: { more: [] },
      schema: { kind: 'supergraph', sdl, file: request.file },
      egress: [],
      limits: defaultLimits(),
      introspection: { kind: 'nobody' },
      persistedQueries: { ttlMs: defaultGraph().persistedQueries.ttl },
      ...(list === undefined ? {} : { safelist: list.safelist }),
      clock: systemClock,
      random: systemRandom,
      crypto: systemCrypto,
      log,
      trace: traceToLog(log),
    }).catch((error: unknown) => {
      if (!(error instanceof CompositionFailure)) throw error;
      throw new ProjectRefused(compositionFindings(error, [{ file: request.file, sdl }]), 1, exit.usage);
    });
    const watch = listed && watchSafelist({ ...listed, cwd: io.cwd, gateway }, (reload) => tellSafelist(reload, log, io));
    io.out(`fedpass serves ${request.file} at ${gateway.url}/graphql\n`);
    await io.stopped;
    await watch?.stop();
    await gateway.close();
    return exit.clean;
  });

function tellSafelist(reload: SafelistReload, log: Log, io: Io): void {
  if (reload.kind === 'served') {
    log.info({}, 'the changed list of operations is in force');
    return;
  }
  io.err(`${findingsText(reload.findings, { color: io.color.err })}\n`);
  log.error({ findings: reload.findings.length }, 'the changed list of operations cannot be used; the old one stays');
}
