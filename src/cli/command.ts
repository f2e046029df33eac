import type { Command } from 'commander';
import type { Exit } from './exit.ts';
import type { Io } from './io.ts';

/**
 * One command of the program, in a file of its own. `declare` adds its arguments and options; `run` does the work and is told what
 * the user wrote. A {@link UsageError} it throws is shown as one sentence, anything else as an internal error.
 */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  declare(command: Command): Command;
  run(args: readonly string[], options: Readonly<Record<string, unknown>>, io: Io): Promise<Exit>;
}
