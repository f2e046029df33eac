import type { CliCommand } from '../command.ts';

interface Options {
  readonly config?: string;
  readonly operation?: string;
  readonly variables?: string;
  readonly json?: boolean;
}

/** Tells what an operation would do, without sending anything. */
export const explainCommand: CliCommand<Options> = {
  name: 'explain',
  summary: 'tell what an operation would do: calls, policies, connections, limits',
  declare: (command) =>
    command
      .argument('<operation>', 'a file with it, or its text')
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
      .option('--operation <name>', 'which operation of the document')
      .option('--variables <json>', 'its variables, as JSON or a file with it: page sizes count for the cost')
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        "\nExamples:\n  $ fedpass explain '{ me { name } }'\n  $ fedpass explain queries/orders.graphql --operation Orders --variables '{\"first\": 50}'\n\nNothing is sent, and no secret is looked for.\n\nExit status: 0 it could run · 1 it could not, or is over a limit · 2 usage or configuration · 3 internal error\n",
      ),
  async run([operation = ''], { config, operation: name, variables, json = false }, io) {
    const { explainOperation } = await import('../explain/explain.ts');
    return explainOperation({ operation, config, name, variables, json }, io);
  },
};
