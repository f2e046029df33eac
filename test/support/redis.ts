import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of a Redis for tests, or null when there is none on this machine. */
    redisUrl: string | null;
  }
}

/** Starts a Redis of our own for the test run: `TEST_REDIS_URL`, else redis-server or valkey-server on the path, else a visible skip. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_REDIS_URL'];
  if (given) {
    project.provide('redisUrl', given);
    return undefined;
  }
  const program = ['redis-server', 'valkey-server'].find(onPath);
  if (program === undefined) {
    if (process.env['REQUIRE_REDIS']) throw new Error('REQUIRE_REDIS is set, but neither redis-server nor valkey-server is on the path');
    console.warn('no redis-server on the path: the tests on Redis are SKIPPED');
    project.provide('redisUrl', null);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn(program, args, { stdio: 'ignore' });
  await untilItAnswers(port);
  project.provide('redisUrl', `redis://127.0.0.1:${port}`);
  return async () => {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

function onPath(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Pings until `+PONG`, at most 5 s. */
async function untilItAnswers(port: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    if (await ping(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`redis did not answer on port ${port}`);
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}
