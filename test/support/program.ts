import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built program, as users run it. */
export const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A run of the program. */
export interface Run {
  readonly child: ChildProcess;
  /** Everything written so far. */
  out(): string;
  err(): string;
  /** The first line of standard output that the test accepts. Rejects when the program ends before. */
  line(accepts: (line: string) => boolean): Promise<string>;
  ended(): Promise<Ended>;
  /** Asks it to stop and waits. */
  stop(): Promise<Ended>;
}

/** Starts the program. It is killed at the end of the test process if a test forgets to stop it. */
export function run(
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Run {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    for (const listener of listeners) listener();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const exited = once(child, 'close').then(([status]): Ended => {
    process.off('exit', kill);
    return { status: status as number | null, out, err };
  });
  return {
    child,
    out: () => out,
    err: () => err,
    line: (accepts) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = out.split('\n').slice(0, -1).find(accepts);
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void exited.then(({ status }) => reject(new Error(`the program ended with status ${status}: ${err}`)));
      }),
    ended: () => exited,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
