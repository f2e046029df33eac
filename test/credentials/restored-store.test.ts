import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { copyInto, exchangeable } from './support/backup.ts';
import { asGateway, bench, consentTo } from './support/manager.ts';
import { rotatingProvider, straightBack } from './support/rotating-provider.ts';
import { codeProvider } from './support/settings.ts';
import { stores } from './support/stores.ts';
import { startTokenEndpoint } from './support/token-endpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-restored-'));
const endpoint = await startTokenEndpoint();
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});
let provider = rotatingProvider();
beforeEach(() => {
  provider = rotatingProvider();
  endpoint.answer(provider.answer);
});
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const HOUR = 3_600_000;
let count = 0;

describe.each(stores)('on %s', (_store, open) => {
  /** A process on a store, and a backup from when the connection had its first token. */
  async function backedUp() {
    const desk = await bench(open);
    const { store, exchange } = exchangeable(desk.store);
    const manager = await desk.manager([files], { store });
    await consentTo(manager, 'files', straightBack);
    const backup = await open(desk.clock, join(folder, `${++count}.db`));
    await copyInto(backup, desk.store);
    return { desk, manager, exchange, backup };
  }

  test('R6: a store that lost its last writes gets them back from whoever knows them, before anything is sent', async () => {
    const { desk, manager, exchange, backup } = await backedUp();
    desk.clock.advance(HOUR);
    expect((await manager.get(at)).accessToken.reveal()).toBe('canary-access-2');
    exchange(backup);
    desk.clock.advance(HOUR);
    expect((await manager.get(at)).accessToken.reveal()).toBe('canary-access-3');
    // The used one of the backup was not sent again, which would have ended the family.
    expect(provider.sent).toEqual(['canary-refresh-1', 'canary-refresh-2']);
    await manager.stop();
    await backup.close();
  });

  test('V4: a backup from before a removal has the tokens still, so nothing is claimed to be shredded', async () => {
    const { desk, manager, backup } = await backedUp();
    expect(await manager.disconnect({ provider: 'files', connection: 'org' })).toBe(true);
    await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
    const restored = await desk.manager([files], { store: backup });
    expect((await restored.get(at)).accessToken.reveal()).toBe('canary-access-1');
    await restored.stop();
    await backup.close();
    const root = join(import.meta.dirname, '..', '..');
    const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect([page, /shred/i.test(readFileSync(join(root, 'docs', page), 'utf8'))]).toEqual([page, false]);
  });
});
