import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'run.mjs');

/** The short form of `npm run reload-load`: the built gateway in a process of its own, requests on a schedule, changes on disk. */
test('documents and schemas that change on disk under load fail no request', { timeout: 300_000 }, async () => {
  const words = ['--json', '--swaps', '10', '--rate', '40', '--documents', '5', '--types', '5'];
  const { stdout } = await run(process.execPath, [program, ...words], { timeout: 290_000, killSignal: 'SIGKILL' }).catch(
    (error: { stdout: string }) => error,
  );
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, swaps: 10, refused: { document: 1, schema: 1 }, failures: 0, faults: [] });
});
