import { Option } from 'commander';
import type { CliCommand } from '../command.ts';
import { type DialectChoice, withDialect } from '../dialect.ts';
import { exit, UsageError } from '../exit.ts';
import { type FormatName, formats } from '../reports/formats.ts';
import { summarize } from '../reports/report.ts';

interface Options {
  readonly config?: string;
  readonly isolated?: boolean;
  readonly dialect: DialectChoice;
  readonly format: FormatName;
  readonly maxWarnings?: string;
}

/** Checks documents and prints findings. Exit 0 without errors, 1 with errors or too many warnings, 2 with a broken configuration. */
export const lintCommand: CliCommand<Options> = {
  name: 'lint',
  summary: 'check policy documents',
  declare: (command) =>
    withDialect(
      command
        .argument('[paths...]', 'documents or folders; the policies folder of the project without any')
        .addOption(new Option('-c, --config <file>', 'the configuration (default: fedpass.yaml)').conflicts('isolated'))
        .option('--isolated', 'check each file by itself: fragments, named values, providers and connections are taken on trust'),
    )
      .addOption(new Option('--format <format>', 'how findings are printed').choices(Object.keys(formats)).default('pretty'))
      .option('--max-warnings <count>', 'fail when there are more warnings than this')
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass lint\n  $ fedpass lint --isolated policies/subgraphs/crm.xml\n  $ fedpass lint --format json > findings.json\n',
      ),
  async run(paths, { config, isolated = false, dialect, format, maxWarnings }, io) {
    if (maxWarnings !== undefined && !/^\d{1,9}$/.test(maxWarnings))
      throw new UsageError(`\`${maxWarnings}\` is no count of warnings`, '--max-warnings takes a whole number from 0 on');
    const { lint } = await import('../lint/lint.ts');
    const results = await lint({ paths, config, isolated, dialect, cache: { kind: 'on', location: undefined } }, io);
    io.out(formats[format](results, { color: io.color.out }));
    if (results.brokenConfig) return exit.usage;
    const { errors, warnings } = summarize(results.findings);
    return errors > 0 || warnings > Number(maxWarnings ?? Number.POSITIVE_INFINITY) ? exit.findings : exit.clean;
  },
};
