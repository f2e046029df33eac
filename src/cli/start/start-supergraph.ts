import { resolve } from 'node:path';
import { defaultGraph, defaultLimits } from '../../config/defaults.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { systemCrypto } from '../../gateway/platform/crypto.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { pinoLog } from '../../telemetry/pino-log.ts';
import { traceToLog } from '../../telemetry/trace-to-log.ts';
import { type Exit, exit } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { compositionFindings } from '../project/composition-findings.ts';
import { readSafelist } from '../project/read-safelist.ts';
import { readText } from '../project/read-source.ts';
import { ProjectRefused } from '../project/refused.ts';
import { watchSafelist } from '../project/watch-safelist.ts';
import type { StartRequest } from './start-request.ts';
import { tellSafelist } from './tell-safelist.ts';

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
