import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { program, run } from '../support/program.ts';
import { projectFolder } from '../support/project-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

test('the built program says its version', async () => {
  expect(await run(['--version']).ended()).toEqual({ status: 0, out: `${version}\n`, err: '' });
});

test('a reader that goes away early changes nothing: no complaint, the same status', async () => {
  // More than a pipe holds, so that the program is still writing.
  const broken = `<policies><inbound>${'<set-header nam="x" />'.repeat(400)}</inbound></policies>`;
  const child = spawn(process.execPath, [program, 'lint', '--isolated', '--format', 'json', 'x.xml'], {
    cwd: projectFolder({ 'x.xml': broken }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.once('data', () => child.stdout.destroy());
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [status] = await once(child, 'close');
  expect([status, err]).toEqual([1, '']);
});

test('nothing is coloured where there is no terminal', async () => {
  const { status, err } = await run(['eval', '@(1 + )'], { env: { FORCE_COLOR: '1', NO_COLOR: '' } }).ended();
  expect(status).toBe(1);
  expect(err).toContain('^');
  expect(err).not.toContain(String.fromCharCode(27));
});

test('npx finds it in the package itself, and needs no network', async () => {
  const cache = projectFolder({});
  // Under `npm exec --package=…` npm hands that package down by the environment, and npx would look for the program there.
  const inherited = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_config_'));
  const env = { ...Object.fromEntries(inherited), npm_config_offline: 'true', npm_config_cache: cache, npm_config_ignore_scripts: 'true' };
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  expect(
    execFileSync(npx, ['fedpass', '--version'], { cwd: join(root, 'src'), env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ).toBe(`${version}\n`);
});
