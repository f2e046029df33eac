import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import { spillFolder as spillTo } from '../../../src/credentials/connections/spill.ts';
import type { Grant } from '../../../src/credentials/connections/state.ts';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import type { Log } from '../../../src/runtime/ports/log.ts';
import { breakableStore } from '../support/disturbances.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';
import { testRing } from '../support/vault.ts';

const endpoint = await startTokenEndpoint();
const folder = mkdtempSync(join(tmpdir(), 'fedpass-spill-'));
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const filesOrg = { provider: 'files', connection: 'org' };
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

  test('tokens of a consent that cannot be saved lie there as well, and the next process connects with them', async () => {
    const desk = await bench(open);
    const provider = rotatingProvider();
    endpoint.answer(provider.answer);
    const flaky = breakableStore(desk.store);
    const spillFolder = join(folder, `${++count}`);
    // The last that a confirmation asks of the store before the tokens are saved.
    const store: Store = {
      ...desk.store,
      read: (...args) => flaky.store.read(...args),
      compareAndSwap: (...args) => flaky.store.compareAndSwap(...args),
      changesSince: (...args) => flaky.store.changesSince(...args),
      async delete(key, expected) {
        const done = await desk.store.delete(key, expected);
        if (key.startsWith('revocation/')) flaky.down = true;
        return done;
      },
    };
    const one = await desk.manager([files], { store, spillFolder });
    expect(await consentTo(one, 'files', straightBack)).toMatchObject({ kind: 'not-saved-yet' });
    await vi.waitFor(() => expect(readdirSync(spillFolder).filter((name) => name.endsWith('.unsaved'))).toHaveLength(1));
    for (const name of readdirSync(spillFolder)) expect(readFileSync(join(spillFolder, name), 'utf8')).not.toMatch(/canary/);
    const two = await desk.manager([files], { spillFolder });
    expect(readdirSync(spillFolder)).toEqual([]);
    expect(await two.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, generation: 1, consentEpoch: 1 });
    expect((await two.get(at)).accessToken.reveal()).toBe('canary-access-1');
  });

  test.each([
    ['a later consent', async (one: CredentialManager) => void (await consentTo(one, 'files', straightBack)), 'ready'],
    ['a later disconnection', async (one: CredentialManager) => void (await one.disconnect(filesOrg)), 'unauthorized'],
  ])('but not over %s: then they are revoked', async (_, settle, phase) => {
    const desk = await bench(open);
    endpoint.answer(rotatingProvider().answer);
    const spillFolder = join(folder, `${++count}`);
    const vault = createVault(await testRing('k1'));
    await settle(await desk.manager([files], { vault }));
    const late: Grant = {
      accessToken: 'canary-late',
      claims: {},
      useUntil: desk.clock.now() + 60_000,
      expiresAt: desk.clock.now() + 60_000,
      generation: 1,
      refreshToken: 'canary-late-refresh',
      lineage: 'earlier',
      savedBy: 'earlier',
      consentedAt: desk.clock.now() - 60_000,
    };
    const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    await spillTo(spillFolder, vault, quiet).put(filesOrg, { grant: late });
    const two = await desk.manager([files], { vault, spillFolder });
    expect(readdirSync(spillFolder)).toEqual([]);
    expect(await two.show('files', 'org')).toMatchObject({ state: { phase } });
    expect((await desk.store.list('revocation/')).keys).toHaveLength(1);
  });
});
