import { Command, CommanderError } from 'commander';
import { visible } from '../diagnostics/visible.ts';
import { redactText } from '../telemetry/redact.ts';
import type { CliCommand } from './command.ts';
import { auditCommand } from './commands/audit.ts';
import { compileCommand } from './commands/compile.ts';
import { composeCommand } from './commands/compose.ts';
import { connectionsCommand } from './commands/connections.ts';
import { devCommand } from './commands/dev.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evalCommand } from './commands/eval.ts';
import { explainCommand } from './commands/explain.ts';
import { importCommand } from './commands/import.ts';
import { keysCommand } from './commands/keys.ts';
import { lintCommand } from './commands/lint.ts';
import { startCommand } from './commands/start.ts';
import { subgraphCommand } from './commands/subgraph.ts';
import { type Exit, exit, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { usageText } from './usage-text.ts';

export const commands: readonly CliCommand[] = [
  devCommand,
  startCommand,
  compileCommand,
  composeCommand,
  subgraphCommand,
  lintCommand,
  evalCommand,
  explainCommand,
  connectionsCommand,
  keysCommand,
  auditCommand,
  importCommand,
  doctorCommand,
];

/** Runs the program with the words after its name. Resolves with the exit status; never rejects. */
export async function runCli(words: readonly string[], version: string, io: Io): Promise<Exit> {
  let status: Exit = exit.clean;
  const program = new Command('fedpass')
    .description('One GraphQL endpoint over many protected backends: policies compiled, tokens managed, subgraphs joined.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show the help of a command')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHasColors: () => io.color.out,
      getErrHasColors: () => io.color.err,
      outputError: (text) => io.err(usageText(text, 'fedpass')),
    });
  for (const one of commands)
    one
      .declare(program.command(one.name).summary(one.summary).description(one.summary).exitOverride())
      .configureOutput({ outputError: (text) => io.err(usageText(text, `fedpass ${one.name}`)) })
      .action(async (...values: unknown[]) => {
        const command = values.at(-1) as Command;
        status = await one.run(command.args, command.opts(), io);
      });
  try {
    if (words.length === 0) {
      program.outputHelp();
      return exit.usage;
    }
    await program.parseAsync([...words], { from: 'user' });
    return status;
  } catch (error) {
    return explain(error, io);
  }
}

function explain(error: unknown, io: Io): Exit {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.usage;
  if (error instanceof UsageError) {
    io.err(visible(`fedpass: ${error.message}\n${error.help === undefined ? '' : `  help: ${error.help}\n`}`));
    return exit.usage;
  }
  return reportInternal(error, io);
}

/** What nobody foresaw, with what is needed to find it, and without what looks like a credential. */
export function reportInternal(error: unknown, io: Pick<Io, 'err'>): Exit {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(`fedpass: internal error, please report it\n${redactText(detail)}\n`);
  return exit.internal;
}
