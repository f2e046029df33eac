import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A Redis at TEST_REDIS_URL does not mean that one can be started here. Undefined: it cannot. */
export const redisProgram = ['redis-server', 'valkey-server'].find((program) => spawnSync(program, ['--version']).status === 0);

export interface OwnRedis {
  readonly url: string;
  readonly port: number;
  /** Takes connections and answers nothing, as a machine that hangs. */
  pause(): void;
  resume(): void;
  /** At once, as a machine that is lost. */
  stop(): Promise<void>;
}

/** A Redis of one test alone. It keeps nothing on disk unless `options` say so; they win over what stands here. */
export async function ownRedis(options: readonly string[] = [], onPort?: number): Promise<OwnRedis> {
  const port = onPort ?? (await freePort());
  // A replica writes what it is sent to its folder, whatever it is told to save.
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', ...options];
  const server = spawn(redisProgram ?? '', args, { stdio: 'ignore' });
  await vi.waitFor(() => listens(port), { timeout: 5_000, interval: 20 });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    stop: async () => {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve());
    socket.once('close', () => reject(new Error('closed')));
    socket.once('connect', () => socket.destroy());
    socket.once('error', reject);
  });
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
