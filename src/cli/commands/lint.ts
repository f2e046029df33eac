import { type Command, Option } from 'commander';
import type { CliCommand } from '../command.ts';
import { type DialectChoice, withDialect } from '../dialect.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import type { LintOutcome, LintRequest } from '../lint/lint.ts';
import { count } from '../reports/count.ts';
import { type FormatName, formats } from '../reports/formats.ts';
import { summarize } from '../reports/report.ts';

interface Options {
  readonly config?: string;
  readonly isolated?: boolean;
  readonly dialect: DialectChoice;
  readonly format: FormatName;
  readonly quiet?: boolean;
  readonly maxWarnings?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly watch?: boolean;
  readonly cache: boolean;
  readonly cacheLocation?: string;
}

const examples = `
Examples:
  $ fedpass lint                                        the project here
  $ fedpass lint --isolated policies/subgraphs/crm.xml  a file by itself
  $ fedpass lint --fix --dry-run                        what fixes would change
  $ fedpass lint --format sarif > fedpass.sarif         for code scanning
  $ fedpass lint --baseline lint.json --update-baseline from here on, only what is new fails

In a document:
  <!-- fedpass-disable-next-line code: reason -->       or -next-element, -file, and fedpass-disable … fedpass-enable

Exit status: 0 clean, or warnings within --max-warnings · 1 findings · 2 usage or configuration · 3 internal error
`;

/** Checks documents and prints findings. Exit 0 without errors, 1 with errors or too many warnings, 2 with a broken configuration. */
export const lintCommand: CliCommand<Options> = {
  name: 'lint',
  summary: 'check policy documents',
  declare: (command) => withOptions(command).addHelpText('after', examples),
  async run(paths, options, io) {
    const request = requestOf(paths, options);
    const print = await printer(options, io);
    if (options.watch === true) {
      const { watchToTerminal } = await import('../lint/watch-to-terminal.ts');
      return watchToTerminal(request, io, print);
    }
    const { lint } = await import('../lint/lint.ts');
    return print(await lint(request, io));
  },
};

const withOptions = (command: Command): Command =>
  withDialect(
    command
      .argument('[paths...]', 'documents or folders; the policies folder of the project without any')
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml); with --isolated only its lint section is read')
      .option('--isolated', 'check each file by itself: fragments, named values, providers and connections are taken on trust'),
  )
    .addOption(new Option('--format <format>', 'how findings are printed').choices(Object.keys(formats)).default('pretty'))
    .option('-q, --quiet', 'print errors only; warnings still count for --max-warnings')
    .option('--max-warnings <count>', 'fail when there are more warnings than this (with --baseline: 0)')
    .option('--fix', 'mend what can be mended safely')
    .option('--dry-run', 'show what --fix would change, and change nothing')
    .option('--baseline <file>', 'findings that this file lists do not fail')
    .option('--update-baseline', 'take off the list what is no longer found, or write it when there is none yet')
    .addOption(new Option('-w, --watch', 'check again whenever something changes').conflicts(['fix', 'dryRun', 'updateBaseline']))
    .option('--no-cache', 'forget what was found in earlier runs')
    .option('--cache-location <folder>', 'where to keep what was found (default: node_modules/.cache/fedpass or .fedpass/cache)');

function requestOf(paths: readonly string[], options: Options): LintRequest {
  const { config, isolated = false, dialect, cache, cacheLocation, baseline, updateBaseline = false } = options;
  if (updateBaseline && baseline === undefined) throw new UsageError('--update-baseline needs a baseline', 'name its file with --baseline');
  return {
    paths,
    config,
    isolated,
    dialect,
    cache: cache ? { kind: 'on', location: cacheLocation } : { kind: 'off' },
    baseline: baseline === undefined ? undefined : { file: baseline, update: updateBaseline },
    fix: options.dryRun === true ? 'show' : options.fix === true ? 'write' : 'no',
  };
}

/** Prints what was found, and tells the exit status. */
async function printer(options: Options, io: Io): Promise<(outcome: LintOutcome) => Exit> {
  const most = mostWarnings(options);
  const format = await formats[options.format]();
  const { repositoryRoot } = await import('../reports/repository.ts');
  const how = { color: io.color.out, cwd: io.cwd, root: repositoryRoot(io.cwd, io.env) };
  return (outcome) => {
    // A diff is for people; it must not stand in what a program reads.
    if (outcome.diff !== '') (options.format === 'pretty' ? io.out : io.err)(`${outcome.diff}\n`);
    const shown = options.quiet === true ? outcome.findings.filter(({ severity }) => severity === 'error') : outcome.findings;
    io.out(format({ ...outcome, findings: shown }, how));
    const { errors, warnings } = summarize(outcome.findings);
    if (outcome.brokenConfig) return exit.usage;
    if (errors > 0) return exit.findings;
    if (warnings <= most) return exit.clean;
    io.err(`fedpass: ${count(warnings, 'warning')} ${warnings === 1 ? 'is' : 'are'} more than the ${most} that are allowed\n`);
    return exit.findings;
  };
}

/** With a baseline all that is new fails, unless it is said what may be. */
function mostWarnings({ maxWarnings, baseline }: Options): number {
  if (maxWarnings === undefined) return baseline === undefined ? Number.POSITIVE_INFINITY : 0;
  if (/^\d{1,9}$/.test(maxWarnings)) return Number(maxWarnings);
  throw new UsageError(`\`${maxWarnings}\` is no count of warnings`, '--max-warnings takes a whole number from 0 on');
}
