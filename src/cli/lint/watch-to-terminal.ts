import { type Exit, exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { paint } from '../paint.ts';
import { count } from '../reports/count.ts';
import type { LintOutcome, LintRequest } from './lint.ts';
import { watchLint } from './watch.ts';

/** Takes what is on the terminal away, and what has been scrolled out of it. */
const clear = '\u001b[2J\u001b[3J\u001b[H';

/** Watches, prints each result in the place of the one before, and ends with the status of the last. */
export async function watchToTerminal(request: LintRequest, io: Io, print: (outcome: LintOutcome) => Exit): Promise<Exit> {
  const ink = paint(io.color.err);
  let status: Exit = exit.clean;
  await watchLint(request, io, (shown) => {
    if (io.color.out) io.out(clear);
    if (shown.kind === 'failed') {
      status = exit.usage;
      io.err(`fedpass: ${shown.error.message}\n${ink.dim('looking again; Ctrl-C ends')}\n`);
      return;
    }
    status = print(shown.outcome);
    const checked = shown.checked === 0 ? 'nothing to check anew' : `${count(shown.checked, 'document')} checked`;
    io.err(`${ink.dim(`${checked} in ${Math.max(1, Math.round(shown.milliseconds))} ms; watching, Ctrl-C ends`)}\n`);
  });
  return status;
}
