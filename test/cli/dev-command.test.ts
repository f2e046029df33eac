import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dev } from '../../src/cli/commands/dev.ts';
import { UsageError } from '../../src/cli/exit.ts';
import type { Io } from '../../src/cli/io.ts';
import { close, freePort, listen } from '../../src/dev/listen.ts';
import { type StandInGateway, standInGateway } from '../dev/stand-in-gateway.ts';

interface Session {
  readonly io: Io;
  readonly gateway: StandInGateway;
  /** Resolves with the next thing that is printed as a result. */
  readonly printed: Promise<string>;
  readonly err: string[];
  stop(): void;
}

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'fedpass-dev-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function session(): Session {
  const err: string[] = [];
  let print: (text: string) => void = () => {};
  let stop: () => void = () => {};
  const printed = new Promise<string>((resolve) => {
    print = resolve;
  });
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const io: Io = {
    out: print,
    err: (text) => err.push(text),
    env: {},
    cwd,
    color: { out: false, err: false },
    interactive: false,
    stopped,
  };
  return { io, gateway: standInGateway(), printed, err, stop };
}

test('prints its report, runs until it is told to stop, and ends clean', async () => {
  const { io, gateway, printed, err, stop } = session();
  const ended = dev({ port: '0' }, io, gateway);
  const report = await printed;
  expect(report).toContain('Fedpass is running');
  expect(gateway.closed).toBe(0);
  stop();
  expect(await ended).toBe(0);
  expect(gateway.closed).toBe(1);
  expect(err).toEqual([]);
  for (const [name, value] of Object.entries(gateway.started[0]?.env ?? {}))
    if (name.endsWith('_SECRET')) expect(report).not.toContain(value);
});

test('--json prints one line, and no more', async () => {
  const { io, gateway, printed, err, stop } = session();
  const ended = dev({ port: '0', json: true }, io, gateway);
  const line = await printed;
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toMatchObject({ graphql: expect.stringMatching(/^http:\/\/localhost:\d+\/graphql$/) });
  gateway.started[0]?.onReload({ changed: ['subgraphs/crm'], broken: [], report: '' });
  expect(err.join('')).toContain('subgraphs/crm recompiled');
  stop();
  expect(await ended).toBe(0);
});

test.each(['x', '-1', '4000.5', '65532', ''])('%j is no port', async (port) => {
  const { io, gateway } = session();
  await expect(dev({ port }, io, gateway)).rejects.toThrow(UsageError);
  expect(gateway.started).toEqual([]);
});

test('a taken port is a mistake in usage, with the way out', async () => {
  const server = createServer();
  const port = await listen(server, 0);
  const { io, gateway } = session();
  const refusal: unknown = await dev({ port: String(port) }, io, gateway).catch((error: unknown) => error);
  await close(server);
  if (!(refusal instanceof UsageError)) throw new Error('it ran');
  expect(refusal.message).toBe(`port ${port} is already in use`);
  expect(refusal.help).toContain('--port 0');
  expect(await freePort(port)).toBe(port);
});

test.each([
  ['the configuration that was named', { config: 'sub/my.yaml' }, 'sub/my.yaml', 'sub/.fedpass/dev'],
  ['the example, where there is none', {}, undefined, '.fedpass/dev'],
])('takes %s', async (_what, options, config, state) => {
  const { io, gateway, printed, stop } = session();
  if (config !== undefined) {
    mkdirSync(join(cwd, 'sub'));
    writeFileSync(join(cwd, config), '');
  }
  const ended = dev({ port: '0', ...options }, io, gateway);
  await printed;
  const used = gateway.started[0]?.config ?? '';
  if (config === undefined) expect(existsSync(used)).toBe(true);
  else expect(used).toBe(join(cwd, config));
  expect(existsSync(join(cwd, state))).toBe(true);
  stop();
  await ended;
});
