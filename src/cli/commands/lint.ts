import type { CliCommand } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { formats, isFormatName } from '../reports/formats.ts';
import { summarize } from '../reports/report.ts';

/** Checks documents and prints findings. Exit 0 without errors, 1 with errors or too many warnings. */
export const lintCommand: CliCommand = {
  name: 'lint',
  summary: 'check policy documents',
  declare: (command) =>
    command
      .argument('[paths...]', 'documents or folders; the policies folder of the project without any')
      .option('-c, --config <file>', 'the configuration', 'fedpass.yaml')
      .option('--isolated', 'check each file by itself: fragments, named values, providers and connections are taken on trust')
      .option('--dialect <dialect>', 'how expressions are written: auto, xml or rawxml', 'auto')
      .option('--format <format>', `how findings are printed: ${Object.keys(formats).join(', ')}`, 'pretty')
      .option('--max-warnings <count>', 'fail when there are more warnings than this')
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass lint\n  $ fedpass lint --isolated policies/subgraphs/crm.xml\n  $ fedpass lint --format json > findings.json\n',
      ),
  async run(paths, options, io) {
    const format = String(options['format']);
    if (!isFormatName(format)) throw new UsageError(`there is no format \`${format}\``, `choose one of ${Object.keys(formats).join(', ')}`);
    const maxWarnings = options['maxWarnings'] === undefined ? undefined : Number(options['maxWarnings']);
    if (maxWarnings !== undefined && (!Number.isInteger(maxWarnings) || maxWarnings < 0))
      throw new UsageError('--max-warnings takes a whole number from 0 on');
    const { lint } = await import('../lint/lint.ts');
    const results = await lint(
      { paths, config: String(options['config']), isolated: options['isolated'] === true, dialect: String(options['dialect']) },
      io,
    );
    io.out(formats[format](results, { color: io.color }));
    const { errors, warnings } = summarize(results.findings);
    return errors > 0 || (maxWarnings !== undefined && warnings > maxWarnings) ? exit.findings : exit.clean;
  },
};
