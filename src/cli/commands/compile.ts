import type { CliCommand } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { pretty } from '../reports/pretty.ts';
import { summarize } from '../reports/report.ts';

/** Writes handlers as TypeScript and JavaScript with source maps, and a tsconfig under which `tsc` passes. */
export const compileCommand: CliCommand = {
  name: 'compile',
  summary: 'compile policy documents to TypeScript handlers',
  declare: (command) =>
    command
      .argument('[paths...]', 'documents or folders; the policies folder of the project without any')
      .requiredOption('-o, --out <dir>', 'where the handlers go')
      .option('-c, --config <file>', 'the configuration', 'fedpass.yaml')
      .option('--isolated', 'take fragments, named values, providers and connections on trust')
      .option('--dialect <dialect>', 'how expressions are written: auto, xml or rawxml', 'auto')
      .addHelpText('after', '\nExample:\n  $ fedpass compile --out build/handlers && npx tsc -p build/handlers\n'),
  async run(paths, options, io) {
    const out = String(options['out']);
    if (out === '') throw new UsageError('--out needs a folder');
    const { compileTo } = await import('../compile/compile-to.ts');
    const request = {
      paths,
      out,
      config: String(options['config']),
      isolated: options['isolated'] === true,
      dialect: String(options['dialect']),
    };
    const { results, written } = await compileTo(request, io);
    if (results.findings.length > 0) io.err(pretty(results, { color: io.color }));
    for (const file of written) io.out(`${file}\n`);
    return summarize(results.findings).errors > 0 ? exit.findings : exit.clean;
  },
};
