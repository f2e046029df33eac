import { Option } from 'commander';
import type { CliCommand } from '../command.ts';
import { exit, UsageError } from '../exit.ts';

interface Options {
  readonly context?: string;
  readonly cases?: string;
  readonly fixtures?: string;
  readonly interactive?: boolean;
}

/** Evaluates an expression, or a file of cases. */
export const evalCommand: CliCommand<Options> = {
  name: 'eval',
  summary: 'evaluate a policy expression',
  declare: (command) =>
    command
      .argument('[expression]', 'the expression, such as \'@(context.Request.Method + "!")\'')
      .addOption(new Option('--context <file>', 'a JSON file with the members of context').conflicts('cases'))
      .option('--cases <file>', 'a file with one case a line; prints one JSON line for each')
      .option('--fixtures <dir>', 'the folder with the contexts that cases name')
      .addOption(
        new Option('--interactive', 'evaluate what is typed, line by line; so does a terminal without an expression').conflicts('cases'),
      )
      .addHelpText(
        'after',
        "\nExamples:\n  $ fedpass eval '@(1 + 2)'\n  $ fedpass eval --context request.json '@(context.Request.Method)'\n  $ fedpass eval --cases cases.jsonl --fixtures fixtures\n  $ fedpass eval --context request.json --interactive\n",
      ),
  async run([expression], { cases, fixtures, context, interactive }, io) {
    if (cases !== undefined) {
      if (expression !== undefined) throw new UsageError('an expression and --cases exclude each other');
      const { runCases } = await import('../eval/run-cases.ts');
      await runCases(cases, fixtures, io);
      return exit.clean;
    }
    if (fixtures !== undefined) throw new UsageError('--fixtures is for --cases', 'an expression takes its context from --context');
    const { typing } = io;
    if (typing !== undefined && expression === undefined && (interactive === true || typing.isTerminal)) {
      const { runInteractive } = await import('../eval/interactive/run-interactive.ts');
      return runInteractive(context, io, typing);
    }
    if (interactive === true) throw new UsageError('an expression and --interactive exclude each other');
    if (expression === undefined)
      throw new UsageError('there is nothing to evaluate', "give an expression, such as fedpass eval '@(1 + 2)', or --cases with a file");
    const { runOne } = await import('../eval/run-one.ts');
    return runOne(expression, context, io);
  },
};
