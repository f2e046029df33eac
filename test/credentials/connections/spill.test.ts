import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { breakableStore } from '../support/disturbances.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
const folder = mkdtempSync(join(tmpdir(), 'fedpass-spill-'));
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const redisUrl = inject('redisUrl');
let count = 0;

const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `spill-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];

describe.each(stores)('R5 on %s: the store goes away at the save', (_, open) => {
  /** A process that has a new token which it cannot save. */
  async function unsaved() {
    const desk = await bench(open);
    const provider = rotatingProvider();
    endpoint.answer(provider.answer);
    const flaky = breakableStore(desk.store);
    const spillFolder = join(folder, `${++count}`);
    const one = await desk.manager([files], {
      store: flaky.store,
      spillFolder,
      transport: async (request) => {
        const answer = await httpTransport(request);
        if (request.body?.includes('grant_type=refresh_token')) flaky.down = true;
        return answer;
      },
    });
    await consentTo(one, 'files', straightBack);
    desk.clock.advance(3_600_000);
    const token = await one.get(at);
    await vi.waitFor(() => expect(readdirSync(spillFolder).filter((name) => name.endsWith('.unsaved'))).toHaveLength(1));
    return { desk, provider, flaky, spillFolder, one, token };
  }

  test('the token lies sealed beside the process until the store has it', async () => {
    const { flaky, spillFolder, token } = await unsaved();
    const [name = ''] = readdirSync(spillFolder);
    const text = readFileSync(join(spillFolder, name), 'utf8');
    expect(text).not.toMatch(/canary/);
    expect(statSync(join(spillFolder, name)).mode & 0o777).toBe(0o600);
    expect(token.accessToken.reveal()).toBe('canary-access-2');
    flaky.down = false;
    await vi.waitFor(() => expect(readdirSync(spillFolder)).toEqual([]), { timeout: 10_000 });
  });

  test('a process that ends before that leaves it to the next one, which saves it', async () => {
    const { desk, provider, spillFolder } = await unsaved();
    const two = await desk.manager([files], { spillFolder });
    expect(readdirSync(spillFolder)).toEqual([]);
    expect(await two.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, generation: 2 });
    expect((await two.get(at)).accessToken.reveal()).toBe('canary-access-2');
    expect(provider.sent).toEqual(['canary-refresh-1']);
  });

  test('a file that was changed is left alone, and said', async () => {
    const { desk, spillFolder } = await unsaved();
    const [name = ''] = readdirSync(spillFolder);
    writeFileSync(join(spillFolder, name), readFileSync(join(spillFolder, name), 'utf8').replace('"files"', '"crm"'));
    const two = await desk.manager([files], { spillFolder });
    expect(readdirSync(spillFolder)).toContain(name);
    expect(desk.lines.join()).toContain('a spilled token cannot be read');
    expect(await two.show('files', 'org')).toMatchObject({ state: { phase: 'refreshing' } });
  });
});
