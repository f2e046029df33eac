import type { Command } from 'commander';
import type { Exit } from './exit.ts';
import type { Io } from './io.ts';

/**
 * One command of the program, in a file of its own. `declare` adds its arguments and options; `run` does the work and is told what
 * the user wrote: `Options` must be what `declare` declares. A {@link UsageError} it throws is shown as one sentence, anything else as
 * an internal error.
 */
export interface CliCommand<Options = object> {
  readonly name: string;
  readonly summary: string;
  declare(command: Command): Command;
  // A method, so that commands with options of their own stand in one list.
  run(args: readonly string[], options: Options, io: Io): Promise<Exit>;
}
