import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { checkSafelist } from '../project/check-safelist.ts';
import { compositionFindings } from '../project/composition-findings.ts';
import { configPath } from '../project/config-path.ts';
import { readSchemas } from '../project/read-schemas.ts';
import { ProjectRefused } from '../project/refused.ts';
import { writeWhole } from '../write-whole.ts';

export interface ComposeRequest {
  readonly config: string | undefined;
  /** Nothing is written. */
  readonly check: boolean;
  readonly out: string | undefined;
}

/** Composes the schemas of a project. Secrets are not looked for: a machine that checks has none. */
export const composeProject = (request: ComposeRequest, io: Io): Promise<Exit> =>
  withPlainWords(io, async () => {
    const sdl = `${(await supergraph(request, io)).trimEnd()}\n`;
    const { check, out } = request;
    if (out === undefined) {
      if (!check) io.out(sdl);
      return exit.clean;
    }
    const path = resolve(io.cwd, out);
    if (!check) {
      write(path, out, sdl);
      io.out(`${out}\n`);
      return exit.clean;
    }
    if (read(path) === sdl) return exit.clean;
    io.err(`fedpass: ${out} is not what the schemas compose to now\n  help: run \`fedpass compose --out ${out}\`\n`);
    return exit.findings;
  });

async function supergraph({ config: named }: ComposeRequest, { cwd, env }: Io): Promise<string> {
  const { config, findings } = loadConfig(configPath(named, cwd), env, 'skip', cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const { schemas, findings: missing } = readSchemas(config, cwd);
  if (missing.length > 0) throw new ProjectRefused(missing, schemas.length + missing.length, exit.findings);
  // Costly to load, and not needed for what fails before.
  const { composeWithApi } = await import('../../gateway/2-plan/compose.ts');
  try {
    const { sdl, api } = composeWithApi(schemas);
    const { safelist } = config.graph;
    const unfit = safelist === undefined ? [] : checkSafelist(safelist, api(), cwd);
    if (unfit.length > 0) throw new ProjectRefused(unfit, schemas.length + 1, exit.findings);
    return sdl;
  } catch (error) {
    if (!(error instanceof CompositionFailure)) throw error;
    throw new ProjectRefused(compositionFindings(error, schemas), schemas.length, exit.findings);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function write(path: string, shown: string, text: string): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`\`${shown}\` cannot be written (${code})`);
  }
}
