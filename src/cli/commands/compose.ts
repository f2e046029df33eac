import type { CliCommand } from '../command.ts';
import { UsageError } from '../exit.ts';

interface Options {
  readonly config?: string;
  readonly check?: boolean;
  readonly out?: string;
}

/** Composes the schemas of a project, for CI and for gateways that are given a supergraph. */
export const composeCommand: CliCommand<Options> = {
  name: 'compose',
  summary: 'compose the schemas of the subgraphs to a supergraph',
  declare: (command) =>
    command
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
      .option('--check', 'write nothing; with --out, say whether the file is current')
      .option('-o, --out <file>', 'where the supergraph goes (default: standard output)')
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass compose --check\n  $ fedpass compose --out supergraph.graphql\n  $ fedpass compose --out supergraph.graphql --check\n',
      ),
  async run(_args, { config, check = false, out }, io) {
    if (out === '') throw new UsageError('--out needs a file');
    const { composeProject } = await import('../compose/compose-project.ts');
    return composeProject({ config, check, out }, io);
  },
};
