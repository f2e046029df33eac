// The built program, as a user starts it, with a probe of its event loop.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const probe = new URL('./probe.mjs', import.meta.url).href;

/** Starts `fedpass start` in a folder. `heard` is told each line of its log. Rejects when it ends before it serves. */
export async function startGateway(folder, heard) {
  const child = fork(program, ['start', '--log-level', 'info'], {
    cwd: folder,
    execArgv: ['--import', probe],
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  let rest = '';
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.startsWith('{')) heard(JSON.parse(line));
  });
  const serves = new Promise((resolve) => child.stdout.once('data', () => resolve('serves')));
  const first = await Promise.race([serves, ended]);
  if (first !== 'serves') throw new Error(`the gateway ended with ${first} before it served: ${said}`);
  child.stdout.resume();
  return {
    /** How long its main thread was held up since the last call, and what it has of memory. */
    probe() {
      return new Promise((resolve) => {
        child.once('message', resolve);
        child.send('probe');
      });
    },
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
