import { Option } from 'commander';
import type { CliCommand } from '../command.ts';
import { type DialectChoice, withDialect } from '../dialect.ts';
import { exit, UsageError } from '../exit.ts';
import { summarize } from '../reports/report.ts';

interface Options {
  readonly out: string;
  readonly config?: string;
  readonly isolated?: boolean;
  readonly dialect: DialectChoice;
}

/** Writes handlers as TypeScript and JavaScript with source maps, and a tsconfig under which `tsc` passes. */
export const compileCommand: CliCommand<Options> = {
  name: 'compile',
  summary: 'compile policy documents to TypeScript handlers',
  declare: (command) =>
    withDialect(
      command
        .argument('[paths...]', 'documents or folders; the policies folder of the project without any')
        .requiredOption('-o, --out <dir>', 'where the handlers go')
        .addOption(new Option('-c, --config <file>', 'the configuration (default: fedpass.yaml)').conflicts('isolated'))
        .option(
          '--isolated',
          'without a configuration: named values are read when the handlers run, providers and connections taken on trust',
        ),
    ).addHelpText('after', '\nExample:\n  $ fedpass compile --out build/handlers && npx tsc -p build/handlers\n'),
  async run(paths, { out, config, isolated = false, dialect }, io) {
    if (out === '') throw new UsageError('--out needs a folder');
    const { compileTo } = await import('../compile/compile-to.ts');
    const results = await compileTo({ paths, out, config, isolated, dialect }, io);
    if (results.findings.length > 0) {
      const { pretty } = await import('../reports/pretty.ts');
      io.err(pretty(results, { color: io.color.err }));
    }
    for (const file of results.written) io.out(`${file}\n`);
    if (results.brokenConfig) return exit.usage;
    return summarize(results.findings).errors > 0 ? exit.findings : exit.clean;
  },
};
