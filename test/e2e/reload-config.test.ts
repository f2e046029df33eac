import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { type OwnParts, startOwnParts } from './support/own-parts.ts';

let parts: OwnParts;
let folder: string;
let gateway: Run;
let url: string;

beforeAll(async () => {
  parts = await startOwnParts();
  folder = makeFolder(parts.files('file:state/credentials.db'));
  gateway = run(['start'], { cwd: folder, env: parts.env });
  url = (await gateway.line((line) => line.startsWith('fedpass serves '))).replace('fedpass serves ', '');
});
afterAll(async () => {
  await gateway.stop();
  await parts.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Changes the configuration, as an editor does. */
function change(from: string, to: string): void {
  const file = join(folder, 'fedpass.yaml');
  writeFileSync(`${file}.new`, readFileSync(file, 'utf8').replace(from, to));
  renameSync(`${file}.new`, file);
}

/** Lines of the log with this text. */
const said = (text: string): number => gateway.err().split(text).length - 1;

const order = async (): Promise<unknown> => (await ask(url, '{ order(id: "7") { total tokenId } }')).data?.['order'];

it('a changed configuration is served by the running program, which fetches no token for it and fails no request', {
  timeout: 120_000,
}, async () => {
  const first = await order();
  expect(first).toMatchObject({ total: 42, tokenId: expect.any(String) });
  const tokens = parts.oauth.tokenRequests.length;
  const over = new AbortController();
  const answers: unknown[] = [];
  const clients = [1, 2].map(async () => {
    while (!over.signal.aborted) answers.push(await order().catch((error: unknown) => error));
  });
  try {
    change('forwardHeaders: [X-Tenant]', 'forwardHeaders: [X-Tenant, X-Other]');
    await expect.poll(() => said('the changed configuration is served'), { timeout: 60_000 }).toBe(1);
    change('timeout: 20s', 'timeout: soon');
    await expect.poll(() => said('the changed configuration is refused; the old one stays'), { timeout: 60_000 }).toBe(1);
    change('timeout: soon', 'timeout: 10s');
    await expect.poll(() => said('the changed configuration is served'), { timeout: 60_000 }).toBe(2);
    change(`port: ${parts.port}`, 'port: 1');
    await expect.poll(() => said('config/needs-restart'), { timeout: 60_000 }).toBe(1);
  } finally {
    over.abort();
    await Promise.all(clients);
  }
  expect(gateway.err()).toMatch(/`listen\.port` has changed, and needs a restart/);
  expect(gateway.err()).toMatch(/fedpass\.yaml/);
  for (const answer of answers) expect(answer).toEqual(first);
  expect(answers.length).toBeGreaterThan(1);
  expect(parts.oauth.tokenRequests).toHaveLength(tokens);
});
