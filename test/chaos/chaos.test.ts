import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'run.mjs');
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** What the run printed; it prints also when it found something, and says so by its status. */
async function chaos(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, [program, '--json', ...words], { timeout: 150_000, killSignal: 'SIGKILL' }).catch(
    (error: { stdout: string }) => error,
  );
  return JSON.parse(stdout) as Record<string, unknown>;
}

const stores = [['libsql'], ...(hasRedis ? [['redis']] : [])];

describe('three processes, killed at random', () => {
  test.each(stores)('lose nothing and send nothing twice: %s', { timeout: 180_000 }, async (store) => {
    const report = await chaos('--seconds', '10', '--store', store ?? '', '--callers', '60');
    expect(report).toMatchObject({ ok: true, problems: [], deadTokensServed: [] });
    expect(report['kills']).toBeGreaterThan(0);
    expect(report['rotations']).toBeGreaterThan(20);
    expect(report['connectionsLost']).toBe(Number(report['lostByKillBetweenCommitAndSave']) + Number(report['givenUpAfterTwoKills']));
  });

  test.each(stores)('ask once for a token that a thousand callers want: %s', { timeout: 120_000 }, async (store) => {
    const report = await chaos('--cold', '--store', store ?? '', '--callers', '1002');
    expect(report).toMatchObject({ ok: true, calls: 1002, served: 1002, tokenRequests: 1 });
  });

  test.skipIf(hasRedis)('on Redis (no redis-server on this machine)', () => undefined);
});
