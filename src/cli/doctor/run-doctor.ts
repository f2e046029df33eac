import { dirname } from 'node:path';
import type { Config } from '../../config/config.ts';
import { diskFiles, loadConfig } from '../../config/load.ts';
import { SecretReader } from '../../config/secret-reader.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import { withPlainWords } from '../explain-failure.ts';
import type { Io } from '../io.ts';
import { configPath } from '../project/config-path.ts';
import { ProjectRefused } from '../project/refused.ts';
import { findingsText } from '../reports/pretty.ts';
import type { Check, ProbeBench, Verdict } from './check.ts';
import { openOwnGateway } from './own-gateway.ts';
import { prober, whyNot } from './prober.ts';
import { probes } from './probes/probes.ts';
import { type Checked, doctorJson, doctorText } from './report.ts';
import { settings } from './settings/settings.ts';

export interface DoctorRequest {
  readonly config: string | undefined;
  /** A gateway that runs; without it one is started. */
  readonly url: string | undefined;
  /** Headers that operations carry, as `Name: value`. */
  readonly headers: readonly string[];
  /** Whether warnings make the verdict red, too. */
  readonly strict: boolean;
  readonly json: boolean;
}

/** Proves that a gateway holds what it should: by probes of one that answers, and by a look at the settings. Status 1 when something does not. */
export const runDoctor = (request: DoctorRequest, io: Io): Promise<Exit> =>
  withPlainWords(io, async () => {
    const target = request.url === undefined ? undefined : originOf(request.url);
    const credentials = headersOf(request.headers);
    const file = configPath(request.config, io.cwd);
    const { config, findings } = loadConfig(file, io.env, 'check', io.cwd);
    if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
    if (findings.length > 0) io.err(`${findingsText(findings, { color: io.color.err })}\n`);
    const secrets = new SecretReader({ env: io.env, files: diskFiles, folder: dirname(file), clock: systemClock });
    const live =
      target === undefined
        ? await probed(file, credentials, config, io)
        : await all(probes, {
            gateway: prober(target, credentials),
            publicName: undefined,
            management: undefined,
            managementPort: config.management.kind === 'off' ? undefined : config.management.listen.port,
          });
    const still = await all(settings, { config, secrets, env: io.env, file });
    const checked = [...live, ...still];
    io.out(request.json ? doctorJson(checked) : doctorText(checked, { color: io.color.out }));
    const isRed = ({ verdict }: Checked): boolean => verdict.kind === 'failed' || (request.strict && verdict.kind === 'warning');
    return checked.some(isRed) ? exit.findings : exit.clean;
  });

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`\`${text}\` is no address of a gateway`, 'write `https://graph.example.com`');
  return url.origin;
}

function headersOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const pairs = texts.map((text) => {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(text) ?? [];
    // Not quoted: it may be a credential.
    if (name === undefined || value === undefined) throw new UsageError('--header is no header', 'write it as `Name: value`');
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}

async function probed(
  file: string,
  credentials: Readonly<Record<string, string>>,
  { listen: { publicUrl } }: Config,
  io: Io,
): Promise<readonly Checked[]> {
  const own = await openOwnGateway(file, io);
  try {
    const bench: ProbeBench = {
      gateway: prober(own.url, credentials),
      publicName: publicUrl === undefined || !URL.canParse(publicUrl) ? undefined : new URL(publicUrl).hostname,
      management: own.management === undefined ? undefined : prober(own.management),
      managementPort: undefined,
    };
    return await all(probes, bench);
  } finally {
    await own.close();
  }
}

/** One after the other, so that no probe meets the limits with which another plays. */
async function all<Bench>(checks: readonly Check<Bench>[], bench: Bench): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const check of checks)
    checked.push({ code: check.code, title: check.title, right: check.right, verdict: await verdictOf(check, bench) });
  return checked;
}

async function verdictOf<Bench>(check: Check<Bench>, bench: Bench): Promise<Verdict> {
  try {
    return await check.run(bench);
  } catch (error) {
    return { kind: 'failed', found: `it could not be told (${whyNot(error)})` };
  }
}
