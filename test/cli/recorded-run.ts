// Commands load it when they need it; a test that waits for that the first time may run out of its own.
import '../../src/cli/lint/check-document.ts';
import type { Exit } from '../../src/cli/exit.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run-cli.ts';

export interface Recorded {
  readonly status: Exit;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in this process and records what it prints. It is never asked to stop. */
export async function recordedRun(words: readonly string[], io: Partial<Io> = {}): Promise<Recorded> {
  let out = '';
  let err = '';
  const status = await runCli(words, '1.2.3', {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: {},
    cwd: process.cwd(),
    color: { out: false, err: false },
    interactive: false,
    stopped: new Promise(() => undefined),
    ...io,
  });
  return { status, out, err };
}
